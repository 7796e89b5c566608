"""Tickets written at once, in the shape the actions would have given them.

Playing thousands of tickets through the actions takes minutes. This draws the same rows in memory;
`tests/project/demo/test_written.py` plays the same stories both ways and compares every column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from shopbell.core import clock
from shopbell.core.actor import SYSTEM, Actor
from shopbell.core.clean import one_line
from shopbell.core.events import Fact
from shopbell.core.models import Event
from shopbell.customers.base import Claim
from shopbell.project.demo import acts
from shopbell.project.demo.copied import copy_in
from shopbell.project.demo.customers import Known
from shopbell.project.demo.mails import acknowledgement, address_of_mail, title
from shopbell.project.demo.pictures import picture
from shopbell.project.demo.shop import House
from shopbell.tickets import events as facts
from shopbell.tickets.actions import attachments
from shopbell.tickets.base import IncomingFile
from shopbell.tickets.models import NEVER, Message, Participant, ReplySample, Tally, Thread, Ticket
from shopbell.tickets.queries import expected_reply, hours_of


class Sheet:
    """The rows of one ticket while its story is written down."""

    def __init__(self, story: acts.TicketStory, house: House, known: Known) -> None:
        self.story, self.house, self.known = story, house, known
        self.customer = known.customers[story.person.key]
        self.threads: dict[str, Thread] = {}
        self.participants: list[Participant] = []
        self.messages: list[Message] = []
        self.files: list[tuple[Message, str]] = []
        self._waits_on = ""
        self._events: list[tuple[datetime, str, list[str], Callable[[], Fact]]] = []
        self.ticket = self._opened()
        for act in story.acts:
            self._perform(act)
        if self.ticket.waiting_since:
            self.ticket.due_at = self._due()
        if story.handling:
            self.ticket.handling = story.handling
        if story.due:
            self.ticket.due_at = story.due

    def tie(self) -> None:
        """Let messages and participants know the keys of their threads."""
        for message in self.messages:
            if message.thread:
                message.thread_id = message.thread.pk
        for participant in self.participants:
            participant.thread_id = participant.thread.pk

    def events(self) -> list[Event]:
        """The event rows; messages and threads must have their keys."""
        made = []
        for at, actor, topics, make in self._events:
            fact = make()
            made.append(
                Event(
                    at=at,
                    name=fact.name,
                    subject=f"tickets.ticket:{self.ticket.pk}",
                    actor=actor,
                    data=asdict(fact),
                    topics=sorted(set(topics)),
                )
            )
        return made

    def _opened(self) -> Ticket:
        story, first = self.story, self.story.opening
        ticket = Ticket(
            pk=story.number,
            shop=self.house.shop,
            team=self.house.teams[story.team],
            customer=self.customer,
            customer_name=self.customer.name,
            subject=one_line(story.subject, 300) or one_line(first.text, 80),
            channel=first.channel,
            kind=story.kind,
            order_number=story.order,
            language=story.language,
            is_spam=story.is_spam,
            created_at=first.at,
            last_activity_at=first.at,
        )
        made = facts.TicketCreated(channel=first.channel)
        self._events.append((first.at, str(SYSTEM), [f"team:{ticket.team_id}"], lambda: made))
        return ticket

    def _perform(self, act: acts.Act) -> None:
        match act:
            case acts.Says():
                self._says(act)
            case acts.Acknowledges():
                self._acknowledges(act)
            case acts.Answers():
                self._answers(act)
            case acts.Notes():
                self._notes(act)
            case acts.Assigns():
                self._assigns(act)
            case acts.Tags():
                self._tags(act)
            case acts.Ranks():
                before, self.ticket.priority = self.ticket.priority, act.priority
                self._record(act, act.by, facts.TicketPriorityChanged(before=before, priority=act.priority))
            case acts.Sets():
                self._sets(act, act.by, act.status, act.until)
            case acts.Reads():
                self._reads(act)
            case acts.Sees():
                self._sees(act)

    def _says(self, act: acts.Says) -> None:
        ticket, story = self.ticket, self.story
        is_first = not self.messages
        thread = self.threads.get(act.channel) or self._thread(act.at, act.channel, story.subject, said=True)
        claims = self.known.claims(story.person, act.channel)
        number = len(self.messages)
        message = self._message(
            act.at,
            thread,
            kind=Message.Kind.CUSTOMER,
            customer=self.customer,
            author_name=self.customer.name,
            author_address=claims[0].value,
            subject=title(story, act.channel, is_first=is_first),
            text=act.text,
            segments=list(act.segments),
            language=story.language,
            account_id=thread.account_id,
            external_id=address_of_mail(story, number) if act.channel == "email" else "",
            dedupe_key=f"demo:{story.key}:{number}",
            auth="pass" if act.channel == "email" and story.person.is_proven else "none",
        )
        self.files += [(message, name) for name in act.files]
        thread.last_inbound_at = ticket.last_activity_at = act.at
        ticket.last_preview = one_line(message.visible_text)
        ticket.channel, ticket.is_unread = act.channel, True
        ticket.status, ticket.snoozed_until, ticket.solved_at = Ticket.Status.OPEN, None, None
        if ticket.waiting_since is None:
            ticket.waiting_since, self._waits_on = act.at, act.channel
        self._record(
            act,
            Actor("customer", self.customer.pk),
            lambda: facts.MessageReceived(
                message=message.pk,
                thread=thread.pk,
                channel=act.channel,
                is_first=is_first,
                is_automatic=False,
                is_backfill=False,
            ),
            thread,
        )

    def _acknowledges(self, act: acts.Acknowledges) -> None:
        thread = self.threads.get("email") or self._start(act, SYSTEM)
        due = self._due()
        self._sends(act, thread, SYSTEM, kind=Message.Kind.AUTOMATIC, text=acknowledgement(self.story, due))
        self.ticket.acknowledged_at = act.at
        self._record(act, SYSTEM, facts.TicketPromised(due=due.isoformat()))

    def _due(self) -> datetime:
        """Until when the waiting customer may expect an answer; asked only where somebody will see it."""
        since = self.ticket.waiting_since
        if since is None:
            return NEVER
        return expected_reply(self.house.shop, self._waits_on, since).due_at.astimezone(UTC)

    def _answers(self, act: acts.Answers) -> None:
        if act.state != Message.State.SENT:
            raise ValueError("what was not sent must be played")
        ticket, actor = self.ticket, self.house.actor(act.who)
        agent = self.house.agents.get(act.who)
        thread = self.threads.get(act.channel) or self._start(act, actor)
        kind = Message.Kind.AGENT if agent else Message.Kind.BOT if act.who else Message.Kind.AUTOMATIC
        if kind != Message.Kind.AUTOMATIC:
            if agent:
                ticket.first_replied_at = ticket.first_replied_at or act.at
                ticket.handling = Ticket.Handling.AGENT_ACTIVE
                ticket.assignee = ticket.assignee or agent
            ticket.last_activity_at, ticket.last_preview = act.at, one_line(act.text)
            ticket.waiting_since, ticket.is_unread = None, False
        self._sends(act, thread, actor, kind=kind, text=act.text, agent=agent, then=act.then)

    def _sends(
        self, act: acts.Act, thread: Thread, actor: Actor, *, kind: str, text: str, then: str = "", **author: Any
    ) -> None:
        agent = author.get("agent")
        message = self._message(
            act.at,
            thread,
            kind=kind,
            agent=agent,
            author_name=agent.name if agent else actor.name,
            text=text,
            subject=thread.subject,
            account_id=thread.account_id,
            state=Message.State.SENT,
            is_automatic=kind == Message.Kind.AUTOMATIC,
        )
        if thread.channel == "email":
            message.external_id = address_of_mail(self.story, len(self.messages) - 1)
        self._record(
            act,
            actor,
            lambda: facts.MessageSent(message=message.pk, thread=thread.pk, channel=thread.channel, kind=str(kind)),
            thread,
        )
        if then:
            self._sets(act, actor, then, None)
        topics = [f"ticket:{self.ticket.pk}", thread.topic]
        sent = lambda: facts.MessageStateChanged(message=message.pk, state="sent")  # noqa: E731
        self._events.append((act.at, str(SYSTEM), topics, sent))

    def _notes(self, act: acts.Notes) -> None:
        agent = self.house.agents[act.who]
        message = self._message(
            act.at, None, kind=Message.Kind.NOTE, agent=agent, author_name=agent.name, text=act.text
        )
        self.ticket.last_activity_at = act.at
        self._record(act, agent.actor, lambda: facts.NoteAdded(message=message.pk))

    def _assigns(self, act: acts.Assigns) -> None:
        ticket, before = self.ticket, self.ticket.topics
        to = self.house.agents[act.to] if act.to else None
        team = self.house.teams[act.team] if act.team else ticket.team
        if (ticket.assignee_id, ticket.team_id) == (to.pk if to else None, team.pk):
            return
        ticket.assignee, ticket.team = to, team
        fact = facts.TicketAssigned(to=to.pk if to else None, team=team.pk)
        topics = [*before, *ticket.topics]
        self._events.append((act.at, str(self.house.actor(act.by)), topics, lambda: fact))

    def _tags(self, act: acts.Tags) -> None:
        tags = {str(tag) for tag in self.ticket.tags}
        added = sorted(set(act.add) - tags)
        if added:
            self.ticket.tags = [*sorted(tags | set(act.add), key=str.casefold)]
            self._record(act, act.by, facts.TicketTagged(added=added, removed=[]))

    def _sets(self, act: acts.Act, by: str | Actor, status: str, until: datetime | None) -> None:
        ticket = self.ticket
        if (ticket.status, ticket.snoozed_until) == (status, until):
            return
        before, ticket.status, ticket.snoozed_until = ticket.status, status, until
        if ticket.is_done:
            ticket.waiting_since, ticket.is_unread = None, False
        ticket.solved_at = (ticket.solved_at or act.at) if ticket.is_done else None
        ticket.closed_at = act.at if ticket.is_closed else None
        told = until.isoformat() if until else None
        self._record(act, by, facts.TicketStatusChanged(before=str(before), status=str(status), until=told))

    def _reads(self, act: acts.Reads) -> None:
        if self.ticket.is_unread:
            self.ticket.is_unread = False
            for thread in self.threads.values():
                thread.agent_read_seq = thread.seq
            self._record(act, act.by, facts.TicketRead(), *self.threads.values())

    def _sees(self, act: acts.Sees) -> None:
        thread = self.threads[act.channel]
        if thread.seq > thread.read_seq:
            thread.delivered_seq = thread.read_seq = seq = thread.seq
            thread.read_at = act.at
            actor, topics = f"customer:{self.customer.pk}", [f"ticket:{self.ticket.pk}", thread.topic]
            read = lambda: facts.ThreadRead(thread=thread.pk, seq=seq)  # noqa: E731
            self._events.append((act.at, actor, topics, read))

    def _thread(self, at: datetime, channel: str, subject: str, *, said: bool) -> Thread:
        person = self.story.person
        contact = self.known.contact(person, channel)
        thread = self.threads[channel] = Thread(
            ticket=self.ticket,
            channel=channel,
            account_id=self.house.accounts[channel].pk,
            subject=one_line(subject, 300),
            contact=contact,
            is_confirmed=said and channel == "email" and person.is_proven,
            origin=self.story.origin if said else "",
            created_at=at,
        )
        if channel != "chat":
            claim = Claim(contact.scheme, contact.value, display=contact.display if said else "").normal()
            self.participants.append(
                Participant(thread=thread, scheme=claim.scheme, value=claim.value, name=claim.display)
            )
        return thread

    def _start(self, act: acts.Act, actor: Actor) -> Thread:
        """A thread by mail, begun by us."""
        thread = self._thread(act.at, "email", self.ticket.subject, said=False)
        self._record(act, actor, lambda: facts.ThreadStarted(thread=thread.pk, channel="email"))
        return thread

    def _message(self, at: datetime, thread: Thread | None, **columns: Any) -> Message:
        if thread:
            thread.seq += 1
        message = Message(
            ticket=self.ticket,
            thread=thread,
            seq=thread.seq if thread else 0,
            sent_at=at,
            created_at=at,
            **columns,
        )
        self.messages.append(message)
        self.ticket.message_count += 1
        return message

    def _record(self, act: acts.Act, by: str | Actor, fact: Fact | Callable[[], Fact], *threads: Thread) -> None:
        actor = self.house.actor(by) if isinstance(by, str) else by
        topics = [*self.ticket.topics, *(thread.topic for thread in threads)]
        make: Callable[[], Fact] = (lambda: fact) if isinstance(fact, Fact) else fact
        self._events.append((act.at, str(actor), topics, make))


def write(stories: Iterable[acts.TicketStory], house: House, known: Known) -> Counter[tuple[int, int | None, str]]:
    """Insert these tickets; gives how many came into each cell of the counters."""
    sheets = [Sheet(story, house, known) for story in stories]
    copy_in(sheet.ticket for sheet in sheets)
    copy_in(thread for sheet in sheets for thread in sheet.threads.values())
    for sheet in sheets:
        sheet.tie()
    copy_in(row for sheet in sheets for row in sheet.participants)
    copy_in(message for sheet in sheets for message in sheet.messages)
    copy_in(event for sheet in sheets for event in sheet.events())
    for sheet in sheets:
        for message, name in sheet.files:
            with clock.frozen(message.created_at):
                attachments.keep(IncomingFile(name, picture(name)), message=message)
    return Counter(sheet.ticket.cell for sheet in sheets)


def count(cells: Counter[tuple[int, int | None, str]]) -> None:
    """Write the counters, one row a cell, as they are after folding."""
    Tally.objects.bulk_create(
        Tally(team_id=team, assignee_id=assignee, status=status, delta=number)
        for (team, assignee, status), number in sorted(cells.items(), key=str)
    )


def sample(stories: Iterable[acts.TicketStory], house: House) -> None:
    """Write how long each customer waited for each answer: before the tickets, whose promises rest on it."""
    hours = hours_of(house.shop)
    copy_in(
        ReplySample(
            shop=house.shop, channel=channel, at=at, seconds=int(hours.between(since, at) / timedelta(seconds=1))
        )
        for story in stories
        for since, at, channel in _waits(story, house)
    )


def _waits(story: acts.TicketStory, house: House) -> Iterable[tuple[datetime, datetime, str]]:
    """Since when somebody waited, when the answer came, and on which channel."""
    since: datetime | None = None
    for act in story.acts:
        match act:
            case acts.Says():
                since = since or act.at
            case acts.Answers() if act.who:
                if since and act.who in house.agents:
                    yield since, act.at, act.channel
                since = None
            case acts.Sets() if act.status in ("solved", "closed"):
                since = None
