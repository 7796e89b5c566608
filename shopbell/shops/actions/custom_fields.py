"""Fields of the shop's own: making, changing, ordering and archiving them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.shops.errors import FieldKindFixed, FieldOrderIncomplete
from shopbell.shops.events import CustomFieldArchived, CustomFieldRestored, CustomFieldSaved, CustomFieldsOrdered
from shopbell.shops.models import CustomField
from shopbell.shops.queries import free_key

FIXED = ("applies_to", "kind", "key")


@transaction.atomic
def save(field: CustomField | None, *, by: Actor, **given: Any) -> CustomField:
    """Make a field (None), last in its list, or change one. Raises `FieldKindFixed`.

    A field that is made gets a key from its label unless one is given. What is kept under it would not fit another
    kind, so that stays.
    """
    if field is None:
        return _make(by=by, **given)
    field = CustomField.objects.select_for_update(no_key=True).get(pk=field.pk)
    changed = sorted(name for name, value in given.items() if getattr(field, name) != value)
    if set(changed) & set(FIXED):
        raise FieldKindFixed
    for name in changed:
        setattr(field, name, given[name])
    if changed:
        field.save(update_fields=changed)
        record(CustomFieldSaved(fields=changed), about=field, by=by)
    return field


def _make(*, by: Actor, label: str, applies_to: str, key: str = "", **given: Any) -> CustomField:
    _one_at_a_time()
    last = CustomField.objects.filter(applies_to=applies_to).aggregate(last=Max("position"))["last"]
    field = CustomField.objects.create(
        label=label,
        applies_to=applies_to,
        key=key or free_key(applies_to, label),
        position=0 if last is None else last + 1,
        created_at=clock.now(),
        **given,
    )
    record(CustomFieldSaved(fields=sorted({"label", "applies_to", *given})), about=field, by=by)
    return field


@transaction.atomic
def set_archived(field: CustomField, *, archived: bool, by: Actor) -> CustomField:
    """Ask for it no more, or again. What it holds stays and is shown."""
    field = CustomField.objects.select_for_update(no_key=True).get(pk=field.pk)
    if field.is_archived != archived:
        field.is_archived = archived
        field.save(update_fields=["is_archived"])
        record(CustomFieldArchived() if archived else CustomFieldRestored(), about=field, by=by)
    return field


@transaction.atomic
def order(applies_to: str, fields: Sequence[CustomField], *, by: Actor) -> None:
    """Put all fields in use of tickets or customers into this order. Raises `FieldOrderIncomplete`."""
    _one_at_a_time()
    present = list(CustomField.objects.filter(applies_to=applies_to, is_archived=False))
    if {field.pk for field in fields} != {field.pk for field in present} or len(fields) != len(present):
        raise FieldOrderIncomplete
    if [field.pk for field in fields] == [field.pk for field in present]:
        return
    for position, field in enumerate(fields):
        field.position = position
    CustomField.objects.bulk_update(fields, ["position"])
    record(CustomFieldsOrdered(of=applies_to), about=fields[0], by=by)


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('shops.custom_fields', 0))")
