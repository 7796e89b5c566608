"""What changed about the customer: addresses, fields, consents, merges."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shopbell.core.events import facts
from shopbell.core.models import Event
from shopbell.customers.base import Moment, Place, TimelineSource
from shopbell.customers.events import CustomerNoteAdded
from shopbell.customers.models import Customer
from shopbell.staff.models import Agent


class Changes(TimelineSource):
    """Events whose subject is the customer, in their own sentences; a note tells of itself."""

    kind = "change"

    def moments(self, customer: Customer, agent: Agent, *, before: Place | None, size: int) -> list[Moment]:
        rows = Event.objects.filter(subject=f"{Customer._meta.label_lower}:{customer.pk}", name__in=facts())
        found = list(self.earlier(rows.exclude(name=CustomerNoteAdded.name), "at", before)[:size])
        agents = {event.by.id for event in found if event.by.kind == "agent" and event.by.id}
        names = dict(Agent.objects.filter(pk__in=agents).values_list("pk", "name"))
        return [
            Moment(
                Place(event.at, self.kind, event.pk), _say(event, names), icon="user-pen", extra={"name": event.name}
            )
            for event in found
        ]


def _say(event: Event, names: dict[int, str]) -> str:
    actor = event.by
    by = names.get(actor.id or 0, _("Somebody")) if actor.kind == "agent" else _("Shopbell")
    return _(facts()[event.name].sentence).format(**{**event.data, "by": by})
