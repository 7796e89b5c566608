"""Finding or making the customer behind an identity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from shopbell.core import clock
from shopbell.core.actor import SYSTEM, Actor
from shopbell.core.clean import clean
from shopbell.core.events import record
from shopbell.customers.actions.profile import note_source
from shopbell.customers.base import Claim
from shopbell.customers.events import CustomerCreated, IdentityMoved, IdentityVerified
from shopbell.customers.models import Customer, Identity


@dataclass(frozen=True)
class Identified:
    """The customer, the identity that led to them, and whether that identity was proven by this contact."""

    customer: Customer
    identity: Identity
    is_new: bool
    is_confirmed: bool


@transaction.atomic(savepoint=False)
def identify(claims: Sequence[Claim], *, name: str = "", language: str = "") -> Identified:
    """The customer who owns the first claim, made if nobody does; the other claims are added where that is safe.

    A first claim that nobody owns and that comes with proof goes to whoever proved another of the claims before.

    Two first contacts at the same instant make one customer: each claim is locked before it is looked up.
    An identity proven by another customer is never taken over by an unproven claim; a proven claim takes an
    identity that its present owner never proved.
    """
    normal = [claim.normal() for claim in claims]
    lock(normal)
    first, *others = normal
    identity = Identity.objects.select_related("customer").filter(**_key(first)).first()
    is_new = False
    if identity is None:
        owner = _known_by_proof(normal)
        is_new = owner is None
        identity = _create(first, owner or _new_customer(first, name=name, language=language))
    elif first.proof and not identity.is_verified:
        if _is_only_said(identity):
            identity = _move(identity, _new_customer(first, name=name, language=language))
        identity = verify(identity, how=first.proof)
    customer = identity.customer
    for claim in others:
        _add(claim, customer)
    _complete(customer, name=name, language=language, how=first.scheme)
    return Identified(customer, identity, is_new, bool(first.proof))


@transaction.atomic(savepoint=False)
def verify(identity: Identity, *, how: str, by: Actor = SYSTEM) -> Identity:
    """Note that the customer proved this identity: `how` is dkim, token, code, hmac or agent, who is `by`."""
    identity = (
        Identity.objects.select_for_update(no_key=True, of=("self",)).select_related("customer").get(pk=identity.pk)
    )
    if not identity.is_verified:
        identity.verified_at, identity.verified_by, identity.verifier = clock.now(), how, str(by)
        identity.save(update_fields=["verified_at", "verified_by", "verifier"])
        record(IdentityVerified(identity=identity.pk, how=how), about=identity.customer, by=by)
    return identity


def _key(claim: Claim) -> dict[str, object]:
    return {"scheme": claim.scheme, "value": claim.value, "scope": claim.scope}


def lock(claims: Sequence[Claim]) -> None:
    """One transaction at a time per identity, also while its row does not exist yet; in order, against deadlocks."""
    keys = sorted({f"{c.scheme}\x1f{c.scope}\x1f{c.value}" for c in claims})
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [key.replace("\x1f", "|")])


def _new_customer(claim: Claim, *, name: str, language: str) -> Customer:
    customer = Customer(name=clean(name or claim.display, 200), language=language[:10], created_at=clock.now())
    said = [field for field in ("name", "language") if getattr(customer, field)]
    note_source(customer, *said, by=Actor("customer"), how=claim.scheme)
    customer.save()
    record(CustomerCreated(scheme=claim.scheme), about=customer, by=SYSTEM)
    return customer


def _known_by_proof(claims: Sequence[Claim]) -> Customer | None:
    """Who proved one of these claims before, if the first and that one come with proof now."""
    first, *others = claims
    proven = [claim for claim in others if claim.proof] if first.proof else []
    found = (Identity.objects.select_related("customer").filter(**_key(claim)).first() for claim in proven)
    return next((identity.customer for identity in found if identity and identity.is_verified), None)


def _create(claim: Claim, customer: Customer) -> Identity:
    now = clock.now()
    identity = Identity.objects.create(
        customer=customer,
        **_key(claim),
        display=clean(claim.display),
        created_at=now,
        verified_at=now if claim.proof else None,
        verified_by=claim.proof,
    )
    if claim.proof:
        record(IdentityVerified(identity=identity.pk, how=claim.proof), about=customer, by=SYSTEM)
    return identity


def _is_only_said(identity: Identity) -> bool:
    """Whether its owner was known before by something else: then this address is only what they said."""
    return identity.customer.identities.exclude(pk=identity.pk).filter(created_at__lte=identity.created_at).exists()


def _move(identity: Identity, to: Customer) -> Identity:
    identity.customer = to
    identity.save(update_fields=["customer"])
    record(IdentityMoved(identity=identity.pk, to=to.pk), about=to, by=SYSTEM)
    return identity


def _add(claim: Claim, customer: Customer) -> None:
    existing = Identity.objects.select_related("customer").filter(**_key(claim)).first()
    if existing is None:
        _create(claim, customer)
    elif existing.customer_id == customer.pk:
        if claim.proof:
            verify(existing, how=claim.proof)
    elif claim.proof and not existing.is_verified:
        verify(_move(existing, customer), how=claim.proof)


def _complete(customer: Customer, *, name: str, language: str, how: str) -> None:
    changed = []
    if name and not customer.name:
        customer.name = clean(name, 200)
        changed.append("name")
    if language and not customer.language:
        customer.language = language[:10]
        changed.append("language")
    if changed:
        note_source(customer, *changed, by=Actor("customer"), how=how)
        customer.save(update_fields=[*changed, "sources"])
