from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ReplyIn")


@_attrs_define
class ReplyIn:
    """An answer. Without a route, the ticket's first open way; `then` is its status afterwards.

    Attributes:
        text (str | Unset):  Default: ''.
        uploads (list[str] | Unset):
        route (str | Unset): The key of one of the ticket's `routes` Default: ''.
        then (str | Unset): A status, or nothing to leave it Default: ''.
        seen (str | Unset): The id of the last message read: when somebody wrote after it, 409 and nothing is sent
            Default: ''.
    """

    text: str | Unset = ""
    uploads: list[str] | Unset = UNSET
    route: str | Unset = ""
    then: str | Unset = ""
    seen: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        uploads: list[str] | Unset = UNSET
        if not isinstance(self.uploads, Unset):
            uploads = self.uploads

        route = self.route

        then = self.then

        seen = self.seen

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if text is not UNSET:
            field_dict["text"] = text
        if uploads is not UNSET:
            field_dict["uploads"] = uploads
        if route is not UNSET:
            field_dict["route"] = route
        if then is not UNSET:
            field_dict["then"] = then
        if seen is not UNSET:
            field_dict["seen"] = seen

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        text = d.pop("text", UNSET)

        uploads = cast(list[str], d.pop("uploads", UNSET))

        route = d.pop("route", UNSET)

        then = d.pop("then", UNSET)

        seen = d.pop("seen", UNSET)

        reply_in = cls(
            text=text,
            uploads=uploads,
            route=route,
            then=then,
            seen=seen,
        )

        return reply_in
