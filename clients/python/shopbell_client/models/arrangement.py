from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Arrangement")


@_attrs_define
class Arrangement:
    """Ids in the order wanted; each view moves among those of the same person, team or shop.

    Attributes:
        views (list[str]):
    """

    views: list[str]

    def to_dict(self) -> dict[str, Any]:
        views = self.views

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "views": views,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        views = cast(list[str], d.pop("views"))

        arrangement = cls(
            views=views,
        )

        return arrangement
