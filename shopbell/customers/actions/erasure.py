"""Erasing somebody, in two steps with time to think, and the certificate of it."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.core.jobs import Backoff, task
from shopbell.customers.actions import exporting
from shopbell.customers.base import Erased, Held, holdings
from shopbell.customers.errors import ErasureOver, ErasureUnderWay, SecondPersonNeeded
from shopbell.customers.events import (
    CustomerErased,
    ErasureConfirmed,
    ErasureRequested,
    ErasureWithdrawn,
    HoldLifted,
    HoldPlaced,
)
from shopbell.customers.models import Customer, Erasure, LegalHold, PrivacyRules

_STATE = Erasure.State


@transaction.atomic
def request(customer: Customer, *, basis: str, by: Actor) -> Erasure:
    """The first step: ask for somebody to be erased, or for what the last time had to be kept.

    Raises `ErasureUnderWay`.
    """
    customer = Customer.objects.select_for_update().get(pk=customer.pk)
    before = list(customer.erasures.exclude(state=_STATE.CANCELLED))
    rest = bool(before) and not before[0].is_open and bool(before[0].certificate.get("kept"))
    if customer.merged_into_id or (before and not rest):
        raise ErasureUnderWay
    now = clock.now()
    erasure = Erasure.objects.create(
        customer=customer,
        basis=basis,
        requested_at=now,
        requested_by=str(by),
        due_at=now + PrivacyRules.current().wait,
    )
    record(ErasureRequested(erasure=erasure.pk, basis=basis), about=customer, by=by)
    return erasure


@transaction.atomic
def confirm(erasure: Erasure, *, by: Actor) -> Erasure:
    """The second step; after the waiting period the clock erases. Raises `SecondPersonNeeded`, `ErasureOver`."""
    erasure = _lock(erasure)
    if not erasure.is_open:
        raise ErasureOver
    if PrivacyRules.current().needs_second_person and str(by) == erasure.requested_by:
        raise SecondPersonNeeded
    if erasure.state == _STATE.REQUESTED:
        erasure.state, erasure.confirmed_at, erasure.confirmed_by = _STATE.CONFIRMED, clock.now(), str(by)
        erasure.save(update_fields=["state", "confirmed_at", "confirmed_by"])
        record(ErasureConfirmed(erasure=erasure.pk), about=erasure.customer, by=by)
    return erasure


@transaction.atomic
def withdraw(erasure: Erasure, *, by: Actor) -> Erasure:
    """Do not erase after all. Raises `ErasureOver`."""
    erasure = _lock(erasure)
    if not erasure.is_open:
        raise ErasureOver
    erasure.state, erasure.ended_at = _STATE.CANCELLED, clock.now()
    erasure.save(update_fields=["state", "ended_at"])
    record(ErasureWithdrawn(erasure=erasure.pk), about=erasure.customer, by=by)
    return erasure


@transaction.atomic
def hold(customer: Customer, *, reason: str, until: date | None, tickets: list[int], by: Actor) -> LegalHold:
    """Something must be kept by law: these tickets, or without any, everything."""
    placed = LegalHold.objects.create(
        customer=customer,
        reason=reason,
        until=until,
        tickets=sorted(set(tickets)),
        created_at=clock.now(),
        created_by=str(by),
    )
    record(HoldPlaced(hold=placed.pk), about=customer, by=by)
    return placed


@transaction.atomic
def lift(placed: LegalHold, *, by: Actor) -> LegalHold:
    """Nothing must be kept for this reason any more."""
    placed = LegalHold.objects.select_for_update(of=("self",)).select_related("customer").get(pk=placed.pk)
    if placed.lifted_at is None:
        placed.lifted_at = clock.now()
        placed.save(update_fields=["lifted_at"])
        record(HoldLifted(hold=placed.pk), about=placed.customer, by=by)
    return placed


def held_of(customer: Customer) -> tuple[Held, list[LegalHold]]:
    """What must be kept of somebody today, and why."""
    today = clock.now().date()
    holds = [one for one in customer.holds.filter(lifted_at=None) if one.until is None or one.until >= today]
    is_all = any(not one.tickets for one in holds)
    return Held(is_all, frozenset(number for one in holds for number in one.tickets)), holds


@transaction.atomic
def erase(erasure: Erasure, *, by: Actor) -> Erasure:
    """Erase now what was confirmed and is due; held back while everything of theirs must be kept.

    All of it in one transaction; the files go after it, and what the storage refuses is tried again.
    """
    for holding in holdings():
        holding.lock(erasure.customer)
    erasure = _lock(erasure)
    if erasure.state not in (_STATE.CONFIRMED, _STATE.HELD) or erasure.due_at > clock.now():
        return erasure
    customer = Customer.objects.select_for_update().get(pk=erasure.customer_id)
    held, holds = held_of(customer)
    if held.is_all:
        erasure.state = _STATE.HELD
        erasure.save(update_fields=["state"])
        return erasure
    erased = _take_out(customer, held)
    erasure.files = erased.files
    erasure.state, erasure.ended_at = _STATE.DONE, clock.now()
    erasure.certificate = _certificate(erasure, customer, erased, holds)
    erasure.sha256 = digest(erasure.certificate)
    erasure.save(update_fields=["state", "ended_at", "certificate", "sha256", "files"])
    record(CustomerErased(erasure=erasure.pk), about=customer, by=by, topics=[f"customer:{customer.pk}"])
    for export in customer.exports.exclude(state="expired"):
        exporting.expire(export)
    discard_files.defer(erasure=erasure.pk)
    return erasure


@task(name="customers.discard_erased_files", retry=Backoff())
def discard_files(*, erasure: int) -> None:
    """Delete the files of somebody who is erased; what was deleted is forgotten, what failed is tried again."""
    found = Erasure.objects.get(pk=erasure)
    for path in found.files:
        default_storage.delete(path)
    Erasure.objects.filter(pk=erasure).update(files=[])


def digest(certificate: dict[str, Any]) -> str:
    """SHA-256 of a certificate in canonical form; whoever has the certificate can make it again."""
    text = json.dumps(certificate, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def forget(customer: Customer) -> list[str]:
    """Take somebody out of everything without being asked, for their time is over; gives the files to delete.

    Who is held by law stays as they are.
    """
    for holding in holdings():
        holding.lock(customer)
    customer = Customer.objects.select_for_update().get(pk=customer.pk)
    held, holds = held_of(customer)
    return [] if holds or customer.is_erased else _take_out(customer, held).files


def _take_out(customer: Customer, held: Held) -> Erased:
    whole, total = [customer, *_gone_up_in(customer)], Erased()
    for holding in holdings():
        for one in whole:
            total.add(holding.erase(one, held))
    return total


def _gone_up_in(customer: Customer) -> list[Customer]:
    found: list[Customer] = []
    for one in customer.merged.order_by("pk"):
        found += [one, *_gone_up_in(one)]
    return found


def _certificate(erasure: Erasure, customer: Customer, erased: Erased, holds: list[LegalHold]) -> dict[str, Any]:
    """What was erased and kept, when and by whom. It names the person by the id that means nothing any more."""
    rules = PrivacyRules.current()
    return {
        "erasure": erasure.public_id,
        "customer": customer.public_id,
        "basis": erasure.basis,
        "requested": {"at": erasure.requested_at.isoformat(), "by": erasure.requested_by},
        "confirmed": {
            "at": erasure.confirmed_at.isoformat() if erasure.confirmed_at else "",
            "by": erasure.confirmed_by,
        },
        "erased_at": erasure.ended_at.isoformat() if erasure.ended_at else "",
        "erased": dict(sorted(erased.counts.items())),
        "kept": erased.kept,
        "holds": [
            {"reason": one.reason, "until": one.until.isoformat() if one.until else "", "tickets": one.tickets}
            for one in holds
        ],
        "backups_until": (clock.now() + rules.backup_time).date().isoformat(),
    }


def _lock(erasure: Erasure) -> Erasure:
    return Erasure.objects.select_for_update(of=("self",)).select_related("customer").get(pk=erasure.pk)
