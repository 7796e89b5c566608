"""Merging customers, for programs."""

from __future__ import annotations

from datetime import datetime

from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from shopbell.core.api import Bearer, Sent
from shopbell.customers.actions import merging as acting
from shopbell.customers.models import Customer, CustomerMerge
from shopbell.customers.permissions import may_change_customers
from shopbell.customers.queries.merging import Preview, Suggestion, preview, suggestions
from shopbell.staff.request import AgentRequest

router = Router()
READING = Bearer("customers:read")
WRITING = Bearer("customers:write", may_change_customers)


class ConflictOut(Schema):
    """A field of which both have a value."""

    name: str
    label: str
    source: str
    target: str


class PreviewOut(Schema):
    """What would happen: `accounts_differ` means that a merge must say that it knows."""

    conflicts: list[ConflictOut]
    accounts_differ: bool

    @staticmethod
    def resolve_accounts_differ(seen: Preview) -> bool:
        return bool(seen.differing_accounts)


class SuggestionOut(Schema):
    """Somebody who might be the same person; nothing is merged by itself."""

    customer: str
    reason: str

    @staticmethod
    def resolve_customer(suggestion: Suggestion) -> str:
        return str(suggestion.customer.public_id)


class MergeIn(Sent):
    """The other customer goes up in this one."""

    source: str
    take: list[str] = Field([], max_length=100, description="Fields, and custom.<key>, to take from the other")
    accounts_may_differ: bool = False


class MergeOut(Schema):
    """A merge; it can be taken back at any time."""

    id: str = Field(alias="public_id")
    made_at: datetime
    undone_at: datetime | None


@router.get(
    "/customers/{customer}/duplicates", response=list[SuggestionOut], auth=READING, summary="Perhaps the same person"
)
def duplicates(request: AgentRequest, customer: str) -> list[Suggestion]:
    return suggestions(_find(request, customer), request.user)


@router.get("/customers/{customer}/merge-preview", response=PreviewOut, auth=READING, summary="What would differ")
def merge_preview(request: AgentRequest, customer: str, source: str) -> Preview:
    return preview(_find(request, source), _find(request, customer))


@router.get("/customers/{customer}/merges", response=list[MergeOut], auth=READING, summary="Of whom they were made")
def merges(request: AgentRequest, customer: str) -> list[CustomerMerge]:
    return list(_find(request, customer).merges_in.all()[:100])


@router.post("/customers/{customer}/merges", response={201: MergeOut}, auth=WRITING, summary="Merge two customers")
def merge(request: AgentRequest, customer: str, sent: MergeIn) -> CustomerMerge:
    return acting.merge(
        _find(request, sent.source),
        into=_find(request, customer),
        by=request.user.actor,
        take=dict.fromkeys(sent.take, True),
        accounts_may_differ=sent.accounts_may_differ,
    )


@router.delete("/customers/{customer}/merges/{merge}", response=MergeOut, auth=WRITING, summary="Take a merge back")
def unmerge(request: AgentRequest, customer: str, merge: str) -> CustomerMerge:
    made = get_object_or_404(CustomerMerge, public_id=merge, target=_find(request, customer))
    acting.unmerge(made, by=request.user.actor)
    made.refresh_from_db()
    return made


def _find(request: AgentRequest, public_id: str) -> Customer:
    return get_object_or_404(Customer.objects.visible_to(request.user), public_id=public_id)
