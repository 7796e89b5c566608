from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="KeptFor")


@_attrs_define
class KeptFor:
    """How long a shop keeps what; null is for ever.

    Attributes:
        raw_days (int | None):
        spam_days (int | None):
        closed_months (int | None):
        visitor_days (int | None):
    """

    raw_days: int | None
    spam_days: int | None
    closed_months: int | None
    visitor_days: int | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        raw_days: int | None
        raw_days = self.raw_days

        spam_days: int | None
        spam_days = self.spam_days

        closed_months: int | None
        closed_months = self.closed_months

        visitor_days: int | None
        visitor_days = self.visitor_days

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "raw_days": raw_days,
                "spam_days": spam_days,
                "closed_months": closed_months,
                "visitor_days": visitor_days,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_raw_days(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        raw_days = _parse_raw_days(d.pop("raw_days"))

        def _parse_spam_days(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        spam_days = _parse_spam_days(d.pop("spam_days"))

        def _parse_closed_months(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        closed_months = _parse_closed_months(d.pop("closed_months"))

        def _parse_visitor_days(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        visitor_days = _parse_visitor_days(d.pop("visitor_days"))

        kept_for = cls(
            raw_days=raw_days,
            spam_days=spam_days,
            closed_months=closed_months,
            visitor_days=visitor_days,
        )

        kept_for.additional_properties = d
        return kept_for

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
