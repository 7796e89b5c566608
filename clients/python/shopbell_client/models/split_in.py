from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SplitIn")


@_attrs_define
class SplitIn:
    """The ids of messages, and what the new ticket is about; without it, what the first of them is about.

    Attributes:
        messages (list[str]):
        subject (str | Unset):  Default: ''.
    """

    messages: list[str]
    subject: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        messages = self.messages

        subject = self.subject

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "messages": messages,
            }
        )
        if subject is not UNSET:
            field_dict["subject"] = subject

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        messages = cast(list[str], d.pop("messages"))

        subject = d.pop("subject", UNSET)

        split_in = cls(
            messages=messages,
            subject=subject,
        )

        return split_in
