"""Notes about a customer."""

from __future__ import annotations

from django.db import transaction

from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.clean import clean
from shopbell.core.events import record
from shopbell.customers.events import CustomerNoteAdded, CustomerNoteChanged, CustomerNoteDeleted
from shopbell.customers.models import Customer, CustomerNote
from shopbell.staff.models import Agent


@transaction.atomic
def add(customer: Customer, *, text: str, author: Agent | None, by: Actor, is_pinned: bool = False) -> CustomerNote:
    """Write a note about a customer."""
    note = CustomerNote.objects.create(
        customer=customer,
        author=author,
        text=clean(text, CustomerNote.LONGEST),
        is_pinned=is_pinned,
        created_at=clock.now(),
    )
    record(CustomerNoteAdded(note=note.pk), about=customer, by=by)
    return note


@transaction.atomic
def change(note: CustomerNote, *, by: Actor, text: str | None = None, is_pinned: bool | None = None) -> CustomerNote:
    """Write it anew, pin it or take the pin away; what is None stays."""
    note = CustomerNote.objects.select_for_update(no_key=True, of=("self",)).select_related("customer").get(pk=note.pk)
    before = (note.text, note.is_pinned)
    if text is not None and (words := clean(text, CustomerNote.LONGEST)) != note.text:
        note.text, note.changed_at = words, clock.now()
    if is_pinned is not None:
        note.is_pinned = is_pinned
    if (note.text, note.is_pinned) != before:
        note.save(update_fields=["text", "is_pinned", "changed_at"])
        record(CustomerNoteChanged(note=note.pk), about=note.customer, by=by)
    return note


@transaction.atomic
def delete(note: CustomerNote, *, by: Actor) -> None:
    """Delete a note for good."""
    record(CustomerNoteDeleted(note=note.pk), about=note.customer, by=by)
    note.delete()
