"""The tickets and messages of somebody."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import MD5, Concat
from django.utils.translation import gettext_lazy

from shopbell.core import clock
from shopbell.core.actor import SYSTEM
from shopbell.core.clean import one_line
from shopbell.core.ids import public_id
from shopbell.customers.base import Erased, Held, Holding, Portion, blanks, rows_of
from shopbell.customers.models import Customer
from shopbell.tickets.actions.status import set_status
from shopbell.tickets.models import Message, Move, Participant, Thread, Ticket

# Figures are made of these; they say nothing of a person.
_TICKET_KEEPS = ("public_id", "channel", "kind", "language", "tags")
_MESSAGE_KEEPS = ("public_id", "language", "auth", "dedupe_key")
_THREAD_KEEPS = ("public_id", "channel")


class Tickets(Holding):
    """Tickets with all that was written in them, and what the customer wrote in tickets of others."""

    kind = "tickets"
    label = gettext_lazy("Your conversations")
    models = (
        "tickets.Ticket",
        "tickets.TicketLink",
        "tickets.Thread",
        "tickets.Participant",
        "tickets.Message",
        "tickets.Move",
    )

    def lock(self, *customers: Customer) -> None:
        list(Ticket.objects.select_for_update(no_key=True).filter(customer__in=customers).order_by("pk").only("pk"))

    def move(self, source: Customer, target: Customer) -> Any:
        moved: dict[str, Any] = {
            "tickets": list(source.tickets.order_by("pk").values_list("pk", flat=True)),
            "messages": list(source.messages.order_by("pk").values_list("pk", flat=True)),
            "at": clock.now().isoformat(),
        }
        self._give(moved["tickets"], moved["messages"], owner=source, to=target)
        return moved

    def move_back(self, moved: Any, *, source: Customer, target: Customer) -> None:
        """What has come over the source's own addresses since the merge goes along: it would have been theirs."""
        since = Ticket.objects.filter(
            customer=target, created_at__gte=datetime.fromisoformat(moved["at"]), threads__contact__customer=source
        )
        later = list(since.values_list("pk", flat=True))
        said = Message.objects.filter(ticket__in=later, customer=target).values_list("pk", flat=True)
        self._give([*moved["tickets"], *later], [*moved["messages"], *said], owner=target, to=source)

    def _give(self, tickets: list[int], messages: list[int], *, owner: Customer, to: Customer) -> None:
        name = one_line(to.display_name, 200)
        Ticket.objects.filter(pk__in=tickets, customer=owner).update(customer=to, customer_name=name)
        Message.objects.filter(pk__in=messages, customer=owner).update(customer=to)

    def export(self, customer: Customer) -> Portion:
        """Tickets and messages as the customer knows them: not the team's notes among them, which name colleagues."""
        tickets = rows_of(customer.tickets.order_by("pk"), without=_UNTOLD)
        said = messages_of(customer).exclude(kind=Message.Kind.NOTE).order_by("created_at", "pk")
        messages = rows_of(said, without=(*_UNTOLD, "html", "segments", "agent", "raw_id", "moves", "dedupe_key"))
        notes = messages_of(customer).filter(kind=Message.Kind.NOTE).order_by("created_at", "pk")
        about = [{"ticket": note.ticket_id, "created_at": note.created_at, "text": note.text} for note in notes]
        return Portion({"tickets": tickets, "messages": messages, "notes_in_tickets": about})

    def erase(self, customer: Customer, held: Held) -> Erased:
        tickets = list(customer.tickets.exclude(pk__in=held.tickets).values_list("pk", flat=True))
        said_elsewhere = Message.objects.filter(customer=customer).exclude(ticket__in=[*tickets, *held.tickets])
        erased = self.erase_tickets(tickets)
        erased.counts["tickets.Message"] += _erase_messages(said_elsewhere)
        erased.counts["tickets.Participant"] += _leave_threads_of_others(customer, tickets, held)
        if stays := customer.tickets.filter(pk__in=held.tickets).count():
            erased.kept.append({"what": "tickets.Ticket", "number": stays, "why": "hold"})
        return erased

    def erase_tickets(self, tickets: Collection[int]) -> Erased:
        """Nobody is left to be answered, so they are closed; figures go on counting them."""
        found = Ticket.objects.filter(pk__in=tickets)
        for ticket in found.exclude(status=Ticket.Status.CLOSED).filter(merged_into=None):
            set_status(ticket, status=Ticket.Status.CLOSED, by=SYSTEM)
        participants, _by_model = Participant.objects.filter(thread__ticket__in=tickets).delete()
        moves = Move.objects.filter(Q(source__in=tickets) | Q(target__in=tickets))
        return Erased(
            {
                "tickets.Message": _erase_messages(Message.objects.filter(ticket__in=tickets)),
                "tickets.Participant": participants,
                "tickets.Thread": _erase_threads(tickets),
                "tickets.Move": moves.update(changed={}),
                "tickets.Ticket": found.update(**blanks(Ticket, keep=_TICKET_KEEPS)),
            }
        )


_UNTOLD = ("id", "customer", "team", "assignee", "shop", "account_id", "merged_into")


def messages_of(customer: Customer) -> QuerySet[Message]:
    """All of their tickets, whoever wrote it, and what they wrote in tickets of others."""
    return Message.objects.filter(Q(ticket__customer=customer) | Q(customer=customer))


def _erase_messages(messages: QuerySet[Message]) -> int:
    """The words of the search are made of the text by the database, so they go with it.

    What arrived is known again, should the mailbox give it once more, by a digest only.
    """
    known = messages.filter(dedupe_key__isnull=False)
    known.update(dedupe_key=Concat(Value("erased:"), MD5(F("dedupe_key"))))
    return messages.update(**blanks(Message, keep=_MESSAGE_KEEPS))


def _leave_threads_of_others(customer: Customer, tickets: list[int], held: Held) -> int:
    """They take part in no conversation any more, and none runs over an address of theirs."""
    number = 0
    for scheme, value in customer.identities.values_list("scheme", "value"):
        elsewhere = Participant.objects.filter(scheme=scheme, value=value).exclude(thread__ticket__in=held.tickets)
        number += elsewhere.delete()[0]
    of_others = Thread.objects.filter(contact__customer=customer).exclude(ticket__in=[*tickets, *held.tickets])
    of_others.update(contact=None)
    return number


def _erase_threads(tickets: Collection[int]) -> int:
    """A new public id ends the tokens in mail addresses and in browsers, which are made of the old one."""
    threads = list(Thread.objects.filter(ticket__in=tickets))
    empty = {**blanks(Thread, keep=_THREAD_KEEPS), "contact": None}
    Thread.objects.filter(pk__in=[thread.pk for thread in threads]).update(**empty)
    for thread in threads:
        thread.public_id = public_id()
    Thread.objects.bulk_update(threads, ["public_id"], batch_size=500)
    return len(threads)
