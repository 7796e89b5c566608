from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.role_change_sight_type_0 import RoleChangeSightType0
from ..types import UNSET, Unset

T = TypeVar("T", bound="RoleChange")


@_attrs_define
class RoleChange:
    """What is left out stays as it is.

    Attributes:
        name (None | str | Unset):
        permissions (list[str] | None | Unset): Keys of all permissions; others are taken away
        sight (None | RoleChangeSightType0 | Unset):
    """

    name: None | str | Unset = UNSET
    permissions: list[str] | None | Unset = UNSET
    sight: None | RoleChangeSightType0 | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        permissions: list[str] | None | Unset
        if isinstance(self.permissions, Unset):
            permissions = UNSET
        elif isinstance(self.permissions, list):
            permissions = self.permissions

        else:
            permissions = self.permissions

        sight: None | str | Unset
        if isinstance(self.sight, Unset):
            sight = UNSET
        elif isinstance(self.sight, RoleChangeSightType0):
            sight = self.sight.value
        else:
            sight = self.sight

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if permissions is not UNSET:
            field_dict["permissions"] = permissions
        if sight is not UNSET:
            field_dict["sight"] = sight

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_permissions(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                permissions_type_0 = cast(list[str], data)

                return permissions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        permissions = _parse_permissions(d.pop("permissions", UNSET))

        def _parse_sight(data: object) -> None | RoleChangeSightType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                sight_type_0 = RoleChangeSightType0(data)

                return sight_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RoleChangeSightType0 | Unset, data)

        sight = _parse_sight(d.pop("sight", UNSET))

        role_change = cls(
            name=name,
            permissions=permissions,
            sight=sight,
        )

        return role_change
