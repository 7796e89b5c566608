"""To the mail provider and back: an admin allows us into a mailbox there."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shopbell.channels.actions import sign_in as acting
from shopbell.channels.base import Unavailable
from shopbell.channels.errors import NotSignedIn
from shopbell.channels.models import ChannelAccount
from shopbell.channels.permissions import may_manage_channels
from shopbell.channels.views.agent.accounts import find
from shopbell.core import clock
from shopbell.core.clean import clean
from shopbell.core.secrets import decrypt, encrypt
from shopbell.staff.request import AgentRequest, requires

BACK_WITHIN = timedelta(minutes=15)
_KEY, _MOST = "channels.sign_in", 5


@never_cache
@require_safe
@requires(may_manage_channels)
def sign_in(request: AgentRequest, public_id: str) -> HttpResponse:
    """Off to the provider. A link and not a form: the pages' rules let forms lead to this house alone."""
    begun = acting.begin(find(public_id), redirect_uri=acting.return_address())
    entry = {
        "account": public_id,
        "verifier": encrypt(begun.verifier),
        "until": (clock.now() + BACK_WITHIN).isoformat(),
    }
    request.session[_KEY] = {**dict(list(_waiting(request).items())[1 - _MOST :]), begun.state: entry}
    return HttpResponseRedirect(begun.url)


@never_cache
@require_safe
@requires(may_manage_channels)
def signed_in(request: AgentRequest) -> HttpResponse:
    """Back from the provider. What comes without a sign-in that this session began changes nothing."""
    waiting = _waiting(request)
    entry = waiting.pop(request.GET.get("state", ""), None)
    request.session[_KEY] = waiting
    if entry is None:
        messages.error(request, _("This sign-in was not begun here, or too long ago. Begin it once more."))
        return redirect("channels")
    account = find(entry["account"])
    if code := request.GET.get("code", ""):
        _finish(request, account, code, decrypt(entry["verifier"]))
    else:
        messages.error(request, _refusal(request))
    return redirect("channel", account.public_id)


def _finish(request: AgentRequest, account: ChannelAccount, code: str, verifier: str) -> None:
    try:
        acting.finish(
            account, code=code, verifier=verifier, redirect_uri=acting.return_address(), by=request.user.actor
        )
    except NotSignedIn as error:
        messages.error(request, error.say())
    except Unavailable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("{name} is connected and is being tested.").format(name=account.name))


def _refusal(request: AgentRequest) -> str:
    if request.GET.get("error") == "access_denied":
        return _("The provider was not given the permission, so nothing has changed.")
    said = clean(request.GET.get("error_description") or request.GET.get("error") or "")[:300]
    return _("The provider refused: {why}").format(why=said or "?")


def _waiting(request: AgentRequest) -> dict[str, Any]:
    entries: dict[str, Any] = request.session.get(_KEY) or {}
    return {state: entry for state, entry in entries.items() if datetime.fromisoformat(entry["until"]) > clock.now()}
