"""The files of somebody's conversations."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from shopbell.customers.base import Erased, Held, Holding, Portion, rows_of
from shopbell.customers.models import Customer
from shopbell.tickets.holdings.tickets import messages_of
from shopbell.tickets.models import Attachment, Message


class Files(Holding):
    """What was sent along, by either side. A file that another message names too stays in the storage."""

    kind = "files"
    label = gettext_lazy("Files")
    models = ("tickets.Attachment",)
    order = 30

    def export(self, customer: Customer) -> Portion:
        found = Attachment.objects.filter(message__in=messages_of(customer)).select_related("message")
        rows = rows_of(found, without=("id", "path", "owner", "inline_id"))
        return Portion({"files": rows}, [(f"{one.message_id}", f"{one.pk}-{one.name}", one.path) for one in found])

    def erase(self, customer: Customer, held: Held) -> Erased:
        return _erase(messages_of(customer).exclude(ticket__in=held.tickets))

    def erase_tickets(self, tickets: Collection[int]) -> Erased:
        return _erase(Message.objects.filter(ticket__in=tickets))


def _erase(messages: QuerySet[Message]) -> Erased:
    found = Attachment.objects.filter(message__in=messages)
    paths = set(found.values_list("path", flat=True))
    number, _by_model = found.delete()
    paths -= set(Attachment.objects.filter(path__in=paths).values_list("path", flat=True))
    return Erased({"tickets.Attachment": number}, files=sorted(paths))
