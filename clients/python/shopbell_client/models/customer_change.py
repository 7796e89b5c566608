from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.customer_change_fields_type_0 import CustomerChangeFieldsType0


T = TypeVar("T", bound="CustomerChange")


@_attrs_define
class CustomerChange:
    """What is left out stays as it is; `fields` changes only the keys it names, and null takes a value away.

    Attributes:
        name (None | str | Unset):
        language (None | str | Unset):
        timezone (None | str | Unset):
        city (None | str | Unset):
        country (None | str | Unset):
        tags (list[str] | None | Unset):
        is_vip (bool | None | Unset):
        wants_plain_text (bool | None | Unset):
        wants_large_text (bool | None | Unset):
        fields (CustomerChangeFieldsType0 | None | Unset):
    """

    name: None | str | Unset = UNSET
    language: None | str | Unset = UNSET
    timezone: None | str | Unset = UNSET
    city: None | str | Unset = UNSET
    country: None | str | Unset = UNSET
    tags: list[str] | None | Unset = UNSET
    is_vip: bool | None | Unset = UNSET
    wants_plain_text: bool | None | Unset = UNSET
    wants_large_text: bool | None | Unset = UNSET
    fields: CustomerChangeFieldsType0 | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.customer_change_fields_type_0 import CustomerChangeFieldsType0  # noqa: PLC0415

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        language: None | str | Unset
        if isinstance(self.language, Unset):
            language = UNSET
        else:
            language = self.language

        timezone: None | str | Unset
        if isinstance(self.timezone, Unset):
            timezone = UNSET
        else:
            timezone = self.timezone

        city: None | str | Unset
        if isinstance(self.city, Unset):
            city = UNSET
        else:
            city = self.city

        country: None | str | Unset
        if isinstance(self.country, Unset):
            country = UNSET
        else:
            country = self.country

        tags: list[str] | None | Unset
        if isinstance(self.tags, Unset):
            tags = UNSET
        elif isinstance(self.tags, list):
            tags = self.tags

        else:
            tags = self.tags

        is_vip: bool | None | Unset
        if isinstance(self.is_vip, Unset):
            is_vip = UNSET
        else:
            is_vip = self.is_vip

        wants_plain_text: bool | None | Unset
        if isinstance(self.wants_plain_text, Unset):
            wants_plain_text = UNSET
        else:
            wants_plain_text = self.wants_plain_text

        wants_large_text: bool | None | Unset
        if isinstance(self.wants_large_text, Unset):
            wants_large_text = UNSET
        else:
            wants_large_text = self.wants_large_text

        fields: dict[str, Any] | None | Unset
        if isinstance(self.fields, Unset):
            fields = UNSET
        elif isinstance(self.fields, CustomerChangeFieldsType0):
            fields = self.fields.to_dict()
        else:
            fields = self.fields

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if language is not UNSET:
            field_dict["language"] = language
        if timezone is not UNSET:
            field_dict["timezone"] = timezone
        if city is not UNSET:
            field_dict["city"] = city
        if country is not UNSET:
            field_dict["country"] = country
        if tags is not UNSET:
            field_dict["tags"] = tags
        if is_vip is not UNSET:
            field_dict["is_vip"] = is_vip
        if wants_plain_text is not UNSET:
            field_dict["wants_plain_text"] = wants_plain_text
        if wants_large_text is not UNSET:
            field_dict["wants_large_text"] = wants_large_text
        if fields is not UNSET:
            field_dict["fields"] = fields

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.customer_change_fields_type_0 import CustomerChangeFieldsType0  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_language(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        language = _parse_language(d.pop("language", UNSET))

        def _parse_timezone(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        timezone = _parse_timezone(d.pop("timezone", UNSET))

        def _parse_city(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        city = _parse_city(d.pop("city", UNSET))

        def _parse_country(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        country = _parse_country(d.pop("country", UNSET))

        def _parse_tags(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                tags_type_0 = cast(list[str], data)

                return tags_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        tags = _parse_tags(d.pop("tags", UNSET))

        def _parse_is_vip(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        is_vip = _parse_is_vip(d.pop("is_vip", UNSET))

        def _parse_wants_plain_text(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        wants_plain_text = _parse_wants_plain_text(d.pop("wants_plain_text", UNSET))

        def _parse_wants_large_text(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        wants_large_text = _parse_wants_large_text(d.pop("wants_large_text", UNSET))

        def _parse_fields(data: object) -> CustomerChangeFieldsType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fields_type_0 = CustomerChangeFieldsType0.from_dict(data)

                return fields_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CustomerChangeFieldsType0 | None | Unset, data)

        fields = _parse_fields(d.pop("fields", UNSET))

        customer_change = cls(
            name=name,
            language=language,
            timezone=timezone,
            city=city,
            country=country,
            tags=tags,
            is_vip=is_vip,
            wants_plain_text=wants_plain_text,
            wants_large_text=wants_large_text,
            fields=fields,
        )

        return customer_change
