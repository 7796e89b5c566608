from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.priority_in_priority import PriorityInPriority
from ..types import UNSET, Unset

T = TypeVar("T", bound="PriorityIn")


@_attrs_define
class PriorityIn:
    """
    Attributes:
        priority (PriorityInPriority):
    """

    priority: PriorityInPriority

    def to_dict(self) -> dict[str, Any]:
        priority = self.priority.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "priority": priority,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        priority = PriorityInPriority(d.pop("priority"))

        priority_in = cls(
            priority=priority,
        )

        return priority_in
