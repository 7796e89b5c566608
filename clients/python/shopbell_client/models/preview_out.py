from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.conflict_out import ConflictOut


T = TypeVar("T", bound="PreviewOut")


@_attrs_define
class PreviewOut:
    """What would happen: `accounts_differ` means that a merge must say that it knows.

    Attributes:
        conflicts (list[ConflictOut]):
        accounts_differ (bool):
    """

    conflicts: list[ConflictOut]
    accounts_differ: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.conflict_out import ConflictOut  # noqa: PLC0415

        conflicts = []
        for conflicts_item_data in self.conflicts:
            conflicts_item = conflicts_item_data.to_dict()
            conflicts.append(conflicts_item)

        accounts_differ = self.accounts_differ

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "conflicts": conflicts,
                "accounts_differ": accounts_differ,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.conflict_out import ConflictOut  # noqa: PLC0415

        d = dict(src_dict)
        conflicts = []
        _conflicts = d.pop("conflicts")
        for conflicts_item_data in _conflicts:
            conflicts_item = ConflictOut.from_dict(conflicts_item_data)

            conflicts.append(conflicts_item)

        accounts_differ = d.pop("accounts_differ")

        preview_out = cls(
            conflicts=conflicts,
            accounts_differ=accounts_differ,
        )

        preview_out.additional_properties = d
        return preview_out

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
