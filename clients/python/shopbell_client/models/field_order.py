from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.field_order_applies_to import FieldOrderAppliesTo
from ..types import UNSET, Unset

T = TypeVar("T", bound="FieldOrder")


@_attrs_define
class FieldOrder:
    """
    Attributes:
        applies_to (FieldOrderAppliesTo):
        fields (list[str]): The ids of all fields in use, in their new order
    """

    applies_to: FieldOrderAppliesTo
    fields: list[str]

    def to_dict(self) -> dict[str, Any]:
        applies_to = self.applies_to.value

        fields = self.fields

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "applies_to": applies_to,
                "fields": fields,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        applies_to = FieldOrderAppliesTo(d.pop("applies_to"))

        fields = cast(list[str], d.pop("fields"))

        field_order = cls(
            applies_to=applies_to,
            fields=fields,
        )

        return field_order
