"""What an agent decides about a message that did not go out, or of which nobody knows."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shopbell.channels.actions import giving_up, outbox
from shopbell.channels.errors import NothingToSettle
from shopbell.channels.models import OutgoingPart
from shopbell.staff.permissions import may_answer
from shopbell.staff.request import AgentRequest, requires
from shopbell.tickets.models import Message, Ticket


def find(request: AgentRequest, public_id: str) -> Message:
    """The message, if this agent may see its ticket."""
    visible = Ticket.objects.visible_to(request.user)
    return get_object_or_404(Message, public_id=public_id, ticket__in=visible)


@require_POST
@requires(may_answer)
def retry(request: AgentRequest, public_id: str) -> HttpResponse:
    """Send it again: the failed parts, and those of which nobody knows."""
    message = find(request, public_id)
    with transaction.atomic():
        unknown = _unknown(message)
        for part in unknown:
            outbox.settle(part, as_sent=False, by=request.user.actor)
        if not unknown:
            outbox.retry(message, by=request.user.actor)
    return _done(request, message, _("On its way again."))


@require_POST
@requires(may_answer)
def settle(request: AgentRequest, public_id: str) -> HttpResponse:
    """The agent knows that it arrived."""
    message = find(request, public_id)
    unknown = _unknown(message)
    if not unknown:
        raise NothingToSettle
    with transaction.atomic():
        for part in unknown:
            outbox.settle(part, as_sent=True, by=request.user.actor)
    return _done(request, message, _("Marked as sent."))


@require_POST
@requires(may_answer)
def withdraw(request: AgentRequest, public_id: str) -> HttpResponse:
    message = find(request, public_id)
    giving_up.withdraw(message, by=request.user.actor)
    return _done(request, message, _("Withdrawn."))


@require_POST
@requires(may_answer)
def undo(request: AgentRequest, public_id: str) -> HttpResponse:
    """Take back what one has sent oneself, as long as nothing has left."""
    message = find(request, public_id)
    if message.agent_id != request.user.pk:
        raise PermissionDenied
    giving_up.undo(message, by=request.user.actor)
    return _done(request, message, _("Taken back. Your text is in the field again."))


def _unknown(message: Message) -> list[OutgoingPart]:
    return list(message.parts.filter(state=OutgoingPart.State.UNKNOWN))


def _done(request: AgentRequest, message: Message, sentence: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Trigger": "ticket-changed"})
    messages.success(request, sentence)
    back = request.POST.get("next", "")
    return redirect(back) if url_has_allowed_host_and_scheme(back, None) else redirect("ticket", message.ticket_id)
