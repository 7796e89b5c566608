from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="MergeIn")


@_attrs_define
class MergeIn:
    """The other customer goes up in this one.

    Attributes:
        source (str):
        take (list[str] | Unset): Fields, and custom.<key>, to take from the other
        accounts_may_differ (bool | Unset):  Default: False.
    """

    source: str
    take: list[str] | Unset = UNSET
    accounts_may_differ: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        source = self.source

        take: list[str] | Unset = UNSET
        if not isinstance(self.take, Unset):
            take = self.take

        accounts_may_differ = self.accounts_may_differ

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "source": source,
            }
        )
        if take is not UNSET:
            field_dict["take"] = take
        if accounts_may_differ is not UNSET:
            field_dict["accounts_may_differ"] = accounts_may_differ

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        source = d.pop("source")

        take = cast(list[str], d.pop("take", UNSET))

        accounts_may_differ = d.pop("accounts_may_differ", UNSET)

        merge_in = cls(
            source=source,
            take=take,
            accounts_may_differ=accounts_may_differ,
        )

        return merge_in
