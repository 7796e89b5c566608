"""Tickets whose time is over."""

from __future__ import annotations

from collections.abc import Collection

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from shopbell.core import clock
from shopbell.customers.base import Erased, holdings
from shopbell.customers.models import LegalHold
from shopbell.tickets.actions import rows
from shopbell.tickets.models import Message, Ticket


def not_held(tickets: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """Without those that the law wants kept, with their customer or alone."""
    holds = LegalHold.objects.filter(
        Q(until=None) | Q(until__gte=clock.now().date()), customer=OuterRef("customer"), lifted_at=None
    )
    return tickets.exclude(Exists(holds))


@transaction.atomic
def anonymise(tickets: Collection[int]) -> None:
    """Take out of these tickets whoever wrote in them; what is left counts in figures."""
    list(Ticket.objects.select_for_update().filter(pk__in=tickets).order_by("pk").only("pk"))
    files = _erase(tickets)
    Message.objects.filter(ticket__in=tickets).update(customer=None)
    Ticket.objects.filter(pk__in=tickets).update(customer=None)
    _delete_after_commit(files)


@transaction.atomic
def discard(tickets: Collection[int]) -> None:
    """Delete these tickets with all that belongs to them."""
    files = _erase(tickets)
    for ticket in Ticket.objects.select_for_update().filter(pk__in=tickets).order_by("pk"):
        rows.count(ticket.cell, None)
        ticket.delete()
    _delete_after_commit(files)


def _erase(tickets: Collection[int]) -> list[str]:
    total = Erased()
    for holding in holdings():
        total.add(holding.erase_tickets(tickets))
    return total.files


def _delete_after_commit(files: list[str]) -> None:
    for path in files:
        transaction.on_commit(lambda path=path: default_storage.delete(path), robust=True)  # type: ignore[misc]
