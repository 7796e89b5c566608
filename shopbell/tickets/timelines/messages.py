"""What was written with the customer, on every channel."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from shopbell.core.clean import one_line
from shopbell.customers.base import Moment, Place, TimelineSource
from shopbell.customers.models import Customer
from shopbell.staff.models import Agent
from shopbell.tickets.models import Message, Ticket


class Messages(TimelineSource):
    """Messages of the customer's tickets that the agent may see; the team's notes among them."""

    kind = "message"

    def moments(self, customer: Customer, agent: Agent, *, before: Place | None, size: int) -> list[Moment]:
        visible = Ticket.objects.visible_to(agent).filter(customer=customer)
        written = Message.objects.filter(ticket__in=visible).select_related("thread")
        rows = self.earlier(written, "created_at", before)[:size]
        return [self._moment(message, customer) for message in rows]

    def _moment(self, message: Message, customer: Customer) -> Moment:
        return Moment(
            Place(message.created_at, self.kind, message.pk),
            _sentence(message, customer),
            text=one_line(message.visible_text),
            url=reverse("ticket", args=[message.ticket_id]),
            icon="sticky-note" if message.is_note else "message-circle",
            extra={"ticket": message.ticket_id, "channel": message.thread.channel if message.thread else "notes"},
        )


def _sentence(message: Message, customer: Customer) -> str:
    name = message.author_name or (customer.display_name if message.kind == Message.Kind.CUSTOMER else _("Shopbell"))
    if message.is_note:
        return _("{name} left a note in #{number}").format(name=name, number=message.ticket_id)
    if message.kind == Message.Kind.AUTOMATIC:
        return _("An automatic message went out in #{number}").format(number=message.ticket_id)
    return _("{name} wrote in #{number}").format(name=name, number=message.ticket_id)
