"""Tickets played through the real actions, each act at its own moment: for the tickets of today."""

from __future__ import annotations

from django.db import connection

from shopbell.core import clock
from shopbell.core.actor import SYSTEM, Actor
from shopbell.core.events import record, unspread
from shopbell.project.demo import acts
from shopbell.project.demo.customers import Known
from shopbell.project.demo.mails import acknowledgement, address_of_mail, title
from shopbell.project.demo.pictures import picture
from shopbell.project.demo.shop import House
from shopbell.tickets.actions import (
    assignment,
    delivery,
    messages,
    priority,
    reading,
    status,
    tagging,
    threads,
)
from shopbell.tickets.base import Incoming, IncomingFile, Route
from shopbell.tickets.events import TicketPromised
from shopbell.tickets.models import Message, Thread, Ticket


def play(story: acts.TicketStory, house: House, known: Known) -> Ticket:
    """Let the story happen; nothing is sent to anybody for it."""
    stage = _Stage(story, house, known)
    with unspread():
        for act in story.acts:
            with clock.frozen(act.at):
                stage.perform(act)
    return stage.settled()


class _Stage:
    def __init__(self, story: acts.TicketStory, house: House, known: Known) -> None:
        self.story, self.house, self.known = story, house, known
        self.ticket: Ticket | None = None

    def perform(self, act: acts.Act) -> None:
        match act:
            case acts.Says():
                self._says(act)
            case acts.Acknowledges():
                self._acknowledges(act)
            case acts.Answers():
                self._answers(act)
            case acts.Notes():
                messages.note(self._now, text=act.text, agent=self.house.agents[act.who])
            case acts.Assigns():
                team = self.house.teams[act.team] if act.team else None
                to = self.house.agents[act.to] if act.to else None
                assignment.assign(self._now, to=to, team=team, by=self._actor(act.by))
            case acts.Tags():
                tagging.tag(self._now, add=act.add, by=self._actor(act.by))
            case acts.Ranks():
                priority.set_priority(self._now, priority=act.priority, by=self._actor(act.by))
            case acts.Sets():
                status.set_status(self._now, status=act.status, until=act.until, by=self._actor(act.by))
            case acts.Reads():
                reading.read_by_agent(self._now, agent=self.house.agents[act.by])
            case acts.Sees():
                thread = self._thread(act.channel)
                assert thread
                reading.read_by_customer(thread, delivered=thread.seq, read=thread.seq)

    def settled(self) -> Ticket:
        """The ticket as it stands, with what no action sets yet."""
        ticket = self._now
        if self.story.handling:
            ticket.handling = self.story.handling
        if self.story.due:
            ticket.due_at = self.story.due
        ticket.save(update_fields=["handling", "due_at"])
        return ticket

    def _says(self, act: acts.Says) -> None:
        story, is_first = self.story, self.ticket is None
        claims = self.known.claims(story.person, act.channel)
        if is_first:
            _number_next(story.number)
        number = 0 if is_first else self._now.message_count
        message = messages.receive(
            Incoming(
                shop=self.house.shop,
                team=self.house.teams[story.team],
                channel=act.channel,
                account_id=self.house.accounts[act.channel].pk,
                dedupe_key=f"demo:{story.key}:{number}",
                sent_at=act.at,
                claims=claims,
                participants=claims[:1] if is_first and act.channel != "chat" else (),
                thread=None if is_first else self._thread(act.channel),
                external_id=address_of_mail(story, number) if act.channel == "email" else "",
                name=story.person.name,
                subject=title(story, act.channel, is_first=is_first),
                text=act.text,
                segments=act.segments,
                language=story.language,
                files=[IncomingFile(name, picture(name)) for name in act.files],
                is_spam=story.is_spam,
                auth="pass" if act.channel == "email" and story.person.is_proven else "none",
                origin=story.origin,
                kind=story.kind,
                order_number=story.order,
            )
        )
        self.ticket = message.ticket

    def _acknowledges(self, act: acts.Acknowledges) -> None:
        thread = self._thread("email") or self._start(SYSTEM)
        due = self._now.due_at
        self._send(thread, text=acknowledgement(self.story, due), by=SYSTEM, kind=Message.Kind.AUTOMATIC)
        Ticket.objects.filter(pk=self._now.pk).update(acknowledged_at=act.at)
        record(TicketPromised(due=due.isoformat()), about=self._now, by=SYSTEM, topics=self._now.topics)

    def _answers(self, act: acts.Answers) -> None:
        actor = self._actor(act.who)
        thread = self._thread(act.channel) or self._start(actor)
        kind = (
            Message.Kind.AGENT
            if act.who in self.house.agents
            else Message.Kind.BOT
            if act.who
            else Message.Kind.AUTOMATIC
        )
        self._send(
            thread,
            text=act.text,
            by=actor,
            kind=kind,
            agent=self.house.agents.get(act.who),
            then=act.then,
            state=act.state,
            reason=act.reason,
        )

    def _send(self, thread: Thread, *, state: str = Message.State.SENT, reason: str = "", **details: object) -> None:
        message = messages.reply(thread, **details)  # type: ignore[arg-type]
        number = self._now.message_count - 1
        external_id = address_of_mail(self.story, number) if thread.channel == "email" else ""
        delivery.set_state(message, state=state, reason=reason, external_id=external_id)

    def _start(self, actor: Actor) -> Thread:
        account, contact = self.house.accounts["email"], self.known.contact(self.story.person, "email")
        route = Route(
            channel="email",
            label="",
            account_id=account.pk,
            to=contact.value,
            sender=account.address,
            contact=contact,
        )
        return threads.start(self._now, route=route, by=actor)

    def _thread(self, channel: str) -> Thread | None:
        return self._now.threads.filter(channel=channel).first()

    def _actor(self, key: str) -> Actor:
        return self.house.actor(key)

    @property
    def _now(self) -> Ticket:
        """The ticket as the last act left it."""
        assert self.ticket
        return Ticket.objects.select_related("shop").get(pk=self.ticket.pk)


def _number_next(number: int) -> None:
    """Let the next ticket get this number: the story counts its tickets in the order in which they came."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('tickets_ticket', 'id'), %s, false)", [number])
