"""What came in and could not be read: look at it, try again, put it aside. And what did not go out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import BinaryField, F, Func, QuerySet, Value
from django.db.models.functions import Length
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from shopbell.channels import figures
from shopbell.channels.actions import parked as acting
from shopbell.channels.glimpse import Glimpse, glimpse
from shopbell.channels.models import RawInput
from shopbell.channels.permissions import may_manage_channels
from shopbell.channels.queries import parked as dead_inputs
from shopbell.staff.request import AgentRequest, requires

PAGE_SIZE = 50
HEAD_BYTES = 16 * 1024
PREVIEW_BYTES = 64 * 1024


@require_safe
@requires(may_manage_channels)
def parked(request: AgentRequest) -> HttpResponse:
    """The newest; as some are settled, older ones move up."""
    rows = _with_head(dead_inputs(), HEAD_BYTES)[: PAGE_SIZE + 1]
    shown = [(raw, glimpse(bytes(raw.head), raw.headers, raw.error)) for raw in rows]
    context = {"rows": shown[:PAGE_SIZE], "has_more": len(shown) > PAGE_SIZE}
    is_part = bool(request.headers.get("HX-Request"))
    return render(request, "channels/agent/_parked.html" if is_part else "channels/agent/parked.html", context)


@require_safe
@requires(may_manage_channels)
def parked_one(request: AgentRequest, pk: int) -> HttpResponse:
    raw = get_object_or_404(_with_head(RawInput.objects.select_related("account").defer("body"), PREVIEW_BYTES), pk=pk)
    head = bytes(raw.head)
    seen: Glimpse = glimpse(head, raw.headers, raw.error)
    context = {"raw": raw, "seen": seen, "is_cut": raw.size > len(head), "states": RawInput.State}
    return render(request, "channels/agent/parked_one.html", context)


@require_safe
@requires(may_manage_channels)
def raw_bytes(request: AgentRequest, pk: int) -> HttpResponse:
    """The bytes as they came, for another program to look at."""
    raw = get_object_or_404(RawInput, pk=pk)
    response = HttpResponse(bytes(raw.body), content_type="application/octet-stream")
    is_mail = raw.headers.get("content-type", "") == "" or b"\nFrom:" in bytes(raw.body)[:HEAD_BYTES]
    response["Content-Disposition"] = f'attachment; filename="shopbell-{raw.pk}.{"eml" if is_mail else "bin"}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@requires(may_manage_channels)
def replay(request: AgentRequest, pk: int) -> HttpResponse:
    acting.replay(get_object_or_404(RawInput, pk=pk), by=request.user.actor)
    messages.success(request, _("It is being replayed. If it fails once more, it comes back here."))
    return redirect("parked")


@require_POST
@requires(may_manage_channels)
def replay_all(request: AgentRequest) -> HttpResponse:
    number = acting.replay_all(by=request.user.actor)
    sentence = ngettext("{n} input is being replayed.", "{n} inputs are being replayed.", number)
    messages.success(request, sentence.format(n=number))
    return redirect("parked")


@require_POST
@requires(may_manage_channels)
def put_aside(request: AgentRequest, pk: int) -> HttpResponse:
    acting.put_aside(get_object_or_404(RawInput, pk=pk), by=request.user.actor)
    messages.success(request, _("Put aside. Its bytes are kept."))
    return redirect("parked")


@require_safe
@requires(may_manage_channels)
def outgoing(request: AgentRequest) -> HttpResponse:
    """What did not go out, or of which nobody knows whether it arrived."""
    parts = figures.trouble_parts().select_related("account", "message__ticket")[: PAGE_SIZE + 1]
    context = {"parts": list(parts)[:PAGE_SIZE], "has_more": len(parts) > PAGE_SIZE}
    is_part = bool(request.headers.get("HX-Request"))
    return render(request, "channels/agent/_outgoing.html" if is_part else "channels/agent/outgoing.html", context)


def _with_head(rows: QuerySet[RawInput], size: int) -> QuerySet[Any]:
    head = Func(F("body"), Value(1), Value(size), function="substr", output_field=BinaryField())
    return rows.annotate(head=head, size=Length("body"))
