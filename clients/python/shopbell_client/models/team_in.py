from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="TeamIn")


@_attrs_define
class TeamIn:
    """A new team. `shop` may be left out where there is only one.

    Attributes:
        name (str):
        shop (str | Unset): The id of a shop Default: ''.
        members (list[str] | Unset): Ids of agents
    """

    name: str
    shop: str | Unset = ""
    members: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        shop = self.shop

        members: list[str] | Unset = UNSET
        if not isinstance(self.members, Unset):
            members = self.members

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
            }
        )
        if shop is not UNSET:
            field_dict["shop"] = shop
        if members is not UNSET:
            field_dict["members"] = members

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        shop = d.pop("shop", UNSET)

        members = cast(list[str], d.pop("members", UNSET))

        team_in = cls(
            name=name,
            shop=shop,
            members=members,
        )

        return team_in
