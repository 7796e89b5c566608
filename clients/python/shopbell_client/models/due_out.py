from __future__ import annotations

import datetime
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="DueOut")


@_attrs_define
class DueOut:
    """What the next run would take by one rule; without a shop, for the installation.

    Attributes:
        shop (None | str):
        rule (str):
        before (datetime.datetime):
        number (int):
    """

    shop: None | str
    rule: str
    before: datetime.datetime
    number: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        shop: None | str
        shop = self.shop

        rule = self.rule

        before = self.before.isoformat()

        number = self.number

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "shop": shop,
                "rule": rule,
                "before": before,
                "number": number,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_shop(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        shop = _parse_shop(d.pop("shop"))

        rule = d.pop("rule")

        before = datetime.datetime.fromisoformat(d.pop("before"))

        number = d.pop("number")

        due_out = cls(
            shop=shop,
            rule=rule,
            before=before,
            number=number,
        )

        due_out.additional_properties = d
        return due_out

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
