"""What is known of a customer, as people write it down."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.customers.events import CustomerChanged
from shopbell.customers.models import Customer

FIELDS = (
    "name",
    "language",
    "timezone",
    "city",
    "country",
    "tags",
    "is_vip",
    "wants_plain_text",
    "wants_large_text",
    "custom",
)


@transaction.atomic
def change(customer: Customer, *, by: Actor, how: str = "", **given: Any) -> Customer:
    """Set fields of a customer, and note who or what said each; what is the same already is left alone.

    `how` is what it was learnt from, for instance a channel; else `by` knows it. Values of the shop's own fields have
    a source each, under `custom.<key>`.
    """
    customer = Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    changed = sorted(name for name, value in given.items() if name in FIELDS and getattr(customer, name) != value)
    if not changed:
        return customer
    for name in changed:
        if name == "custom":
            before = customer.custom
            said = sorted(key for key in {**before, **given[name]} if before.get(key) != given[name].get(key))
            note_source(customer, *(f"custom.{key}" for key in said), by=by, how=how)
        else:
            note_source(customer, name, by=by, how=how)
        setattr(customer, name, given[name])
    customer.save(update_fields=[*changed, "sources"])
    record(CustomerChanged(fields=changed), about=customer, by=by, topics=[f"customer:{customer.pk}"])
    return customer


def note_source(customer: Customer, *fields: str, by: Actor, how: str = "") -> None:
    """Write down who or what said these fields. The caller saves `sources`."""
    said = {"by": str(by), "how": how, "at": clock.now().isoformat(timespec="seconds")}
    customer.sources = {**customer.sources, **dict.fromkeys(fields, said)}
