"""What agents have begun to write to somebody, and what is to go out later."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy

from shopbell.customers.base import Erased, Held, Holding, Portion
from shopbell.customers.models import Customer
from shopbell.tickets.models import Draft, Scheduled


class Plans(Holding):
    """Drafts and scheduled answers: they are deleted whole, so that nothing goes out any more."""

    kind = "plans"
    label = gettext_lazy("Answers that wait")
    models = ("tickets.Draft", "tickets.Scheduled")
    order = 20

    def export(self, customer: Customer) -> Portion:
        waiting = Scheduled.objects.filter(ticket__customer=customer, kind=Scheduled.Kind.ANSWER)
        rows = [{"ticket": one.ticket_id, "at": one.at, "text": one.text, "state": one.state} for one in waiting]
        return Portion({"scheduled": rows} if rows else {})

    def erase(self, customer: Customer, held: Held) -> Erased:
        return self.erase_tickets(list(customer.tickets.exclude(pk__in=held.tickets).values_list("pk", flat=True)))

    def erase_tickets(self, tickets: Collection[int]) -> Erased:
        drafts, _by_model = Draft.objects.filter(ticket__in=tickets).delete()
        plans, _by_model = Scheduled.objects.filter(ticket__in=tickets).delete()
        return Erased({"tickets.Draft": drafts, "tickets.Scheduled": plans})
