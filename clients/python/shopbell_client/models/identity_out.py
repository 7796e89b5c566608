from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="IdentityOut")


@_attrs_define
class IdentityOut:
    """One address of a customer: `value` is what is compared, `display` how it was written.

    `verified_by` says how it was proved; an agent who did so by hand is in the event log.

        Attributes:
            id (int):
            scheme (str):
            value (str):
            display (str):
            is_verified (bool):
            verified_by (str):
            is_suppressed (bool):
            suppressed_reason (str):
    """

    id: int
    scheme: str
    value: str
    display: str
    is_verified: bool
    verified_by: str
    is_suppressed: bool
    suppressed_reason: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        scheme = self.scheme

        value = self.value

        display = self.display

        is_verified = self.is_verified

        verified_by = self.verified_by

        is_suppressed = self.is_suppressed

        suppressed_reason = self.suppressed_reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "scheme": scheme,
                "value": value,
                "display": display,
                "is_verified": is_verified,
                "verified_by": verified_by,
                "is_suppressed": is_suppressed,
                "suppressed_reason": suppressed_reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        scheme = d.pop("scheme")

        value = d.pop("value")

        display = d.pop("display")

        is_verified = d.pop("is_verified")

        verified_by = d.pop("verified_by")

        is_suppressed = d.pop("is_suppressed")

        suppressed_reason = d.pop("suppressed_reason")

        identity_out = cls(
            id=id,
            scheme=scheme,
            value=value,
            display=display,
            is_verified=is_verified,
            verified_by=verified_by,
            is_suppressed=is_suppressed,
            suppressed_reason=suppressed_reason,
        )

        identity_out.additional_properties = d
        return identity_out

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
