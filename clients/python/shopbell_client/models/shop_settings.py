from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ShopSettings")


@_attrs_define
class ShopSettings:
    """The brand of a shop. `hue` is its one colour, from 0 to 359.

    Attributes:
        id (str):
        name (str):
        website (str):
        hue (int):
        language (str):
        languages (list[str]):
        timezone (str):
        country (str):
        currency (str):
    """

    id: str
    name: str
    website: str
    hue: int
    language: str
    languages: list[str]
    timezone: str
    country: str
    currency: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        website = self.website

        hue = self.hue

        language = self.language

        languages = self.languages

        timezone = self.timezone

        country = self.country

        currency = self.currency

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "website": website,
                "hue": hue,
                "language": language,
                "languages": languages,
                "timezone": timezone,
                "country": country,
                "currency": currency,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        website = d.pop("website")

        hue = d.pop("hue")

        language = d.pop("language")

        languages = cast(list[str], d.pop("languages"))

        timezone = d.pop("timezone")

        country = d.pop("country")

        currency = d.pop("currency")

        shop_settings = cls(
            id=id,
            name=name,
            website=website,
            hue=hue,
            language=language,
            languages=languages,
            timezone=timezone,
            country=country,
            currency=currency,
        )

        shop_settings.additional_properties = d
        return shop_settings

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
