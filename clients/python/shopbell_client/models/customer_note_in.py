from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CustomerNoteIn")


@_attrs_define
class CustomerNoteIn:
    """
    Attributes:
        text (str):
        is_pinned (bool | Unset):  Default: False.
    """

    text: str
    is_pinned: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        is_pinned = self.is_pinned

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "text": text,
            }
        )
        if is_pinned is not UNSET:
            field_dict["is_pinned"] = is_pinned

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        text = d.pop("text")

        is_pinned = d.pop("is_pinned", UNSET)

        customer_note_in = cls(
            text=text,
            is_pinned=is_pinned,
        )

        return customer_note_in
