"""Giving out and erasing personal data, and how long it is kept, for programs of those who may."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from django.core.files.storage import default_storage
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from shopbell.core.api import Bearer, Paging, Sent, answers_bytes, page_of, valid
from shopbell.customers.actions import erasure as erasing
from shopbell.customers.actions import exporting, retention
from shopbell.customers.forms import RetentionForm
from shopbell.customers.models import Customer, CustomerExport, Erasure, LegalHold, RetentionRules
from shopbell.customers.permissions import may_manage_privacy
from shopbell.shops.models import Shop
from shopbell.staff.request import AgentRequest

router = Router()
READING = Bearer("customers:read", may_manage_privacy)
WRITING = Bearer("customers:write", may_manage_privacy)
_ONE = "/customers/{customer}"


class ExportOut(Schema):
    """An archive of all that is kept about somebody; `ready` ones can be downloaded until they expire."""

    id: str = Field(alias="public_id")
    state: Literal["making", "ready", "failed", "expired"]
    size: int
    requested_at: datetime
    expires_at: datetime


class ErasureIn(Sent):
    basis: Literal["asked", "withdrawn", "not_needed", "unlawful"]


class ErasureOut(Schema):
    """An erasure. When it is done, `certificate` says what was erased and kept, and `sha256` is its digest."""

    id: str = Field(alias="public_id")
    state: Literal["requested", "confirmed", "held", "done", "cancelled"]
    basis: str
    requested_at: datetime
    due_at: datetime
    confirmed_at: datetime | None
    ended_at: datetime | None
    certificate: dict[str, Any]
    sha256: str


class ErasurePage(Schema):
    items: list[ErasureOut]
    next: str | None


class HoldIn(Sent):
    """Something must be kept by law; without tickets, everything of theirs."""

    reason: str = Field(min_length=1, max_length=200)
    until: date | None = None
    tickets: list[int] = Field([], max_length=1000)


class HoldOut(Schema):
    id: str = Field(alias="public_id")
    reason: str
    until: date | None
    tickets: list[int]
    lifted_at: datetime | None


class KeptFor(Schema):
    """How long a shop keeps what; null is for ever."""

    raw_days: int | None
    spam_days: int | None
    closed_months: int | None
    visitor_days: int | None


class KeepFor(Sent):
    """All of it; what is left out is kept for ever."""

    raw_days: int | None = None
    spam_days: int | None = None
    closed_months: int | None = None
    visitor_days: int | None = None


class DueOut(Schema):
    """What the next run would take by one rule; without a shop, for the installation."""

    shop: str | None
    rule: str
    before: datetime
    number: int

    @staticmethod
    def resolve_shop(due: retention.Due) -> str | None:
        return due.shop.public_id if due.shop else None


@router.get(_ONE + "/exports", response=list[ExportOut], auth=READING, summary="Archives of what is kept about them")
def exports(request: AgentRequest, customer: str) -> list[CustomerExport]:
    return list(_find(request, customer).exports.all()[:100])


@router.post(_ONE + "/exports", response={202: ExportOut}, auth=WRITING, summary="Have an archive made")
def add_export(request: AgentRequest, customer: str) -> CustomerExport:
    return exporting.request(_find(request, customer), by=request.user.actor)


@router.post(
    _ONE + "/exports/{export}/download",
    auth=WRITING,
    summary="Download an archive",
    openapi_extra=answers_bytes("application/zip"),
)
def download(request: AgentRequest, customer: str, export: str) -> FileResponse:
    """Each download is noted."""
    found = get_object_or_404(CustomerExport, public_id=export, customer=_find(request, customer))
    taken = exporting.download(found, by=request.user.actor)
    return FileResponse(default_storage.open(taken.path), as_attachment=True, filename="customer.zip")


@router.get(_ONE + "/erasures", response=ErasurePage, auth=READING, summary="Erasures, with their certificates")
def erasures(request: AgentRequest, customer: str, wanted: Query[Paging]) -> dict[str, Any]:
    return page_of(_find(request, customer).erasures.all(), wanted, newest_first=True)


@router.post(_ONE + "/erasures", response={201: ErasureOut}, auth=WRITING, summary="Ask for somebody to be erased")
def add_erasure(request: AgentRequest, customer: str, sent: ErasureIn) -> Erasure:
    """Nothing is erased before it is confirmed and the waiting period is over."""
    return erasing.request(_find(request, customer), basis=sent.basis, by=request.user.actor)


@router.put(_ONE + "/erasures/{erasure}/confirmation", response=ErasureOut, auth=WRITING, summary="Confirm an erasure")
def confirm(request: AgentRequest, customer: str, erasure: str) -> Erasure:
    return erasing.confirm(_erasure(request, customer, erasure), by=request.user.actor)


@router.delete(_ONE + "/erasures/{erasure}", response=ErasureOut, auth=WRITING, summary="Withdraw an erasure")
def withdraw(request: AgentRequest, customer: str, erasure: str) -> Erasure:
    return erasing.withdraw(_erasure(request, customer, erasure), by=request.user.actor)


@router.get(_ONE + "/holds", response=list[HoldOut], auth=READING, summary="What must be kept by law")
def holds(request: AgentRequest, customer: str) -> list[LegalHold]:
    return list(_find(request, customer).holds.all()[:100])


@router.post(_ONE + "/holds", response={201: HoldOut}, auth=WRITING, summary="Note that something must be kept")
def add_hold(request: AgentRequest, customer: str, sent: HoldIn) -> LegalHold:
    return erasing.hold(_find(request, customer), by=request.user.actor, **sent.dict())


@router.delete(_ONE + "/holds/{hold}", response=HoldOut, auth=WRITING, summary="It must be kept no more")
def lift(request: AgentRequest, customer: str, hold: str) -> LegalHold:
    found = get_object_or_404(LegalHold, public_id=hold, customer=_find(request, customer))
    return erasing.lift(found, by=request.user.actor)


@router.get("/shops/{shop}/retention", response=KeptFor, auth=READING, summary="How long a shop keeps what")
def kept_for(request: AgentRequest, shop: str) -> RetentionRules:
    found = get_object_or_404(Shop, public_id=shop)
    return RetentionRules.objects.filter(shop=found).first() or RetentionRules(shop=found)


@router.put("/shops/{shop}/retention", response=KeptFor, auth=WRITING, summary="Say how long a shop keeps what")
def keep_for(request: AgentRequest, shop: str, sent: KeepFor) -> RetentionRules:
    found = get_object_or_404(Shop, public_id=shop)
    return retention.set_rules(found, by=request.user.actor, **valid(RetentionForm(sent.dict())))


@router.get("/retention/dry-run", response=list[DueOut], auth=READING, summary="What the next run would take")
def dry_run(request: AgentRequest) -> list[retention.Due]:
    return retention.dry_run()


def _find(request: AgentRequest, public_id: str) -> Customer:
    return get_object_or_404(Customer.objects.visible_to(request.user), public_id=public_id)


def _erasure(request: AgentRequest, customer: str, erasure: str) -> Erasure:
    return get_object_or_404(Erasure, public_id=erasure, customer=_find(request, customer))
