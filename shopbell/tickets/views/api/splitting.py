"""Splitting messages off a ticket for programs, and bringing them back."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from shopbell.core.api import Bearer, Invalid, Sent
from shopbell.staff.permissions import may_answer
from shopbell.staff.request import AgentRequest
from shopbell.tickets.actions.splitting import split, unsplit
from shopbell.tickets.models import Move, Ticket
from shopbell.tickets.views.agent.ticket import find
from shopbell.tickets.views.api.shapes import TicketOut

router = Router()
_WRITING = Bearer("tickets:write", may_answer)
_ANSWERS: dict[str, Any] = {"response": TicketOut, "auth": _WRITING}


class SplitIn(Sent):
    """The ids of messages, and what the new ticket is about; without it, what the first of them is about."""

    messages: list[str] = Field(min_length=1, max_length=200)
    subject: str = Field("", max_length=300)


@router.post(
    "/tickets/{int:number}/split", response={201: TicketOut}, auth=_WRITING, summary="Give messages their own ticket"
)
def splitting(request: AgentRequest, number: int, sent: SplitIn) -> Ticket:
    """Gives the new ticket."""
    ticket = find(request, number)
    chosen = list(ticket.messages.filter(public_id__in=sent.messages))
    if len(chosen) != len(set(sent.messages)):
        raise Invalid({"messages": [_("Not all of these are messages of this ticket.")]})
    made = split(ticket, messages=chosen, subject=sent.subject, by=request.user.actor)
    return find(request, made.pk)


@router.delete("/tickets/{int:number}/split", **_ANSWERS, summary="Bring back what was split off as this ticket")
def unsplitting(request: AgentRequest, number: int) -> Ticket:
    """Gives the ticket that the messages have returned to."""
    find(request, number)
    move = get_object_or_404(Move, target=number, kind=Move.Kind.SPLIT, undone_at=None)
    find(request, move.source_id)
    return find(request, unsplit(move, by=request.user.actor).pk)
