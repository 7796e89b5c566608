"""Drafts: what an agent writes is kept as it is typed, and is the same on each of their devices.

Nothing has happened yet, so no event is recorded; live pages are told all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import connection, transaction

from shopbell.core import clock
from shopbell.core.clean import clean
from shopbell.core.live import signal
from shopbell.staff.models import Agent
from shopbell.tickets.base import routes
from shopbell.tickets.errors import WrittenElsewhere
from shopbell.tickets.models import Attachment, Draft, Message, Ticket
from shopbell.tickets.queries.drafts import draft_of, topic_of


@dataclass(frozen=True, kw_only=True)
class Written:
    """What a composer holds."""

    text: str = ""
    route: str = ""
    files: Sequence[str] = ()
    details: dict[str, Any] = field(default_factory=dict)
    seen: str = ""
    client_key: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.text.strip() and not self.files


@transaction.atomic
def save(ticket: Ticket, *, agent: Agent, way: str, written: Written, known: int, device: str) -> Draft | None:
    """Keep what is being written; gives the draft, or None when nothing is left of it.

    `known` is the version that was changed, 0 for a new one. What has been sent already is not kept again. Raises
    `WrittenElsewhere` when another device has changed it since.
    """
    _lock(ticket, agent)
    draft = draft_of(ticket, agent, way)
    if _was_sent(ticket, written.client_key):
        return draft
    if draft is None:
        return None if written.is_empty else _create(ticket, agent, way, written, device)
    if _is_same(draft, written):
        return draft
    if draft.version != known and draft.device != device:
        raise WrittenElsewhere
    if written.is_empty:
        _delete(draft)
        return None
    return _change(draft, ticket, written, device)


@transaction.atomic
def discard(ticket: Ticket, *, agent: Agent, way: str) -> None:
    """Forget what was begun; its files go after their time."""
    _lock(ticket, agent)
    if draft := draft_of(ticket, agent, way):
        _delete(draft)


def forget_sent(ticket: Ticket, *, agent: Agent, client_key: str) -> None:
    """What has just been sent or noted under this key is no draft any more; within the sender's transaction."""
    _lock(ticket, agent)
    for draft in Draft.objects.filter(ticket__in=_and_merged(ticket), agent=agent, client_key=client_key):
        _delete(draft)


@transaction.atomic
def put_back(message: Message) -> Draft | None:
    """An answer that was taken back is its writer's draft again, with its files."""
    agent, ticket = message.agent, message.ticket
    if agent is None:
        return None
    loose = list(message.attachments.values_list("public_id", flat=True))
    message.attachments.update(message=None, owner=Attachment.owner_of(agent))
    subject = {"subject": message.subject} if message.extra.get("new_subject") else {}
    written = Written(
        text=message.text, route=_route(message, ticket), files=loose, details={**message.recipients, **subject}
    )
    return prepend(ticket, agent=agent, way=Draft.Way.REPLY, written=written)


@transaction.atomic
def prepend(ticket: Ticket, *, agent: Agent, way: str, written: Written) -> Draft:
    """Put this into the agent's draft, in front of what they have begun meanwhile."""
    _lock(ticket, agent)
    draft = draft_of(ticket, agent, way)
    if draft is None:
        return _create(ticket, agent, way, written, "")
    both = replace(
        written,
        text="\n\n".join(filter(None, [written.text, draft.text])),
        files=[*written.files, *draft.files],
        client_key=draft.client_key,
    )
    return _change(draft, ticket, both, "")


def _and_merged(ticket: Ticket) -> list[int]:
    return [ticket.pk, *Ticket.objects.filter(merged_into=ticket).values_list("pk", flat=True)]


def _route(message: Message, ticket: Ticket) -> str:
    return next((way.key for way in routes(ticket) if way.thread and way.thread.pk == message.thread_id), "")


def _lock(ticket: Ticket, agent: Agent) -> None:
    """One writer at a time of this agent's drafts here, also while there is no row; never waits for the ticket's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 19))", [f"draft|{agent.pk}|{ticket.pk}"])


def _was_sent(ticket: Ticket, client_key: str) -> bool:
    """Whether a late save belongs to what has gone out in the meantime."""
    return bool(client_key) and ticket.messages.filter(dedupe_key=f"c:{client_key}").exists()


def _is_same(draft: Draft, written: Written) -> bool:
    return (draft.text, draft.route, draft.files, draft.details) == (
        clean(written.text),
        written.route,
        list(written.files),
        written.details,
    )


def _create(ticket: Ticket, agent: Agent, way: str, written: Written, device: str) -> Draft:
    draft = Draft(ticket=ticket, agent=agent, way=way, version=0)
    _fill(draft, written, device).save()
    signal.tell([f"agent:{agent.pk}", f"ticket:{ticket.pk}", topic_of(ticket, agent)])
    return draft


def _change(draft: Draft, ticket: Ticket, written: Written, device: str) -> Draft:
    draft.ticket = ticket  # of a merged one it moves along
    _fill(draft, written, device).save()
    signal.tell([topic_of(ticket, draft.agent)])
    return draft


def _fill(draft: Draft, written: Written, device: str) -> Draft:
    draft.text, draft.route, draft.files = clean(written.text), written.route[:60], list(written.files)
    draft.details, draft.seen = written.details, written.seen[:26]
    draft.client_key, draft.device = written.client_key[:40], device[:40]
    draft.version, draft.updated_at = draft.version + 1, clock.now()
    return draft


def _delete(draft: Draft) -> None:
    draft.delete()
    signal.tell([f"agent:{draft.agent_id}", f"ticket:{draft.ticket_id}", topic_of(draft.ticket, draft.agent)])
