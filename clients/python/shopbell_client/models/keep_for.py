from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="KeepFor")


@_attrs_define
class KeepFor:
    """All of it; what is left out is kept for ever.

    Attributes:
        raw_days (int | None | Unset):
        spam_days (int | None | Unset):
        closed_months (int | None | Unset):
        visitor_days (int | None | Unset):
    """

    raw_days: int | None | Unset = UNSET
    spam_days: int | None | Unset = UNSET
    closed_months: int | None | Unset = UNSET
    visitor_days: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        raw_days: int | None | Unset
        if isinstance(self.raw_days, Unset):
            raw_days = UNSET
        else:
            raw_days = self.raw_days

        spam_days: int | None | Unset
        if isinstance(self.spam_days, Unset):
            spam_days = UNSET
        else:
            spam_days = self.spam_days

        closed_months: int | None | Unset
        if isinstance(self.closed_months, Unset):
            closed_months = UNSET
        else:
            closed_months = self.closed_months

        visitor_days: int | None | Unset
        if isinstance(self.visitor_days, Unset):
            visitor_days = UNSET
        else:
            visitor_days = self.visitor_days

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if raw_days is not UNSET:
            field_dict["raw_days"] = raw_days
        if spam_days is not UNSET:
            field_dict["spam_days"] = spam_days
        if closed_months is not UNSET:
            field_dict["closed_months"] = closed_months
        if visitor_days is not UNSET:
            field_dict["visitor_days"] = visitor_days

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_raw_days(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        raw_days = _parse_raw_days(d.pop("raw_days", UNSET))

        def _parse_spam_days(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        spam_days = _parse_spam_days(d.pop("spam_days", UNSET))

        def _parse_closed_months(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        closed_months = _parse_closed_months(d.pop("closed_months", UNSET))

        def _parse_visitor_days(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        visitor_days = _parse_visitor_days(d.pop("visitor_days", UNSET))

        keep_for = cls(
            raw_days=raw_days,
            spam_days=spam_days,
            closed_months=closed_months,
            visitor_days=visitor_days,
        )

        return keep_for
