"""Drafts as composers and lists show them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from shopbell.staff.models import Agent
from shopbell.tickets.models import Attachment, Draft, Ticket

MOST_OTHERS = 5


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
    return begun_on(ticket, agent)[0]


def begun_on(ticket: Ticket, agent: Agent) -> tuple[dict[str, dict[str, Any]], list[Draft]]:
    """An agent's drafts for the composer, by way; and those of colleagues who have begun to answer, latest first."""
    of_ticket = Q(ticket=ticket) | Q(ticket__merged_into=ticket)
    rows = Draft.objects.filter(of_ticket).select_related("agent").order_by("-updated_at")
    found = sorted(rows, key=lambda draft: draft.ticket_id == ticket.pk)
    mine = {draft.way: draft for draft in found if draft.agent_id == agent.pk}
    others = [draft for draft in rows if draft.agent_id != agent.pk and draft.way == Draft.Way.REPLY]
    wanted = [key for draft in mine.values() for key in draft.files]
    loose = Attachment.objects.filter(public_id__in=wanted, message=None, owner=Attachment.owner_of(agent))
    names = dict(loose.values_list("public_id", "name")) if wanted else {}
    return (
        {way: data_of(draft, names) for way, draft in mine.items()},
        [draft for draft in others if draft.text and draft.agent.is_active][:MOST_OTHERS],
    )


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


def mark_begun(agent: Agent, rows: Iterable[dict[str, Any]]) -> None:
    """Say in each row of a list whether this agent has begun something there."""
    found = {row["id"]: row for row in rows}
    begun = Draft.objects.filter(ticket__in=list(found), agent=agent).values_list("ticket_id", flat=True)
    for number in begun if found else ():
        found[number]["is_begun"] = True
