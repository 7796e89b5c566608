"""Where providers deliver: check the signature over the raw bytes, store, answer. Nothing else."""

from __future__ import annotations

import structlog
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from shopbell.channels.actions import health
from shopbell.channels.actions.inbound import store_raw
from shopbell.channels.actions.speaking import adapter_of
from shopbell.channels.base import BadSignature, Raw, Reply, Request
from shopbell.channels.queries import LONGEST_HOOK, LONGEST_MAIL_HOOK, hook_account

log = structlog.get_logger(__name__)


@csrf_exempt
def hook(request: HttpRequest, kind: str, token: str, rest: str = "") -> HttpResponse:
    account = hook_account(kind, token)
    if account is None:
        return HttpResponse(status=404)
    adapter = adapter_of(account, online=False)
    body = _body(request, LONGEST_MAIL_HOOK if adapter.capabilities.is_mail else LONGEST_HOOK)
    if body is None:
        return HttpResponse(status=413)
    wanted = Request(
        method=request.method or "GET",
        url=_address(adapter.facts.hook_url + rest, request),
        headers={name.lower(): value for name, value in request.headers.items()},
        query=request.GET.dict(),
        body=body,
    )
    if challenge := adapter.handshake(wanted):
        return _answer(challenge)
    try:
        adapter.verify(wanted)
    except BadSignature:
        log.warning("bad signature", account=account.pk, kind=kind)
        return HttpResponse(status=403)
    store_raw(account, Raw(adapter.raw_key(wanted), body, adapter.keep(wanted)))
    health.succeeded(account, received=1)
    return _answer(adapter.respond(wanted))


def _address(base: str, request: HttpRequest) -> str:
    """The address as the provider sees it; the Host header is not asked."""
    query = request.META.get("QUERY_STRING")
    return f"{base}?{query}" if query else base


def _body(request: HttpRequest, limit: int) -> bytes | None:
    """The raw bytes, read past Django's own limit, which is meant for forms; None when there are too many."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > limit:
        return None
    body: bytes = request.read()
    return body if len(body) <= limit else None


def _answer(reply: Reply) -> HttpResponse:
    return HttpResponse(reply.body, status=reply.status, content_type=reply.content_type)
