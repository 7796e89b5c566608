from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.holiday_out import HolidayOut
    from ..models.hours_out import HoursOut


T = TypeVar("T", bound="ShopDetail")


@_attrs_define
class ShopDetail:
    """One shop with its hours; without any it counts as always open.

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
        is_open (bool):
        hours (list[HoursOut]):
        holidays (list[HolidayOut]):
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
    is_open: bool
    hours: list[HoursOut]
    holidays: list[HolidayOut]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.holiday_out import HolidayOut  # noqa: PLC0415
        from ..models.hours_out import HoursOut  # noqa: PLC0415

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

        is_open = self.is_open

        hours = []
        for hours_item_data in self.hours:
            hours_item = hours_item_data.to_dict()
            hours.append(hours_item)

        holidays = []
        for holidays_item_data in self.holidays:
            holidays_item = holidays_item_data.to_dict()
            holidays.append(holidays_item)

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
                "is_open": is_open,
                "hours": hours,
                "holidays": holidays,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.holiday_out import HolidayOut  # noqa: PLC0415
        from ..models.hours_out import HoursOut  # noqa: PLC0415

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

        is_open = d.pop("is_open")

        hours = []
        _hours = d.pop("hours")
        for hours_item_data in _hours:
            hours_item = HoursOut.from_dict(hours_item_data)

            hours.append(hours_item)

        holidays = []
        _holidays = d.pop("holidays")
        for holidays_item_data in _holidays:
            holidays_item = HolidayOut.from_dict(holidays_item_data)

            holidays.append(holidays_item)

        shop_detail = cls(
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
            is_open=is_open,
            hours=hours,
            holidays=holidays,
        )

        shop_detail.additional_properties = d
        return shop_detail

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
