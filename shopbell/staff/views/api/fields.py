"""Fields of the shop's own for programs. They stand here because shops know nothing of people and roles."""

from __future__ import annotations

from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from shopbell.core.api import Bearer, Invalid, Paging, Sent, page_of, valid
from shopbell.shops.actions import custom_fields as acting
from shopbell.shops.forms import CustomFieldForm
from shopbell.shops.models import CustomField, Shop
from shopbell.staff.permissions import may_manage_shop
from shopbell.staff.request import AgentRequest

router = Router(tags=["Shops"])
READING = Bearer("shops:read")
WRITING = Bearer("shops:write", may_manage_shop)
Of = Literal["ticket", "customer"]
FieldKind = Literal["text", "number", "date", "choice", "checkbox", "url"]


class CustomFieldOut(Schema):
    """A field of the shop's own. Values stand under `key`, for instance in a customer's `fields`."""

    id: str = Field(alias="public_id")
    key: str
    label: str
    hint: str
    applies_to: Of
    shop: str | None = Field(None, description="Whose tickets have it; of all shops when empty")
    kind: FieldKind
    choices: list[str]
    is_required: bool
    position: int
    is_archived: bool

    @staticmethod
    def resolve_shop(field: CustomField) -> str | None:
        return field.shop.public_id if field.shop else None


class CustomFieldPage(Schema):
    items: list[CustomFieldOut]
    next: str | None


class FieldFilter(Paging):
    applies_to: Of | None = None


class CustomFieldIn(Sent):
    """A new field, the last of its list. Its kind stays as it is made."""

    label: str = Field(min_length=1, max_length=60)
    applies_to: Of
    kind: FieldKind
    hint: str = Field("", max_length=200)
    shop: str | None = None
    choices: list[str] = Field([], max_length=CustomFieldForm.MOST_CHOICES)
    is_required: bool = False


class CustomFieldChange(Sent):
    """What is left out stays as it is."""

    label: str | None = Field(None, min_length=1, max_length=60)
    hint: str | None = Field(None, max_length=200)
    choices: list[str] | None = Field(None, max_length=CustomFieldForm.MOST_CHOICES)
    is_required: bool | None = None


class FieldOrder(Sent):
    applies_to: Of
    fields: list[str] = Field(max_length=1000, description="The ids of all fields in use, in their new order")


@router.get("/custom-fields", response=CustomFieldPage, auth=READING, summary="List the shop's own fields")
def custom_fields(request: AgentRequest, wanted: Query[FieldFilter]) -> dict[str, Any]:
    found = CustomField.objects.select_related("shop")
    return page_of(found.filter(applies_to=wanted.applies_to) if wanted.applies_to else found, wanted)


@router.post("/custom-fields", response={201: CustomFieldOut}, auth=WRITING, summary="Add a field")
def add_custom_field(request: AgentRequest, sent: CustomFieldIn) -> CustomField:
    shop = get_object_or_404(Shop, public_id=sent.shop).pk if sent.shop else None
    given = {**sent.dict(), "shop": shop, "choices": "\n".join(sent.choices)}
    return acting.save(None, by=request.user.actor, **valid(CustomFieldForm(given, instance=CustomField())))


@router.patch("/custom-fields/{field}", response=CustomFieldOut, auth=WRITING, summary="Change a field")
def change_custom_field(request: AgentRequest, field: str, sent: CustomFieldChange) -> CustomField:
    found = _find(field)
    present = {name: getattr(found, name) for name in ("label", "hint", "choices", "is_required")}
    given = {**present, "shop": found.shop_id, **sent.dict(exclude_none=True)}
    form = CustomFieldForm({**given, "choices": "\n".join(given["choices"])}, instance=found)
    return acting.save(found, by=request.user.actor, **valid(form))


@router.put("/custom-field-order", response={204: None}, auth=WRITING, summary="Put fields into another order")
def order_custom_fields(request: AgentRequest, sent: FieldOrder) -> None:
    found = {field.public_id: field for field in CustomField.objects.filter(public_id__in=sent.fields)}
    if missing := [name for name in sent.fields if name not in found]:
        raise Invalid({"fields": missing})
    acting.order(sent.applies_to, [found[name] for name in sent.fields], by=request.user.actor)


@router.put("/custom-fields/{field}/archive", response=CustomFieldOut, auth=WRITING, summary="Ask for it no more")
def archive_custom_field(request: AgentRequest, field: str) -> CustomField:
    return acting.set_archived(_find(field), archived=True, by=request.user.actor)


@router.delete("/custom-fields/{field}/archive", response=CustomFieldOut, auth=WRITING, summary="Ask for it again")
def restore_custom_field(request: AgentRequest, field: str) -> CustomField:
    return acting.set_archived(_find(field), archived=False, by=request.user.actor)


def _find(public_id: str) -> CustomField:
    return get_object_or_404(CustomField.objects.select_related("shop"), public_id=public_id)
