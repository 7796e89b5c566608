from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="LinkOut")


@_attrs_define
class LinkOut:
    """A link as it reads from this ticket; `label` is in the language of the token's agent.

    Attributes:
        id (int):
        other (int):
        subject (str):
        reason (str):
        label (str):
    """

    id: int
    other: int
    subject: str
    reason: str
    label: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        other = self.other

        subject = self.subject

        reason = self.reason

        label = self.label

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "other": other,
                "subject": subject,
                "reason": reason,
                "label": label,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        other = d.pop("other")

        subject = d.pop("subject")

        reason = d.pop("reason")

        label = d.pop("label")

        link_out = cls(
            id=id,
            other=other,
            subject=subject,
            reason=reason,
            label=label,
        )

        link_out.additional_properties = d
        return link_out

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
