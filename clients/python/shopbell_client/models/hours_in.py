from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.hours_block import HoursBlock


T = TypeVar("T", bound="HoursIn")


@_attrs_define
class HoursIn:
    """All blocks of the week; without any, the shop counts as always open.

    Attributes:
        hours (list[HoursBlock]):
    """

    hours: list[HoursBlock]

    def to_dict(self) -> dict[str, Any]:
        from ..models.hours_block import HoursBlock  # noqa: PLC0415

        hours = []
        for hours_item_data in self.hours:
            hours_item = hours_item_data.to_dict()
            hours.append(hours_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "hours": hours,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.hours_block import HoursBlock  # noqa: PLC0415

        d = dict(src_dict)
        hours = []
        _hours = d.pop("hours")
        for hours_item_data in _hours:
            hours_item = HoursBlock.from_dict(hours_item_data)

            hours.append(hours_item)

        hours_in = cls(
            hours=hours,
        )

        return hours_in
