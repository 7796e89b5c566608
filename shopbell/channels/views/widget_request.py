"""What the widget's endpoints have in common: the account, the visitor's token, JSON in and out, refusals in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from shopbell.channels.actions import chat
from shopbell.channels.actions.visitors import BadToken, Visitor, read_token
from shopbell.channels.chat.availability import zone_of
from shopbell.channels.models import ChannelAccount
from shopbell.core.errors import Refused
from shopbell.core.ids import is_public_id
from shopbell.core.throttle import Limit, TooOften, count, network_of

P = ParamSpec("P")
_CORRECTABLE = (chat.TooLong, chat.NotAnAddress, chat.MissingAnswer)


class BadRequest(Exception):
    """The request is not one that our widget sends; `status` and words for whoever builds on it."""

    def __init__(self, detail: str, status: int = 400) -> None:
        self.status = status
        super().__init__(detail)


class WidgetRequest(HttpRequest):
    """A request of the widget: its account and the language and zone of the visitor's browser."""

    account: ChannelAccount
    language: str
    zone: ZoneInfo


View = Callable[Concatenate[WidgetRequest, P], HttpResponseBase]


def find_account(shop: str, account: str, kind: str = "chat") -> ChannelAccount:
    """The active account at this address. Raises `Http404`."""
    found = (
        ChannelAccount.objects.select_related("shop", "team")
        .filter(kind=kind, public_id=account, shop__slug=shop, is_active=True)
        .first()
    )
    if found is None:
        raise Http404("no such account")
    return found


def widget_view(view: View[P]) -> Callable[..., HttpResponseBase]:
    """An endpoint of the widget. No cookie says who asks, so there is nothing that CSRF could abuse."""

    @csrf_exempt
    @wraps(view)
    def answer(request: WidgetRequest, shop: str, account: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        request.account = find_account(shop, account)
        request.language = request.account.shop.language_for(request.GET.get("lang", ""))
        request.zone = zone_of(request.GET.get("zone", ""), request.account)
        with translation.override(request.language):
            response = _answer(request, lambda: view(request, *args, **kwargs))
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


def visitor_of(request: WidgetRequest) -> Visitor:
    """Who asks. Raises `BadToken`."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise BadToken
    return read_token(request.account, token.strip())


def body_of(request: WidgetRequest, *, most: int) -> dict[str, Any]:
    """The JSON object in the body, refused by its length before it is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > most:
        raise BadRequest(_("This is too much at once. Send it in parts, or as a file."), 413)
    try:
        content = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise BadRequest("send a JSON object") from error
    if not isinstance(content, dict):
        raise BadRequest("send a JSON object")
    return content


def text_of(content: dict[str, Any], name: str, default: str = "") -> str:
    """A text of the body. Raises `BadRequest` for anything else under that name."""
    value = content.get(name, default)
    if not isinstance(value, str):
        raise BadRequest(f"{name} must be a string")
    return value


def id_of(text: str) -> str:
    """A public id as it was sent, empty for what cannot be one."""
    return text if is_public_id(text) else ""


def number_of(content: dict[str, Any], name: str) -> int:
    """A count of the body, 0 when it is missing. Raises `BadRequest` for anything else under that name."""
    value = content.get(name, 0)
    if type(value) is not int or not 0 <= value < 2**31:
        raise BadRequest(f"{name} must be a number")
    return value


def throttle(request: WidgetRequest, per_visitor: Limit | None, per_address: Limit, visitor: Visitor | None) -> None:
    """Count this request for the visitor and for their network address. Raises `TooOften`."""
    if per_visitor and visitor:
        count(per_visitor, visitor.id)
    count(per_address, network_of(request))


def _answer(request: WidgetRequest, view: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    try:
        return view()
    except BadToken:
        return JsonResponse({"detail": "start again"}, status=401)
    except BadRequest as error:
        return JsonResponse({"detail": str(error)}, status=error.status)
    except TooOften as error:
        answer = JsonResponse({"detail": error.say(), "retry_after": error.retry_after}, status=429)
        answer["Retry-After"] = str(error.retry_after)
        return answer
    except Refused as error:
        content = {"detail": error.say(), "field": getattr(error, "field", "")}
        return JsonResponse(content, status=422 if isinstance(error, _CORRECTABLE) else 409)
