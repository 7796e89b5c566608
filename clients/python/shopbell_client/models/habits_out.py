from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.habits_out_signatures import HabitsOutSignatures


T = TypeVar("T", bound="HabitsOut")


@_attrs_define
class HabitsOut:
    """
    Attributes:
        undo_seconds (int):
        reply_all (bool):
        signatures (HabitsOutSignatures):
    """

    undo_seconds: int
    reply_all: bool
    signatures: HabitsOutSignatures
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.habits_out_signatures import HabitsOutSignatures  # noqa: PLC0415

        undo_seconds = self.undo_seconds

        reply_all = self.reply_all

        signatures = self.signatures.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "undo_seconds": undo_seconds,
                "reply_all": reply_all,
                "signatures": signatures,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.habits_out_signatures import HabitsOutSignatures  # noqa: PLC0415

        d = dict(src_dict)
        undo_seconds = d.pop("undo_seconds")

        reply_all = d.pop("reply_all")

        signatures = HabitsOutSignatures.from_dict(d.pop("signatures"))

        habits_out = cls(
            undo_seconds=undo_seconds,
            reply_all=reply_all,
            signatures=signatures,
        )

        habits_out.additional_properties = d
        return habits_out

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
