from __future__ import annotations

import datetime
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.availability_in_availability import AvailabilityInAvailability
from ..types import UNSET, Unset

T = TypeVar("T", bound="AvailabilityIn")


@_attrs_define
class AvailabilityIn:
    """
    Attributes:
        availability (AvailabilityInAvailability):
        back_at (datetime.datetime | None | Unset): When one is back; counts only while away
    """

    availability: AvailabilityInAvailability
    back_at: datetime.datetime | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        availability = self.availability.value

        back_at: None | str | Unset
        if isinstance(self.back_at, Unset):
            back_at = UNSET
        elif isinstance(self.back_at, datetime.datetime):
            back_at = self.back_at.isoformat()
        else:
            back_at = self.back_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "availability": availability,
            }
        )
        if back_at is not UNSET:
            field_dict["back_at"] = back_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        availability = AvailabilityInAvailability(d.pop("availability"))

        def _parse_back_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                back_at_type_0 = datetime.datetime.fromisoformat(data)

                return back_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        back_at = _parse_back_at(d.pop("back_at", UNSET))

        availability_in = cls(
            availability=availability,
            back_at=back_at,
        )

        return availability_in
