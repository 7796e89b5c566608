"""Two customers who are one person, and making them two again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.customers.actions.identification import lock as lock_claims
from shopbell.customers.base import Claim, holdings
from shopbell.customers.errors import (
    DifferentAccounts,
    MergedAlready,
    MergedFurther,
    MergeUndone,
    OnlyOneCustomer,
    OnlyPeopleMerge,
)
from shopbell.customers.events import CustomersMerged, CustomersUnmerged
from shopbell.customers.models import Customer, CustomerMerge
from shopbell.customers.queries.merging import SINGLE, Preview, preview

_BY_PEOPLE = ("agent", "token")
_EITHER = ("is_vip", "wants_plain_text", "wants_large_text")


@transaction.atomic
def merge(
    source: Customer,
    *,
    into: Customer,
    by: Actor,
    take: Mapping[str, bool] | None = None,
    accounts_may_differ: bool = False,
) -> CustomerMerge:
    """Let `source` go up in `into`: addresses, tickets, notes and all else. It can be taken back at any time.

    `take` names the fields, and `custom.<key>`, whose value is taken from the source although both have one. Raises
    `DifferentAccounts` unless `accounts_may_differ` is said by a person; nobody else merges at all.
    """
    if by.kind not in _BY_PEOPLE:
        raise OnlyPeopleMerge
    if source == into:
        raise OnlyOneCustomer
    source, target = _lock(source, into)
    if source.merged_into_id or target.merged_into_id or source.is_erased or target.is_erased:
        raise MergedAlready
    seen = preview(source, target)
    if seen.differing_accounts and not accounts_may_differ:
        raise DifferentAccounts
    moved = {holding.kind: holding.move(source, target) for holding in holdings()}
    changed = _take_fields(seen, take or {})
    merge = CustomerMerge.objects.create(
        source=source, target=target, moved=moved, changed=changed, made_at=clock.now(), made_by=str(by)
    )
    source.merged_into = target
    source.save(update_fields=["merged_into"])
    fact = CustomersMerged(merge=merge.pk, source=source.pk, target=target.pk)
    record(fact, about=target, by=by, topics=[f"customer:{source.pk}", f"customer:{target.pk}"])
    return merge


@transaction.atomic
def unmerge(merge: CustomerMerge, *, by: Actor) -> Customer:
    """Make two of one again; gives the one who had gone up. What changed since stays where it is.

    Raises `MergedFurther` while the target itself is part of a third, and `MergeUndone` the second time.
    """
    _lock(merge.source, merge.target)
    merge = CustomerMerge.objects.select_for_update(of=("self",)).select_related("source", "target").get(pk=merge.pk)
    source, target = merge.source, merge.target
    if merge.undone_at or target.is_erased:
        raise MergeUndone
    if target.merged_into_id:
        raise MergedFurther
    source.merged_into = None
    source.save(update_fields=["merged_into"])
    for holding in reversed(holdings()):
        if holding.kind in merge.moved:
            holding.move_back(merge.moved[holding.kind], source=source, target=target)
    _give_fields_back(target, merge.changed)
    merge.undone_at, merge.undone_by = clock.now(), str(by)
    merge.save(update_fields=["undone_at", "undone_by"])
    fact = CustomersUnmerged(merge=merge.pk, source=source.pk, target=target.pk)
    record(fact, about=target, by=by, topics=[f"customer:{source.pk}", f"customer:{target.pk}"])
    return source


def _lock(one: Customer, other: Customer) -> tuple[Customer, Customer]:
    """Both, in the order in which arriving messages lock: claims, tickets, then the customers by their keys.

    Who is just being identified finishes first, or finds the address where it has gone.
    """
    claims = [
        Claim(identity.scheme, identity.value, identity.scope)
        for customer in (one, other)
        for identity in customer.identities.all()
    ]
    lock_claims(claims)
    for holding in holdings():
        holding.lock(one, other)
    found = {
        customer.pk: customer
        for customer in Customer.objects.select_for_update().filter(pk__in=[one.pk, other.pk]).order_by("pk")
    }
    return found[one.pk], found[other.pk]


def _take_fields(seen: Preview, take: Mapping[str, bool]) -> dict[str, Any]:
    """Change the target's columns; gives what they were and became."""
    source, target = seen.source, seen.target
    values: dict[str, Any] = {
        name: getattr(source, name)
        for name in SINGLE
        if getattr(source, name) and (take.get(name) or not getattr(target, name))
    }
    values |= {name: True for name in _EITHER if getattr(source, name)}
    values["tags"] = list(dict.fromkeys([*target.tags, *source.tags]))
    own = {key: value for key, value in source.custom.items() if take.get(f"custom.{key}") or key not in target.custom}
    values["custom"] = {**target.custom, **own}
    changed = {
        name: {"before": getattr(target, name), "after": value}
        for name, value in values.items()
        if getattr(target, name) != value
    }
    taken = [*(name for name in changed if name != "custom"), *(f"custom.{key}" for key in own)]
    said = {name: source.sources[name] for name in taken if name in source.sources}
    if said:
        changed["sources"] = {"before": target.sources, "after": {**target.sources, **said}}
    for name, change in changed.items():
        setattr(target, name, change["after"])
    target.save(update_fields=[*changed] or None)
    return changed


def _give_fields_back(target: Customer, changed: dict[str, Any]) -> None:
    """What the merge set is as before, unless somebody has changed it since."""
    for name, change in changed.items():
        before, after, present = change["before"], change["after"], getattr(target, name)
        if name == "tags":
            present = [tag for tag in present if tag in before or tag not in after]
        elif name in ("custom", "sources"):
            present = _keys_back(present, before, after)
        elif present == after:
            present = before
        setattr(target, name, present)
    if changed:
        target.save(update_fields=list(changed))


def _keys_back(present: dict[str, Any], before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    kept = dict(present)
    for key in {*before, *after}:
        if before.get(key) != after.get(key) and present.get(key) == after.get(key):
            kept.pop(key, None)
            if key in before:
                kept[key] = before[key]
    return kept
