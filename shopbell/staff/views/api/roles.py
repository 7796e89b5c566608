"""Roles for programs: what there is to permit, and the roles that the shop has made."""

from __future__ import annotations

from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from shopbell.core.api import Bearer, Paging, Sent, page_of, valid
from shopbell.staff.actions import roles as acting
from shopbell.staff.catalogue import Permission, known, permissions
from shopbell.staff.forms import RoleForm
from shopbell.staff.models import Role
from shopbell.staff.permissions import may_change_role, may_look_at_roles, may_manage_roles
from shopbell.staff.request import AgentRequest

router = Router(tags=["People"])
READING = Bearer("people:read", may_look_at_roles)
WRITING = Bearer("people:write", may_manage_roles)
Seen = Literal["all", "teams", "own"]


class PermissionOut(Schema):
    """Something that a role may include, and the built-in roles that do. `is_given` is false for what none can give."""

    key: str
    label: str
    words: str
    group: str
    roles: list[str]
    is_given: bool

    @staticmethod
    def resolve_label(permission: Permission) -> str:
        return str(permission.label)

    @staticmethod
    def resolve_words(permission: Permission) -> str:
        return str(permission.words)

    @staticmethod
    def resolve_roles(permission: Permission) -> list[str]:
        return sorted(permission.roles)


class RoleOut(Schema):
    """A role of one's own. `sight` says whose tickets its people see: of all teams, of theirs, only their own."""

    id: str = Field(alias="public_id")
    name: str
    permissions: list[str]
    sight: Seen

    @staticmethod
    def resolve_permissions(role: Role) -> list[str]:
        return sorted(known(role.permissions))


class RolePage(Schema):
    items: list[RoleOut]
    next: str | None


class RoleIn(Sent):
    """A new role. It can include only what the one who makes it may do."""

    name: str
    permissions: list[str] = Field([], description="Keys of permissions")
    sight: Seen = "teams"


class RoleChange(Sent):
    """What is left out stays as it is."""

    name: str | None = None
    permissions: list[str] | None = Field(None, description="Keys of all permissions; others are taken away")
    sight: Seen | None = None


@router.get("/permissions", response=list[PermissionOut], auth=READING, summary="What a role can include")
def all_permissions(request: AgentRequest) -> list[Permission]:
    return permissions()


@router.get("/roles", response=RolePage, auth=READING, summary="List the shop's own roles")
def roles(request: AgentRequest, wanted: Query[Paging]) -> dict[str, Any]:
    return page_of(Role.objects.all(), wanted)


@router.post("/roles", response={201: RoleOut}, auth=WRITING, summary="Make a role")
def add_role(request: AgentRequest, sent: RoleIn) -> Role:
    given = valid(RoleForm(sent.dict(), instance=Role(), by=request.user))
    return acting.save(None, **given, by=request.user.actor)


@router.patch("/roles/{role}", response=RoleOut, auth=WRITING, summary="Change a role")
def change_role(request: AgentRequest, role: str, sent: RoleChange) -> Role:
    found = _find(request, role)
    present = {"name": found.name, "permissions": sorted(known(found.permissions)), "sight": found.sight}
    given = valid(RoleForm({**present, **sent.dict(exclude_none=True)}, instance=found, by=request.user))
    return acting.save(found, **given, by=request.user.actor)


@router.delete("/roles/{role}", response={204: None}, auth=WRITING, summary="Delete a role that nobody has")
def delete_role(request: AgentRequest, role: str) -> None:
    acting.delete(_find(request, role), by=request.user.actor)


def _find(request: AgentRequest, public_id: str) -> Role:
    found = get_object_or_404(Role, public_id=public_id)
    if not may_change_role(request.user, found):
        raise PermissionDenied
    return found
