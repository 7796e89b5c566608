"""The tickets and messages of somebody."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from shopbell.core import clock
from shopbell.core.clean import one_line
from shopbell.customers.base import Holding
from shopbell.customers.models import Customer
from shopbell.tickets.models import Message, Ticket


class Tickets(Holding):
    """Tickets with all that was written in them, and what the customer wrote in tickets of others."""

    kind = "tickets"
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
