"""Customers for programs: those that the token's owner may see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from shopbell.core.api import Paging, read_cursor, write_cursor
from shopbell.customers.models import Customer, Identity
from shopbell.customers.queries import list_customers
from shopbell.staff.request import AgentRequest

router = Router(tags=["Customers"])
VISITOR = "visitor"


class IdentityOut(Schema):
    """One address of a customer: `value` is what is compared, `display` how it was written."""

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


class CustomerFilter(Paging):
    q: str = Field("", max_length=100, description="The beginnings of words of the name, or of an address")


@router.get("/customers", response=CustomerPage, summary="List customers")
def customers(request: AgentRequest, wanted: Query[CustomerFilter]) -> dict[str, Any]:
    before = read_cursor(wanted.cursor, int)[0] if wanted.cursor else None
    page = list_customers(request.user, search=wanted.q, before=before, size=wanted.limit)
    return {"items": page.rows, "next": write_cursor(page.older) if page.older else None}


@router.get("/customers/{customer}", response=CustomerOut, summary="One customer")
def customer(request: AgentRequest, customer: str) -> Customer:
    visible = Customer.objects.visible_to(request.user).prefetch_related("identities")
    return get_object_or_404(visible, public_id=customer)
