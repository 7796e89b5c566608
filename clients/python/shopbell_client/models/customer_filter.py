from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CustomerFilter")


@_attrs_define
class CustomerFilter:
    """
    Attributes:
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 25.
        q (str | Unset): The beginnings of words of the name, or of an address Default: ''.
        tag (str | Unset):  Default: ''.
        vip (bool | Unset):  Default: False.
        country (str | Unset):  Default: ''.
        language (str | Unset):  Default: ''.
    """

    cursor: str | Unset = ""
    limit: int | Unset = 25
    q: str | Unset = ""
    tag: str | Unset = ""
    vip: bool | Unset = False
    country: str | Unset = ""
    language: str | Unset = ""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        cursor = self.cursor

        limit = self.limit

        q = self.q

        tag = self.tag

        vip = self.vip

        country = self.country

        language = self.language

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if cursor is not UNSET:
            field_dict["cursor"] = cursor
        if limit is not UNSET:
            field_dict["limit"] = limit
        if q is not UNSET:
            field_dict["q"] = q
        if tag is not UNSET:
            field_dict["tag"] = tag
        if vip is not UNSET:
            field_dict["vip"] = vip
        if country is not UNSET:
            field_dict["country"] = country
        if language is not UNSET:
            field_dict["language"] = language

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        cursor = d.pop("cursor", UNSET)

        limit = d.pop("limit", UNSET)

        q = d.pop("q", UNSET)

        tag = d.pop("tag", UNSET)

        vip = d.pop("vip", UNSET)

        country = d.pop("country", UNSET)

        language = d.pop("language", UNSET)

        customer_filter = cls(
            cursor=cursor,
            limit=limit,
            q=q,
            tag=tag,
            vip=vip,
            country=country,
            language=language,
        )

        customer_filter.additional_properties = d
        return customer_filter

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
