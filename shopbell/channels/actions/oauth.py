"""OAuth tokens of accounts: refreshed early, by one process at a time, since refresh tokens rotate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import httpx
from django.db import transaction

from shopbell.channels.base import NeedsReconnect, Unavailable
from shopbell.channels.models import ChannelAccount
from shopbell.core import clock, http
from shopbell.core.sentences import say as _

EARLY = timedelta(minutes=5)
_CLIENT = ("client_id", "client_secret", "authorize_url", "token_url", "scope")
# Refusals that no later attempt can cure (RFC 6749, 5.2).
_FINAL = {"invalid_grant", "invalid_client", "unauthorized_client"}


def access_token(account_id: int, refresh: bool = False) -> str:
    """A token that is good for some minutes; `refresh` asks for a new one whatever the clock says.

    Raises `NeedsReconnect` when the provider wants the person again, `Unavailable` when it cannot be reached.
    """
    account = ChannelAccount.objects.only("settings").get(pk=account_id)
    held = account.settings.get("oauth") or {}
    if not refresh and _is_good(held):
        return str(held["access_token"])
    if awaits_person(account.settings):
        raise NeedsReconnect(_("Sign in at the mail provider, so that it lets us read and send."))
    return _refreshed(account_id, before=str(held.get("access_token", "")), refresh=refresh)


def keep(account: ChannelAccount, answer: dict[str, Any]) -> None:
    """Write what a token endpoint answered into the account's settings."""
    held = dict(account.settings.get("oauth") or {})
    held["access_token"] = str(answer["access_token"])
    held["issued_by"] = client_of(account.settings)["token_url"]
    held["expires_at"] = (clock.now() + timedelta(seconds=int(answer.get("expires_in") or 3600))).isoformat()
    if answer.get("refresh_token"):
        held["refresh_token"] = str(answer["refresh_token"])
    account.settings = {**account.settings, "oauth": held}
    account.save(update_fields=["settings"])


def client_of(settings: Mapping[str, Any]) -> dict[str, str]:
    """The client an account signs in with: what its form holds, or what came with the tokens."""
    held = settings.get("oauth") or {}
    return {name: str(settings.get(name) or held.get(name) or "") for name in _CLIENT}


def wants_person(settings: Mapping[str, Any]) -> bool:
    """Whether somebody signs in for this account at its provider; without an address for that, the program does."""
    return settings.get("auth") == "oauth" and bool(client_of(settings)["authorize_url"])


def awaits_person(settings: Mapping[str, Any]) -> bool:
    """Whether nobody has done so yet, or only at another provider: its tokens are no business of this one."""
    if not wants_person(settings):
        return False
    held = settings.get("oauth") or {}
    return not held.get("refresh_token") or held.get("issued_by") not in (None, client_of(settings)["token_url"])


def ask(settings: Mapping[str, Any], grant: Mapping[str, str]) -> dict[str, Any]:
    """Ask the token endpoint. Raises `NeedsReconnect` when it refuses for good, `Unavailable` for now."""
    client = client_of(settings)
    form = {name: client[name] for name in ("client_id", "client_secret") if client[name]} | dict(grant)
    try:
        with http.client(timeout=10, allow_private=True) as line:
            answer = line.post(client["token_url"], data=form)
            body = answer.json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise Unavailable(_("The sign-in service of the mail provider did not answer.")) from error
    if answer.status_code == 200 and isinstance(body, dict) and body.get("access_token"):
        return body
    if isinstance(body, dict) and body.get("error") in _FINAL:
        raise NeedsReconnect(_("The mail provider no longer accepts our permission. Sign in anew."))
    raise Unavailable(_("The sign-in service of the mail provider answered with an error."))


def _grant(settings: Mapping[str, Any]) -> dict[str, str]:
    refresh_token, scope = (settings.get("oauth") or {}).get("refresh_token"), client_of(settings)["scope"]
    grant = (
        {"grant_type": "refresh_token", "refresh_token": str(refresh_token)}
        if refresh_token
        else {"grant_type": "client_credentials"}
    )
    return grant | ({"scope": scope} if scope else {})


def _is_good(held: dict[str, Any]) -> bool:
    expires = held.get("expires_at")
    return bool(held.get("access_token") and expires and datetime.fromisoformat(expires) > clock.now() + EARLY)


@transaction.atomic
def _refreshed(account_id: int, *, before: str, refresh: bool) -> str:
    """The row lock makes the second process wait for the first one's token instead of spending the old one."""
    account = ChannelAccount.objects.select_for_update(no_key=True).get(pk=account_id)
    held = account.settings.get("oauth") or {}
    if held.get("access_token") != before and _is_good(held):
        return str(held["access_token"])
    if not refresh and _is_good(held):
        return str(held["access_token"])
    keep(account, ask(account.settings, _grant(account.settings)))
    return str(account.settings["oauth"]["access_token"])
