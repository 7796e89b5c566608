"""Links between tickets for programs."""

from __future__ import annotations

from typing import Any, Literal

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from shopbell.core.api import Bearer, Invalid, Sent
from shopbell.staff.permissions import may_answer
from shopbell.staff.request import AgentRequest
from shopbell.tickets.actions.links import link, unlink
from shopbell.tickets.models import Ticket, TicketLink
from shopbell.tickets.queries.links import Linked, linked_tickets
from shopbell.tickets.views.agent.ticket import find

router = Router()
READING, WRITING = Bearer("tickets:read"), Bearer("tickets:write", may_answer)


class LinkIn(Sent):
    """The other ticket, and what this one is to it: `waits_for` reads "this one waits for the other"."""

    other: int = Field(ge=1, lt=2**63, description="The number of the other ticket")
    reason: Literal["related", "duplicate", "waits_for", "follow_up"] = "related"


class LinkOut(Schema):
    """A link as it reads from this ticket; `label` is in the language of the token's agent."""

    id: int = Field(alias="key")
    other: int
    subject: str
    reason: str
    label: str

    @staticmethod
    def resolve_other(linked: Linked) -> int:
        return linked.ticket.pk

    @staticmethod
    def resolve_subject(linked: Linked) -> str:
        return linked.ticket.subject


class LinkList(Schema):
    """The links of a ticket, the oldest first."""

    items: list[LinkOut]


@router.get("/tickets/{int:number}/links", response=LinkList, auth=READING, summary="Its links")
def links(request: AgentRequest, number: int) -> dict[str, Any]:
    return {"items": linked_tickets(find(request, number), request.user)}


@router.post("/tickets/{int:number}/links", response={201: LinkList}, auth=WRITING, summary="Link it with another")
def linking(request: AgentRequest, number: int, sent: LinkIn) -> dict[str, Any]:
    ticket = find(request, number)
    other = Ticket.objects.visible_to(request.user).filter(pk=sent.other).first()
    if other is None:
        raise Invalid({"other": [_("There is no such ticket.")]})
    link(ticket, other, reason=sent.reason, by=request.user.actor)
    return {"items": linked_tickets(ticket, request.user)}


@router.delete("/tickets/{int:number}/links/{int:link_id}", response={204: None}, auth=WRITING, summary="Unlink")
def unlinking(request: AgentRequest, number: int, link_id: int) -> None:
    keys = [one.key for one in linked_tickets(find(request, number), request.user)]
    made = get_object_or_404(TicketLink.objects.select_related("ticket", "other"), pk=link_id, pk__in=keys)
    unlink(made, by=request.user.actor)
