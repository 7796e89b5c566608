from __future__ import annotations

import datetime
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.customer_out_fields import CustomerOutFields
    from ..models.identity_out import IdentityOut


T = TypeVar("T", bound="CustomerOut")


@_attrs_define
class CustomerOut:
    """A customer; `display_name` is never empty.

    Attributes:
        id (str):
        name (str):
        display_name (str):
        language (str):
        timezone (str):
        city (str):
        country (str):
        tags (list[str]):
        is_vip (bool):
        wants_plain_text (bool):
        wants_large_text (bool):
        fields (CustomerOutFields): Values of the shop's own fields, by key
        created_at (datetime.datetime):
        first_contact_at (datetime.datetime | None):
        last_contact_at (datetime.datetime | None):
        ticket_count (int | None):
        is_erased (bool):
        identities (list[IdentityOut]):
    """

    id: str
    name: str
    display_name: str
    language: str
    timezone: str
    city: str
    country: str
    tags: list[str]
    is_vip: bool
    wants_plain_text: bool
    wants_large_text: bool
    fields: CustomerOutFields
    created_at: datetime.datetime
    first_contact_at: datetime.datetime | None
    last_contact_at: datetime.datetime | None
    ticket_count: int | None
    is_erased: bool
    identities: list[IdentityOut]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.customer_out_fields import CustomerOutFields  # noqa: PLC0415
        from ..models.identity_out import IdentityOut  # noqa: PLC0415

        id = self.id

        name = self.name

        display_name = self.display_name

        language = self.language

        timezone = self.timezone

        city = self.city

        country = self.country

        tags = self.tags

        is_vip = self.is_vip

        wants_plain_text = self.wants_plain_text

        wants_large_text = self.wants_large_text

        fields = self.fields.to_dict()

        created_at = self.created_at.isoformat()

        first_contact_at: None | str
        if isinstance(self.first_contact_at, datetime.datetime):
            first_contact_at = self.first_contact_at.isoformat()
        else:
            first_contact_at = self.first_contact_at

        last_contact_at: None | str
        if isinstance(self.last_contact_at, datetime.datetime):
            last_contact_at = self.last_contact_at.isoformat()
        else:
            last_contact_at = self.last_contact_at

        ticket_count: int | None
        ticket_count = self.ticket_count

        is_erased = self.is_erased

        identities = []
        for identities_item_data in self.identities:
            identities_item = identities_item_data.to_dict()
            identities.append(identities_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "display_name": display_name,
                "language": language,
                "timezone": timezone,
                "city": city,
                "country": country,
                "tags": tags,
                "is_vip": is_vip,
                "wants_plain_text": wants_plain_text,
                "wants_large_text": wants_large_text,
                "fields": fields,
                "created_at": created_at,
                "first_contact_at": first_contact_at,
                "last_contact_at": last_contact_at,
                "ticket_count": ticket_count,
                "is_erased": is_erased,
                "identities": identities,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.customer_out_fields import CustomerOutFields  # noqa: PLC0415
        from ..models.identity_out import IdentityOut  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        display_name = d.pop("display_name")

        language = d.pop("language")

        timezone = d.pop("timezone")

        city = d.pop("city")

        country = d.pop("country")

        tags = cast(list[str], d.pop("tags"))

        is_vip = d.pop("is_vip")

        wants_plain_text = d.pop("wants_plain_text")

        wants_large_text = d.pop("wants_large_text")

        fields = CustomerOutFields.from_dict(d.pop("fields"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_first_contact_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                first_contact_at_type_0 = datetime.datetime.fromisoformat(data)

                return first_contact_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        first_contact_at = _parse_first_contact_at(d.pop("first_contact_at"))

        def _parse_last_contact_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_contact_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_contact_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_contact_at = _parse_last_contact_at(d.pop("last_contact_at"))

        def _parse_ticket_count(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        ticket_count = _parse_ticket_count(d.pop("ticket_count"))

        is_erased = d.pop("is_erased")

        identities = []
        _identities = d.pop("identities")
        for identities_item_data in _identities:
            identities_item = IdentityOut.from_dict(identities_item_data)

            identities.append(identities_item)

        customer_out = cls(
            id=id,
            name=name,
            display_name=display_name,
            language=language,
            timezone=timezone,
            city=city,
            country=country,
            tags=tags,
            is_vip=is_vip,
            wants_plain_text=wants_plain_text,
            wants_large_text=wants_large_text,
            fields=fields,
            created_at=created_at,
            first_contact_at=first_contact_at,
            last_contact_at=last_contact_at,
            ticket_count=ticket_count,
            is_erased=is_erased,
            identities=identities,
        )

        customer_out.additional_properties = d
        return customer_out

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
