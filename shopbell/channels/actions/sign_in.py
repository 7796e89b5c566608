"""A person allows us into a mailbox at its provider: OAuth 2 authorization code with PKCE (RFC 7636, S256)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from shopbell.channels.actions import accounts, oauth
from shopbell.channels.adapters.email.providers import SIGN_INS
from shopbell.channels.base import NeedsReconnect
from shopbell.channels.errors import NoLastingPermission, NotSignedIn
from shopbell.channels.models import ChannelAccount
from shopbell.core.actor import Actor


@dataclass(frozen=True, slots=True)
class Begun:
    """Where to send the person; `state` and `verifier` are kept on our side until they come back."""

    url: str
    state: str
    verifier: str


def begin(account: ChannelAccount, *, redirect_uri: str) -> Begun:
    """The way to the provider. Raises `NotSignedIn` for an account that no person signs in for."""
    if not oauth.wants_person(account.settings):
        raise NotSignedIn
    client = oauth.client_of(account.settings)
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(64)
    known = SIGN_INS.get(str(account.settings.get("provider")))
    more: dict[str, Any] = {
        "code_challenge": create_s256_code_challenge(verifier),
        "code_challenge_method": "S256",
        "login_hint": str(account.settings.get("username") or account.address),
        **(known.more if known else {}),
    }
    url = prepare_grant_uri(
        client["authorize_url"],
        client["client_id"],
        "code",
        redirect_uri=redirect_uri,
        scope=client["scope"] or None,
        state=state,
        **more,
    )
    return Begun(url, state, verifier)


def finish(account: ChannelAccount, *, code: str, verifier: str, redirect_uri: str, by: Actor) -> ChannelAccount:
    """Turn the code that the person came back with into tokens, and go on. Raises `NotSignedIn`, `Unavailable`."""
    grant = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri, "code_verifier": verifier}
    try:
        answer = oauth.ask(account.settings, grant)
    except NeedsReconnect as error:
        raise NotSignedIn from error
    with transaction.atomic():
        locked = ChannelAccount.objects.select_for_update(no_key=True).get(pk=account.pk)
        oauth.keep(locked, answer)
        if oauth.awaits_person(locked.settings):
            raise NoLastingPermission
        locked = accounts.resume(locked, by=by)
        accounts.defer_test(locked)
    return locked


def return_address() -> str:
    """Where providers send people back to; it is registered there, the same for all mailboxes."""
    return f"{settings.SHOPBELL_URL}{reverse('channel_signed_in')}"


def provider_name(account: ChannelAccount) -> str:
    """The name people know the provider by; empty for one of the installation's own."""
    known = SIGN_INS.get(str(account.settings.get("provider")))
    return known.name if known else ""
