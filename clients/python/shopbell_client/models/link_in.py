from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.link_in_reason import LinkInReason
from ..types import UNSET, Unset

T = TypeVar("T", bound="LinkIn")


@_attrs_define
class LinkIn:
    """The other ticket, and what this one is to it: `waits_for` reads "this one waits for the other".

    Attributes:
        other (int): The number of the other ticket
        reason (LinkInReason | Unset):  Default: LinkInReason.RELATED.
    """

    other: int
    reason: LinkInReason | Unset = LinkInReason.RELATED

    def to_dict(self) -> dict[str, Any]:
        other = self.other

        reason: str | Unset = UNSET
        if not isinstance(self.reason, Unset):
            reason = self.reason.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "other": other,
            }
        )
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        other = d.pop("other")

        _reason = d.pop("reason", UNSET)
        reason: LinkInReason | Unset
        if isinstance(_reason, Unset):
            reason = UNSET
        else:
            reason = LinkInReason(_reason)

        link_in = cls(
            other=other,
            reason=reason,
        )

        return link_in
