"""Merging tickets for programs, and taking it back."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from shopbell.core.api import Bearer, Invalid, Sent
from shopbell.staff.permissions import may_answer
from shopbell.staff.request import AgentRequest
from shopbell.tickets.actions.merging import merge, unmerge
from shopbell.tickets.models import Move, Ticket
from shopbell.tickets.views.agent.ticket import find
from shopbell.tickets.views.api.shapes import TicketOut

router = Router()
_ANSWERS: dict[str, Any] = {"response": TicketOut, "auth": Bearer("tickets:write", may_answer)}


class MergingIn(Sent):
    """The ticket that stays."""

    into: int = Field(ge=1, lt=2**63, description="The number of the other ticket")


@router.put("/tickets/{int:number}/merging", **_ANSWERS, summary="Merge it into another ticket")
def merging(request: AgentRequest, number: int, sent: MergingIn) -> Ticket:
    """Gives the ticket that stays. From now on the number of the merged one leads there."""
    source = find(request, number)
    into = Ticket.objects.visible_to(request.user).filter(pk=sent.into).first()
    if into is None:
        raise Invalid({"into": [_("There is no such ticket.")]})
    merge(source, into=into, by=request.user.actor)
    return find(request, into.pk)


@router.delete("/tickets/{int:number}/merging", **_ANSWERS, summary="Take its merge back")
def unmerging(request: AgentRequest, number: int) -> Ticket:
    """Gives the ticket that stands alone again, or where it was if that is out of your sight."""
    stayed = find(request, number)
    move = get_object_or_404(Move, source=number, kind=Move.Kind.MERGE, undone_at=None)
    source = unmerge(move, by=request.user.actor)
    seen = Ticket.objects.visible_to(request.user).filter(pk=source.pk).exists()
    return find(request, source.pk if seen else stayed.pk)
