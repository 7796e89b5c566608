from __future__ import annotations

import datetime
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
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
        created_at (datetime.datetime):
        identities (list[IdentityOut]):
    """

    id: str
    name: str
    display_name: str
    language: str
    timezone: str
    city: str
    country: str
    created_at: datetime.datetime
    identities: list[IdentityOut]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.identity_out import IdentityOut  # noqa: PLC0415

        id = self.id

        name = self.name

        display_name = self.display_name

        language = self.language

        timezone = self.timezone

        city = self.city

        country = self.country

        created_at = self.created_at.isoformat()

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
                "created_at": created_at,
                "identities": identities,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.identity_out import IdentityOut  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        display_name = d.pop("display_name")

        language = d.pop("language")

        timezone = d.pop("timezone")

        city = d.pop("city")

        country = d.pop("country")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

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
            created_at=created_at,
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
