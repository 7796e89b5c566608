"""Notes of the team about the customer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shopbell.core.clean import one_line
from shopbell.customers.base import Moment, Place, TimelineSource
from shopbell.customers.models import Customer
from shopbell.staff.models import Agent


class Notes(TimelineSource):
    """The team's notes."""

    kind = "note"

    def moments(self, customer: Customer, agent: Agent, *, before: Place | None, size: int) -> list[Moment]:
        rows = self.earlier(customer.notes.select_related("author"), "created_at", before)[:size]
        return [
            Moment(
                Place(note.created_at, self.kind, note.pk),
                _("{name} left a note").format(name=note.author.name if note.author else _("Somebody")),
                text=one_line(note.text),
                icon="sticky-note",
            )
            for note in rows
        ]
