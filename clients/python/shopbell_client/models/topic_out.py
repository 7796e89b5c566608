from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="TopicOut")


@_attrs_define
class TopicOut:
    """A topic at its place; `tickets` are those of the last 30 days, without those of topics below it.

    Attributes:
        id (str):
        name (str):
        path (str):
        depth (int):
        is_archived (bool):
        tickets (int):
    """

    id: str
    name: str
    path: str
    depth: int
    is_archived: bool
    tickets: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        path = self.path

        depth = self.depth

        is_archived = self.is_archived

        tickets = self.tickets

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "path": path,
                "depth": depth,
                "is_archived": is_archived,
                "tickets": tickets,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        path = d.pop("path")

        depth = d.pop("depth")

        is_archived = d.pop("is_archived")

        tickets = d.pop("tickets")

        topic_out = cls(
            id=id,
            name=name,
            path=path,
            depth=depth,
            is_archived=is_archived,
            tickets=tickets,
        )

        topic_out.additional_properties = d
        return topic_out

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
