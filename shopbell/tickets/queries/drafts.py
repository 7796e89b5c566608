"""Drafts as composers and lists show them."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q

from shopbell.staff.models import Agent
from shopbell.tickets.models import Attachment, Draft, Ticket


def topic_of(ticket: Ticket, agent: Agent) -> str:
    """The live topic on which an agent's devices hear of each change of what they write on a ticket."""
    return f"draft:{agent.pk}-{ticket.pk}"


def draft_of(ticket: Ticket, agent: Agent, way: str) -> Draft | None:
    """What this agent has begun, on the ticket or on one that was merged into it."""
    of_ticket = Q(ticket=ticket) | Q(ticket__merged_into=ticket)
    found = Draft.objects.filter(of_ticket, agent=agent, way=way).select_related("agent", "ticket")
    return min(found, key=lambda draft: (draft.ticket_id != ticket.pk, draft.pk), default=None)


def drafts_for(ticket: Ticket, agent: Agent) -> dict[str, dict[str, Any]]:
    """Both drafts as the composer's script takes them, by way."""
    found = {way: draft for way in Draft.Way.values if (draft := draft_of(ticket, agent, way))}
    wanted = [key for draft in found.values() for key in draft.files]
    loose = Attachment.objects.filter(public_id__in=wanted, message=None, owner=Attachment.owner_of(agent))
    names = dict(loose.values_list("public_id", "name")) if wanted else {}
    return {way: data_of(draft, names) for way, draft in found.items()}


def data_of(draft: Draft, names: dict[str, str]) -> dict[str, Any]:
    """One draft as plain data; files that are gone are left out."""
    return {
        "text": draft.text,
        "route": draft.route,
        "files": [[key, names[key]] for key in draft.files if key in names],
        "details": draft.details,
        "seen": draft.seen,
        "key": draft.client_key,
        "version": draft.version,
        "at": draft.updated_at.isoformat(),
    }


def others_writing(ticket: Ticket, agent: Agent) -> list[Draft]:
    """The colleagues who have begun an answer to the customer and not sent it, the latest first."""
    begun = Draft.objects.filter(ticket=ticket, way=Draft.Way.REPLY).exclude(agent=agent).exclude(text="")
    return list(begun.filter(agent__is_active=True).select_related("agent").order_by("-updated_at")[:5])


def has_draft(agent: Agent) -> Exists:
    """For lists of tickets: whether this agent has begun something there."""
    return Exists(Draft.objects.filter(ticket=OuterRef("pk"), agent=agent))
