from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Way")


@_attrs_define
class Way:
    """A way to answer: what `route` of a reply takes. `closed_because` says why it cannot be used now.

    Attributes:
        key (str):
        channel (str):
        label (str):
        to (str):
        sender (str):
        is_new (bool):
        closed_because (str):
    """

    key: str
    channel: str
    label: str
    to: str
    sender: str
    is_new: bool
    closed_because: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        channel = self.channel

        label = self.label

        to = self.to

        sender = self.sender

        is_new = self.is_new

        closed_because = self.closed_because

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "channel": channel,
                "label": label,
                "to": to,
                "sender": sender,
                "is_new": is_new,
                "closed_because": closed_because,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        channel = d.pop("channel")

        label = d.pop("label")

        to = d.pop("to")

        sender = d.pop("sender")

        is_new = d.pop("is_new")

        closed_because = d.pop("closed_because")

        way = cls(
            key=key,
            channel=channel,
            label=label,
            to=to,
            sender=sender,
            is_new=is_new,
            closed_because=closed_because,
        )

        way.additional_properties = d
        return way

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
