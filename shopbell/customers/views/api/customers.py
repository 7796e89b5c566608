"""Customers for programs: those that the token's owner may see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from shopbell.core.api import Bearer, Invalid, Paging, Sent, read_cursor, valid, write_cursor
from shopbell.customers.actions import identities
from shopbell.customers.actions import profile as acting
from shopbell.customers.actions.identification import verify
from shopbell.customers.actions.suppression import lift, suppress
from shopbell.customers.forms import MOST_TAGS, AddressForm, ProfileForm
from shopbell.customers.models import Customer, Identity
from shopbell.customers.permissions import may_change_customers
from shopbell.customers.queries import Filter, list_customers, sources_of
from shopbell.shops.base import read_values
from shopbell.shops.queries import custom_fields
from shopbell.staff.request import AgentRequest

router = Router()
VISITOR = "visitor"
READING = Bearer("customers:read")
WRITING = Bearer("customers:write", may_change_customers)
_IDENTITY = "/customers/{customer}/identities/{int:identity}"


class IdentityOut(Schema):
    """One address of a customer: `value` is what is compared, `display` how it was written.

    `verified_by` says how it was proved; an agent who did so by hand is in the event log.
    """

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
    tags: list[str]
    is_vip: bool
    wants_plain_text: bool
    wants_large_text: bool
    fields: dict[str, Any] = Field(alias="custom", description="Values of the shop's own fields, by key")
    created_at: datetime
    first_contact_at: datetime | None
    last_contact_at: datetime | None
    ticket_count: int | None
    is_erased: bool
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
    tag: str = Field("", max_length=40)
    vip: bool = False
    country: str = Field("", max_length=2)
    language: str = Field("", max_length=10)


class CustomerChange(Sent):
    """What is left out stays as it is; `fields` changes only the keys it names, and null takes a value away."""

    name: str | None = Field(None, max_length=200)
    language: str | None = Field(None, max_length=10)
    timezone: str | None = Field(None, max_length=60)
    city: str | None = Field(None, max_length=80)
    country: str | None = Field(None, max_length=2)
    tags: list[str] | None = Field(None, max_length=MOST_TAGS)
    is_vip: bool | None = None
    wants_plain_text: bool | None = None
    wants_large_text: bool | None = None
    fields: dict[str, Any] | None = None


class SourceOut(Schema):
    """Who or what said a field, in words, and when."""

    field: str
    who: str
    at: datetime | None


class AddressIn(Sent):
    address: str = Field(min_length=1, max_length=320, description="An e-mail address or a phone number")


@router.get("/customers", response=CustomerPage, auth=READING, summary="List customers")
def customers(request: AgentRequest, wanted: Query[CustomerFilter]) -> dict[str, Any]:
    before = read_cursor(wanted.cursor, int)[0] if wanted.cursor else None
    only = Filter(tag=wanted.tag, vip=wanted.vip, country=wanted.country, language=wanted.language)
    page = list_customers(request.user, search=wanted.q, wanted=only, before=before, size=wanted.limit)
    return {"items": page.rows, "next": write_cursor(page.older) if page.older else None}


@router.get("/customers/{customer}", response=CustomerOut, auth=READING, summary="One customer")
def customer(request: AgentRequest, customer: str) -> Customer:
    return _find(request, customer)


@router.patch("/customers/{customer}", response=CustomerOut, auth=WRITING, summary="Change a customer")
def change_customer(request: AgentRequest, customer: str, sent: CustomerChange) -> Customer:
    found = _find(request, customer)
    given = sent.dict(exclude_none=True)
    own = given.pop("fields", None)
    present = {name: getattr(found, name) for name in ProfileForm.Meta.fields}
    kept = {**present, **given}
    form = ProfileForm({**kept, "tags": ",".join(kept["tags"])}, instance=found, with_own=False)
    changes = {name: value for name, value in valid(form).items() if name in given}
    if own is not None:
        try:
            changes["custom"] = read_values(custom_fields("customer"), own, present=found.custom)
        except ValidationError as error:
            raise Invalid({f"fields.{key}": sentences for key, sentences in error.message_dict.items()}) from None
    acting.change(found, by=request.user.actor, **changes)
    return _find(request, customer)


@router.get(
    "/customers/{customer}/sources", response=list[SourceOut], auth=READING, summary="Who said what is known of them"
)
def sources(request: AgentRequest, customer: str) -> list[dict[str, Any]]:
    said = sources_of(_find(request, customer))
    return [{"field": name, "who": source.who, "at": source.at} for name, source in sorted(said.items())]


@router.post("/customers/{customer}/identities", response={201: IdentityOut}, auth=WRITING, summary="Add an address")
def add_identity(request: AgentRequest, customer: str, sent: AddressIn) -> Identity:
    """Nobody has proved it yet. An address belongs to one customer only."""
    claim = valid(AddressForm(sent.dict()))["address"]
    return identities.add(_find(request, customer), claim, by=request.user.actor, seen_by=request.user)


@router.delete(_IDENTITY, response={204: None}, auth=WRITING, summary="Remove an address")
def remove_identity(request: AgentRequest, customer: str, identity: int) -> None:
    """One over which conversations run stays."""
    identities.remove(_identity(request, customer, identity), by=request.user.actor)


@router.put(_IDENTITY + "/confirmation", response=IdentityOut, auth=WRITING, summary="Confirm an address")
def confirmation(request: AgentRequest, customer: str, identity: int) -> Identity:
    """The agent is sure that it is the customer's. It cannot be taken back."""
    return verify(_identity(request, customer, identity), how="agent", by=request.user.actor)


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
