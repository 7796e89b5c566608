from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="HoursBlock")


@_attrs_define
class HoursBlock:
    """One block of one weekday in the shop's own time; Monday is 0.

    Attributes:
        weekday (int):
        opens (str):
        closes (str):
    """

    weekday: int
    opens: str
    closes: str

    def to_dict(self) -> dict[str, Any]:
        weekday = self.weekday

        opens = self.opens

        closes = self.closes

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "weekday": weekday,
                "opens": opens,
                "closes": closes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        weekday = d.pop("weekday")

        opens = d.pop("opens")

        closes = d.pop("closes")

        hours_block = cls(
            weekday=weekday,
            opens=opens,
            closes=closes,
        )

        return hours_block
