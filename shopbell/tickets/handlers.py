"""What tickets do when something happens to the people who work on them, and what they tell of those who write."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from shopbell.core.events import on
from shopbell.core.models import Event
from shopbell.customers.events import CustomersMerged, CustomersUnmerged
from shopbell.staff.actions.notifications import notify
from shopbell.staff.events import AgentChanged, TeamChanged
from shopbell.staff.models import Agent, Notification
from shopbell.tickets.actions import scheduling
from shopbell.tickets.actions.assignment import release
from shopbell.tickets.actions.contact import count_later
from shopbell.tickets.events import (
    MessageReceived,
    MessageStateChanged,
    NoteAdded,
    TicketAssigned,
    TicketMerged,
    TicketRecognised,
    TicketStatusChanged,
    TicketUnmerged,
)
from shopbell.tickets.models import Message, Ticket
from shopbell.tickets.queries.mentions import may_see


@on(AgentChanged)
def release_tickets(event: Event, fact: AgentChanged) -> None:
    """Nobody waits for somebody who is switched off."""
    release(Agent.objects.get(pk=event.subject_id), by=event.by)


@on(TeamChanged)
def release_of_team(event: Event, fact: TeamChanged) -> None:
    """Nobody waits for somebody who has left the team."""
    gone = Agent.objects.filter(tickets__team=event.subject_id).exclude(teams=event.subject_id).distinct()
    for agent in gone.order_by("pk"):
        release(agent, by=event.by)


@on(TicketStatusChanged)
def count_without_spam(event: Event, fact: TicketStatusChanged) -> None:
    """Only spam matters: it is neither a contact nor a ticket of theirs; taken back, the status is what it was."""
    if fact.status == "spam" or fact.before == fact.status:
        _count([event.subject_id])


@on(TicketMerged)
def count_merged(event: Event, fact: TicketMerged) -> None:
    """A merged ticket is none of its own."""
    _count([fact.source, fact.target])


@on(TicketUnmerged)
def count_unmerged(event: Event, fact: TicketUnmerged) -> None:
    """Two tickets again."""
    _count([fact.source, fact.target])


@on(TicketRecognised)
def count_recognised(event: Event, fact: TicketRecognised) -> None:
    """A ticket has found its customer."""
    count_later.defer(customers=[key for key in (fact.before, fact.customer) if key])


@on(CustomersMerged)
def count_one(event: Event, fact: CustomersMerged) -> None:
    """What both wrote is one person's now."""
    count_later.defer(customers=[fact.source, fact.target])


@on(CustomersUnmerged)
def count_two(event: Event, fact: CustomersUnmerged) -> None:
    """Each has their own again."""
    count_later.defer(customers=[fact.source, fact.target])


@on(MessageReceived)
def heed_answer(event: Event, fact: MessageReceived) -> None:
    """What was planned for somebody's silence stops."""
    if not fact.is_automatic and not fact.is_backfill:
        scheduling.heed_answer(Ticket.objects.get(pk=event.subject_id))


@on(NoteAdded)
def tell_of_note(event: Event, fact: NoteAdded) -> None:
    """Whom the note names, and whoever watches."""
    ticket = Ticket.objects.get(pk=event.subject_id)
    named = Agent.objects.filter(Q(pk__in=fact.agents) | Q(teams__in=fact.teams)).distinct()
    notify(_seeing(named, ticket), kind=Notification.Kind.MENTIONED, event=event, ticket=ticket.pk)
    _tell_watchers(event, ticket)


@on(TicketAssigned)
def tell_of_assignment(event: Event, fact: TicketAssigned) -> None:
    """Whose ticket it is now."""
    ticket = Ticket.objects.get(pk=event.subject_id)
    if fact.to:
        notify(Agent.objects.filter(pk=fact.to), kind=Notification.Kind.ASSIGNED, event=event, ticket=ticket.pk)
    _tell_watchers(event, ticket)


@on(MessageReceived)
def tell_of_message(event: Event, fact: MessageReceived) -> None:
    """Whose ticket it is, whoever watches, and of a new one those of the team who want that."""
    if fact.is_backfill or fact.is_automatic:
        return
    ticket = Ticket.objects.get(pk=event.subject_id)
    if fact.is_first:
        wishing = Agent.objects.filter(teams=ticket.team_id, preferences__ways__has_key=Notification.Kind.NEW)
        notify(_seeing(wishing, ticket), kind=Notification.Kind.NEW, event=event, ticket=ticket.pk)
        return
    mine = [ticket.assignee] if ticket.assignee else []
    notify(mine, kind=Notification.Kind.ANSWERED, event=event, ticket=ticket.pk)
    _tell_watchers(event, ticket)


@on(MessageStateChanged)
def tell_of_failure(event: Event, fact: MessageStateChanged) -> None:
    """Whose answer did not go out."""
    if fact.state != Message.State.FAILED:
        return
    message = Message.objects.get(pk=fact.message)
    writer = [message.agent] if message.agent else []
    notify(writer, kind=Notification.Kind.FAILED, event=event, ticket=message.ticket_id)


def _tell_watchers(event: Event, ticket: Ticket) -> None:
    watching = Agent.objects.filter(watches__ticket=ticket.pk)
    notify(_seeing(watching, ticket), kind=Notification.Kind.WATCHED, event=event, ticket=ticket.pk)


def _seeing(people: QuerySet[Agent], ticket: Ticket) -> list[Agent]:
    """Nobody is told of a ticket that they may not see, or no longer."""
    return [agent for agent in people if may_see(agent, ticket)]


def _count(tickets: list[int]) -> None:
    customers = Ticket.objects.filter(pk__in=tickets, customer__isnull=False).values_list("customer", flat=True)
    if found := sorted(set(customers)):
        count_later.defer(customers=found)
