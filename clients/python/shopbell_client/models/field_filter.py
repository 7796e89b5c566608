from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.field_filter_applies_to_type_0 import FieldFilterAppliesToType0
from ..types import UNSET, Unset

T = TypeVar("T", bound="FieldFilter")


@_attrs_define
class FieldFilter:
    """
    Attributes:
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 25.
        applies_to (FieldFilterAppliesToType0 | None | Unset):
    """

    cursor: str | Unset = ""
    limit: int | Unset = 25
    applies_to: FieldFilterAppliesToType0 | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        cursor = self.cursor

        limit = self.limit

        applies_to: None | str | Unset
        if isinstance(self.applies_to, Unset):
            applies_to = UNSET
        elif isinstance(self.applies_to, FieldFilterAppliesToType0):
            applies_to = self.applies_to.value
        else:
            applies_to = self.applies_to

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if cursor is not UNSET:
            field_dict["cursor"] = cursor
        if limit is not UNSET:
            field_dict["limit"] = limit
        if applies_to is not UNSET:
            field_dict["applies_to"] = applies_to

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        cursor = d.pop("cursor", UNSET)

        limit = d.pop("limit", UNSET)

        def _parse_applies_to(data: object) -> FieldFilterAppliesToType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                applies_to_type_0 = FieldFilterAppliesToType0(data)

                return applies_to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FieldFilterAppliesToType0 | None | Unset, data)

        applies_to = _parse_applies_to(d.pop("applies_to", UNSET))

        field_filter = cls(
            cursor=cursor,
            limit=limit,
            applies_to=applies_to,
        )

        field_filter.additional_properties = d
        return field_filter

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
