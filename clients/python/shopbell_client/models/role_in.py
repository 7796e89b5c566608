from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.role_in_sight import RoleInSight
from ..types import UNSET, Unset

T = TypeVar("T", bound="RoleIn")


@_attrs_define
class RoleIn:
    """A new role. It can include only what the one who makes it may do.

    Attributes:
        name (str):
        permissions (list[str] | Unset): Keys of permissions
        sight (RoleInSight | Unset):  Default: RoleInSight.TEAMS.
    """

    name: str
    permissions: list[str] | Unset = UNSET
    sight: RoleInSight | Unset = RoleInSight.TEAMS

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        permissions: list[str] | Unset = UNSET
        if not isinstance(self.permissions, Unset):
            permissions = self.permissions

        sight: str | Unset = UNSET
        if not isinstance(self.sight, Unset):
            sight = self.sight.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
            }
        )
        if permissions is not UNSET:
            field_dict["permissions"] = permissions
        if sight is not UNSET:
            field_dict["sight"] = sight

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        permissions = cast(list[str], d.pop("permissions", UNSET))

        _sight = d.pop("sight", UNSET)
        sight: RoleInSight | Unset
        if isinstance(_sight, Unset):
            sight = UNSET
        else:
            sight = RoleInSight(_sight)

        role_in = cls(
            name=name,
            permissions=permissions,
            sight=sight,
        )

        return role_in
