from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ShopOut")


@_attrs_define
class ShopOut:
    """A shop as lists show it.

    Attributes:
        id (str):
        slug (str):
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
    slug: str
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

        slug = self.slug

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
                "slug": slug,
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

        slug = d.pop("slug")

        name = d.pop("name")

        website = d.pop("website")

        hue = d.pop("hue")

        language = d.pop("language")

        languages = cast(list[str], d.pop("languages"))

        timezone = d.pop("timezone")

        country = d.pop("country")

        currency = d.pop("currency")

        shop_out = cls(
            id=id,
            slug=slug,
            name=name,
            website=website,
            hue=hue,
            language=language,
            languages=languages,
            timezone=timezone,
            country=country,
            currency=currency,
        )

        shop_out.additional_properties = d
        return shop_out

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
