"""OAuth tokens of accounts: refreshed early, by one process at a time, since refresh tokens rotate."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import httpx
from django.db import transaction

from shopbell.channels.base import NeedsReconnect, Unavailable
from shopbell.channels.models import ChannelAccount
from shopbell.core import clock, http
from shopbell.core.sentences import say as _

EARLY = timedelta(minutes=5)
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
    return _refreshed(account_id, before=str(held.get("access_token", "")), refresh=refresh)


def keep(account: ChannelAccount, answer: dict[str, Any]) -> None:
    """Write what a token endpoint answered into the account's settings."""
    held = dict(account.settings.get("oauth") or {})
    held["access_token"] = str(answer["access_token"])
    held["expires_at"] = (clock.now() + timedelta(seconds=int(answer.get("expires_in") or 3600))).isoformat()
    if answer.get("refresh_token"):
        held["refresh_token"] = str(answer["refresh_token"])
    account.settings = {**account.settings, "oauth": held}
    account.save(update_fields=["settings"])


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
    keep(account, _ask(held))
    return str(account.settings["oauth"]["access_token"])


def _ask(held: dict[str, Any]) -> dict[str, Any]:
    form = {"client_id": held.get("client_id", "")}
    if held.get("client_secret"):
        form["client_secret"] = held["client_secret"]
    if held.get("refresh_token"):
        form |= {"grant_type": "refresh_token", "refresh_token": held["refresh_token"]}
    else:
        form["grant_type"] = "client_credentials"
    if held.get("scope"):
        form["scope"] = held["scope"]
    try:
        with http.client(timeout=10, allow_private=True) as client:
            answer = client.post(str(held.get("token_url", "")), data=form)
            body = answer.json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise Unavailable(_("The sign-in service of the mail provider did not answer.")) from error
    if answer.status_code == 200 and isinstance(body, dict) and body.get("access_token"):
        return body
    if isinstance(body, dict) and body.get("error") in _FINAL:
        raise NeedsReconnect(_("The mail provider no longer accepts our permission. Connect the account again."))
    raise Unavailable(_("The sign-in service of the mail provider answered with an error."))
