from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="NoteIn")


@_attrs_define
class NoteIn:
    """A note: Markdown as on the desk, and the ids of uploaded files.

    Attributes:
        text (str | Unset):  Default: ''.
        uploads (list[str] | Unset):
    """

    text: str | Unset = ""
    uploads: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        uploads: list[str] | Unset = UNSET
        if not isinstance(self.uploads, Unset):
            uploads = self.uploads

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if text is not UNSET:
            field_dict["text"] = text
        if uploads is not UNSET:
            field_dict["uploads"] = uploads

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        text = d.pop("text", UNSET)

        uploads = cast(list[str], d.pop("uploads", UNSET))

        note_in = cls(
            text=text,
            uploads=uploads,
        )

        return note_in
