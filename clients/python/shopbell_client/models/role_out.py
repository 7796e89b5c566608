from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.role_out_sight import RoleOutSight
from ..types import UNSET, Unset

T = TypeVar("T", bound="RoleOut")


@_attrs_define
class RoleOut:
    """A role of one's own. `sight` says whose tickets its people see: of all teams, of theirs, only their own.

    Attributes:
        id (str):
        name (str):
        permissions (list[str]):
        sight (RoleOutSight):
    """

    id: str
    name: str
    permissions: list[str]
    sight: RoleOutSight
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        permissions = self.permissions

        sight = self.sight.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "permissions": permissions,
                "sight": sight,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        permissions = cast(list[str], d.pop("permissions"))

        sight = RoleOutSight(d.pop("sight"))

        role_out = cls(
            id=id,
            name=name,
            permissions=permissions,
            sight=sight,
        )

        role_out.additional_properties = d
        return role_out

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
