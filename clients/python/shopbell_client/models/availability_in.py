from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar

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
    """

    availability: AvailabilityInAvailability

    def to_dict(self) -> dict[str, Any]:
        availability = self.availability.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "availability": availability,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        availability = AvailabilityInAvailability(d.pop("availability"))

        availability_in = cls(
            availability=availability,
        )

        return availability_in
