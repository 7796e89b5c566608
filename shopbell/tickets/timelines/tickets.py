"""The tickets that were opened for the customer."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from shopbell.customers.base import Moment, Place, TimelineSource
from shopbell.customers.models import Customer
from shopbell.staff.models import Agent
from shopbell.tickets.models import Ticket


class Tickets(TimelineSource):
    """When tickets were opened, and what they are about."""

    kind = "ticket"

    def moments(self, customer: Customer, agent: Agent, *, before: Place | None, size: int) -> list[Moment]:
        rows = self.earlier(Ticket.objects.visible_to(agent).filter(customer=customer), "created_at", before)[:size]
        return [
            Moment(
                Place(ticket.created_at, self.kind, ticket.pk),
                _("Ticket #{number} was opened").format(number=ticket.pk),
                text=ticket.subject,
                url=reverse("ticket", args=[ticket.pk]),
                icon="inbox",
                extra={"ticket": ticket.pk, "channel": ticket.channel},
            )
            for ticket in rows
        ]
