from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="DraftIn")


@_attrs_define
class DraftIn:
    """What is being written. `version` is the one you know, 0 for none: another device's later one is not lost.

    Attributes:
        text (str | Unset):  Default: ''.
        route (str | Unset):  Default: ''.
        version (int | Unset):  Default: 0.
    """

    text: str | Unset = ""
    route: str | Unset = ""
    version: int | Unset = 0

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        route = self.route

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if text is not UNSET:
            field_dict["text"] = text
        if route is not UNSET:
            field_dict["route"] = route
        if version is not UNSET:
            field_dict["version"] = version

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        text = d.pop("text", UNSET)

        route = d.pop("route", UNSET)

        version = d.pop("version", UNSET)

        draft_in = cls(
            text=text,
            route=route,
            version=version,
        )

        return draft_in
