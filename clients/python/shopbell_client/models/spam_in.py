from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SpamIn")


@_attrs_define
class SpamIn:
    """
    Attributes:
        is_spam (bool):
    """

    is_spam: bool

    def to_dict(self) -> dict[str, Any]:
        is_spam = self.is_spam

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "is_spam": is_spam,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        is_spam = d.pop("is_spam")

        spam_in = cls(
            is_spam=is_spam,
        )

        return spam_in
