"""Channel accounts for programs of admins: what there is, and setting them up. Secrets go in and never come out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from shopbell.channels import figures
from shopbell.channels.actions import accounts as acting
from shopbell.channels.base import ChannelAdapter
from shopbell.channels.forms.account import AccountForm
from shopbell.channels.models import ChannelAccount
from shopbell.channels.permissions import may_manage_channels
from shopbell.channels.views.api.settings import Setting, SettingOut, Value, checked, described, shown
from shopbell.core.api import Bearer, Invalid, Named, Paging, Sent, page_of, valid
from shopbell.shops.models import Shop
from shopbell.staff.models import Team
from shopbell.staff.request import AgentRequest

router = Router(tags=["Channels"])
READING = Bearer("channels:read", may_manage_channels)
WRITING = Bearer("channels:write", may_manage_channels)


class KindOut(Schema):
    """A kind of channel, and what an account of it wants to know."""

    kind: str
    label: str
    has_address: bool
    settings: list[SettingOut]


class KindList(Schema):
    items: list[KindOut]


class AccountRow(Schema):
    """A channel account and how it is doing. `waiting` counts what is to go out, `parked` what could not be read."""

    id: str = Field(alias="public_id")
    kind: str
    name: str
    address: str
    shop: Named
    team: Named
    is_active: bool
    state: str
    last_success_at: datetime | None
    last_inbound_at: datetime | None
    last_outbound_at: datetime | None
    last_error_at: datetime | None
    last_error: str
    lag_seconds: int
    paused_until: datetime | None
    waiting: int
    parked: int


class AccountOut(AccountRow):
    """One account with its settings; of the secrets, only which of them are set."""

    settings: dict[str, Value]
    secrets: list[str]


class AccountPage(Schema):
    items: list[AccountRow]
    next: str | None


class AccountIn(Sent):
    """A new account. `shop` may be left out where there is only one."""

    kind: str = Field(max_length=20, description="One of `/channel-kinds`")
    name: str = Field(max_length=80)
    address: str = Field("", max_length=320, description="For mail only")
    shop: str = Field("", max_length=26, description="The id of a shop")
    team: str = Field(max_length=26, description="The id of the team that gets new tickets")
    settings: dict[str, Setting] = Field({}, description="What `/channel-kinds` names")


class AccountChange(Sent):
    """What is left out stays as it is, each setting too."""

    name: str | None = Field(None, max_length=80)
    address: str | None = Field(None, max_length=320)
    team: str | None = Field(None, max_length=26, description="The id of a team of its shop")
    settings: dict[str, Setting] = {}
    is_active: bool | None = None


@router.get("/channel-kinds", response=KindList, auth=READING, summary="Kinds of channels, all at once")
def kinds(request: AgentRequest) -> dict[str, Any]:
    rows = [
        {
            "kind": kind,
            "label": str(adapter.label),
            "has_address": adapter.capabilities.is_mail,
            "settings": described(adapter),
        }
        for kind, adapter in ChannelAdapter.kinds().items()
    ]
    return {"items": rows}


@router.get("/channel-accounts", response=AccountPage, auth=READING, summary="List channel accounts")
def accounts(request: AgentRequest, wanted: Query[Paging]) -> dict[str, Any]:
    page = page_of(_accounts(), wanted)
    with_figures(page["items"])
    return page


@router.get("/channel-accounts/{account}", response=AccountOut, auth=READING, summary="One of them")
def account(request: AgentRequest, account: str) -> ChannelAccount:
    return _complete(find(account))


@router.post("/channel-accounts", response={201: AccountOut}, auth=WRITING, summary="Set up a channel account")
def add_account(request: AgentRequest, sent: AccountIn) -> ChannelAccount:
    """It works at once, and a worker tests it: see its `test`."""
    adapter: type[ChannelAdapter] | None = ChannelAdapter.kinds().get(sent.kind)
    if adapter is None:
        raise Invalid({"kind": [_("There is no such kind of channel.")]})
    shop = _key(Shop.objects.all(), sent.shop, {"shop": [_("There is no such shop.")]}) if sent.shop else None
    data = {"name": sent.name, "address": sent.address, "shop": shop, "team": _team(sent.team)}
    given = valid(AccountForm(data, kind=adapter))
    made = acting.create(
        shop=given.get("shop") or given["team"].shop,
        team=given["team"],
        kind=sent.kind,
        name=given["name"],
        address=given.get("address", ""),
        settings=checked(adapter, sent.settings, None),
        by=request.user.actor,
    )
    acting.defer_test(made)
    return _complete(find(made.public_id))


@router.patch("/channel-accounts/{account}", response=AccountOut, auth=WRITING, summary="Change a channel account")
def change_account(request: AgentRequest, account: str, sent: AccountChange) -> ChannelAccount:
    """After a change of its name, address, team or settings, a worker tests it again."""
    found = find(account)
    if sent.dict(exclude_none=True, exclude_defaults=True, exclude={"is_active"}):
        _change(request, found, sent)
    if sent.is_active is not None and sent.is_active != found.is_active:
        acting.switch(found, is_active=sent.is_active, by=request.user.actor)
    return _complete(find(account))


def find(public_id: str) -> ChannelAccount:
    """The account. Kinds that this version does not know are not there."""
    found = get_object_or_404(_accounts(), public_id=public_id)
    if found.kind not in ChannelAdapter.kinds():
        raise Http404
    return found


def with_figures(found: list[ChannelAccount]) -> None:
    """Let each account know how much waits to go out and how much is parked."""
    waiting, dead = figures.waiting(found), figures.parked_by_account()
    for one in found:
        one.__dict__.update(waiting=waiting[one.pk], parked=dead[one.pk])


def _change(request: AgentRequest, found: ChannelAccount, sent: AccountChange) -> None:
    adapter: type[ChannelAdapter] = ChannelAdapter.of(found.kind)
    data = {
        "name": found.name if sent.name is None else sent.name,
        "address": found.address if sent.address is None else sent.address,
        "team": found.team_id if sent.team is None else _team(sent.team),
    }
    given = valid(AccountForm(data, kind=adapter, account=found))
    acting.change(
        found,
        by=request.user.actor,
        name=given["name"],
        address=given.get("address"),
        team=given["team"],
        settings=checked(adapter, sent.settings, found) if sent.settings else None,
    )
    acting.defer_test(found)


def _accounts() -> QuerySet[ChannelAccount]:
    return ChannelAccount.objects.select_related("shop", "team")


def _complete(found: ChannelAccount) -> ChannelAccount:
    """With its figures, and its settings as they may be seen."""
    with_figures([found])
    settings, secrets = shown(ChannelAdapter.of(found.kind), found)
    found.__dict__.update(settings=settings, secrets=secrets)
    return found


def _team(public_id: str) -> int:
    return _key(Team.objects.filter(is_archived=False), public_id, {"team": [_("There is no such team.")]})


def _key(found: QuerySet[Any], public_id: str, errors: Mapping[str, list[str]]) -> int:
    key: int | None = found.filter(public_id=public_id).values_list("pk", flat=True).first()
    if key is None:
        raise Invalid(errors)
    return key
