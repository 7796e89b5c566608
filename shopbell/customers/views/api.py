"""Customers for programs: those that the token's owner may see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from shopbell.core.api import Bearer, Paging, Sent, read_cursor, write_cursor
from shopbell.customers.actions.identification import verify
from shopbell.customers.actions.suppression import lift, suppress
from shopbell.customers.models import Customer, Identity
from shopbell.customers.permissions import may_change_customers
from shopbell.customers.queries import list_customers
from shopbell.staff.request import AgentRequest

router = Router(tags=["Customers"])
VISITOR = "visitor"
READING = Bearer("customers:read")
WRITING = Bearer("customers:write", may_change_customers)
_IDENTITY = "/customers/{customer}/identities/{int:identity}"


class IdentityOut(Schema):
    """One address of a customer: `value` is what is compared, `display` how it was written."""

    id: int
    scheme: str
    value: str
    display: str
    is_verified: bool
    verified_by: str
    is_suppressed: bool
    suppressed_reason: str


class CustomerOut(Schema):
    """A customer; `display_name` is never empty."""

    id: str = Field(alias="public_id")
    name: str
    display_name: str
    language: str
    timezone: str
    city: str
    country: str
    created_at: datetime
    identities: list[IdentityOut]

    @staticmethod
    def resolve_identities(customer: Customer) -> Sequence[Identity]:
        """Without visits: the key of a browser is of no use to anybody else."""
        return [identity for identity in customer.identities.all() if identity.scheme != VISITOR]


class CustomerPage(Schema):
    """Part of the customers, the newest first."""

    items: list[CustomerOut]
    next: str | None


class SuppressionIn(Sent):
    reason: str = Field(min_length=1, max_length=200, description="Why, as people read it")


class CustomerFilter(Paging):
    q: str = Field("", max_length=100, description="The beginnings of words of the name, or of an address")


@router.get("/customers", response=CustomerPage, auth=READING, summary="List customers")
def customers(request: AgentRequest, wanted: Query[CustomerFilter]) -> dict[str, Any]:
    before = read_cursor(wanted.cursor, int)[0] if wanted.cursor else None
    page = list_customers(request.user, search=wanted.q, before=before, size=wanted.limit)
    return {"items": page.rows, "next": write_cursor(page.older) if page.older else None}


@router.get("/customers/{customer}", response=CustomerOut, auth=READING, summary="One customer")
def customer(request: AgentRequest, customer: str) -> Customer:
    return _find(request, customer)


@router.put(_IDENTITY + "/confirmation", response=IdentityOut, auth=WRITING, summary="Confirm an address")
def confirmation(request: AgentRequest, customer: str, identity: int) -> Identity:
    """The agent is sure that it is the customer's. It cannot be taken back."""
    return verify(_identity(request, customer, identity), how="agent")


@router.put(_IDENTITY + "/suppression", response=IdentityOut, auth=WRITING, summary="Send nothing more there")
def suppression(request: AgentRequest, customer: str, identity: int, sent: SuppressionIn) -> Identity:
    """Answers to this address are held back until somebody lifts it; a reason that is there already stays."""
    return suppress(_identity(request, customer, identity), reason=sent.reason, by=request.user.actor)


@router.delete(_IDENTITY + "/suppression", response=IdentityOut, auth=WRITING, summary="Send there again")
def lifted(request: AgentRequest, customer: str, identity: int) -> Identity:
    return lift(_identity(request, customer, identity), by=request.user.actor)


def _find(request: AgentRequest, public_id: str) -> Customer:
    visible = Customer.objects.visible_to(request.user).prefetch_related("identities")
    return get_object_or_404(visible, public_id=public_id)


def _identity(request: AgentRequest, customer: str, pk: int) -> Identity:
    addresses = Identity.objects.exclude(scheme=VISITOR)
    return get_object_or_404(addresses, pk=pk, customer=_find(request, customer))
