from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.named import Named


T = TypeVar("T", bound="TeamOut")


@_attrs_define
class TeamOut:
    """A team with its active members.

    Attributes:
        id (str):
        name (str):
        shop (Named): Something else: the id of its own address, and what people call it.
        members (list[Named]):
        is_archived (bool):
    """

    id: str
    name: str
    shop: Named
    members: list[Named]
    is_archived: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.named import Named  # noqa: PLC0415

        id = self.id

        name = self.name

        shop = self.shop.to_dict()

        members = []
        for members_item_data in self.members:
            members_item = members_item_data.to_dict()
            members.append(members_item)

        is_archived = self.is_archived

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "shop": shop,
                "members": members,
                "is_archived": is_archived,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.named import Named  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        shop = Named.from_dict(d.pop("shop"))

        members = []
        _members = d.pop("members")
        for members_item_data in _members:
            members_item = Named.from_dict(members_item_data)

            members.append(members_item)

        is_archived = d.pop("is_archived")

        team_out = cls(
            id=id,
            name=name,
            shop=shop,
            members=members,
            is_archived=is_archived,
        )

        team_out.additional_properties = d
        return team_out

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
