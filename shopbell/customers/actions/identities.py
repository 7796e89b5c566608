"""Addresses that people add to a customer, and take away."""

from __future__ import annotations

from django.db import transaction
from django.db.models import ProtectedError

from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.customers.actions.identification import lock
from shopbell.customers.base import Claim
from shopbell.customers.errors import AddressInUse, AddressTaken, AddressTakenElsewhere
from shopbell.customers.events import IdentityAdded, IdentityRemoved
from shopbell.customers.models import Customer, Identity
from shopbell.staff.models import Agent


@transaction.atomic
def add(customer: Customer, claim: Claim, *, by: Actor, seen_by: Agent | None = None) -> Identity:
    """Add an address that nobody proved; one the customer has already is given back.

    An address belongs to one customer only. Raises `AddressTaken` with their name if `seen_by` may see them, else
    `AddressTakenElsewhere`.
    """
    claim = claim.normal()
    lock([claim])
    present = Identity.objects.select_related("customer").filter(
        scheme=claim.scheme, scope=claim.scope, value=claim.value
    )
    if found := present.first():
        if found.customer_id == customer.pk:
            return found
        if seen_by and Customer.objects.visible_to(seen_by).filter(pk=found.customer_id).exists():
            raise AddressTaken(name=found.customer.display_name)
        raise AddressTakenElsewhere
    identity = Identity.objects.create(
        customer=customer,
        scheme=claim.scheme,
        scope=claim.scope,
        value=claim.value,
        display=claim.display,
        added_by=str(by),
        created_at=clock.now(),
    )
    record(IdentityAdded(identity=identity.pk, scheme=identity.scheme), about=customer, by=by)
    return identity


@transaction.atomic
def remove(identity: Identity, *, by: Actor) -> None:
    """Forget an address. Raises `AddressInUse` while conversations run over it."""
    identity = Identity.objects.select_for_update(of=("self",)).select_related("customer").get(pk=identity.pk)
    record(IdentityRemoved(identity=identity.pk, scheme=identity.scheme), about=identity.customer, by=by)
    try:
        with transaction.atomic():
            identity.delete()
    except ProtectedError:
        raise AddressInUse from None
