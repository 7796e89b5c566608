from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.me_out_availability import MeOutAvailability
from ..models.me_out_role import MeOutRole
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.named import Named


T = TypeVar("T", bound="MeOut")


@_attrs_define
class MeOut:
    """Oneself, and what this token may be used for.

    Attributes:
        id (str):
        name (str):
        email (None | str):
        role (MeOutRole):
        own_role (Named | None): The role when `role` is `own`
        availability (MeOutAvailability):
        is_active (bool):
        language (str):
        timezone (str):
        teams (list[Named]):
        scopes (list[str]):
    """

    id: str
    name: str
    email: None | str
    role: MeOutRole
    own_role: Named | None
    availability: MeOutAvailability
    is_active: bool
    language: str
    timezone: str
    teams: list[Named]
    scopes: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.named import Named  # noqa: PLC0415

        id = self.id

        name = self.name

        email: None | str
        email = self.email

        role = self.role.value

        own_role: dict[str, Any] | None
        if isinstance(self.own_role, Named):
            own_role = self.own_role.to_dict()
        else:
            own_role = self.own_role

        availability = self.availability.value

        is_active = self.is_active

        language = self.language

        timezone = self.timezone

        teams = []
        for teams_item_data in self.teams:
            teams_item = teams_item_data.to_dict()
            teams.append(teams_item)

        scopes = self.scopes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "email": email,
                "role": role,
                "own_role": own_role,
                "availability": availability,
                "is_active": is_active,
                "language": language,
                "timezone": timezone,
                "teams": teams,
                "scopes": scopes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.named import Named  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        def _parse_email(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        email = _parse_email(d.pop("email"))

        role = MeOutRole(d.pop("role"))

        def _parse_own_role(data: object) -> Named | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                own_role_type_0 = Named.from_dict(data)

                return own_role_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Named | None, data)

        own_role = _parse_own_role(d.pop("own_role"))

        availability = MeOutAvailability(d.pop("availability"))

        is_active = d.pop("is_active")

        language = d.pop("language")

        timezone = d.pop("timezone")

        teams = []
        _teams = d.pop("teams")
        for teams_item_data in _teams:
            teams_item = Named.from_dict(teams_item_data)

            teams.append(teams_item)

        scopes = cast(list[str], d.pop("scopes"))

        me_out = cls(
            id=id,
            name=name,
            email=email,
            role=role,
            own_role=own_role,
            availability=availability,
            is_active=is_active,
            language=language,
            timezone=timezone,
            teams=teams,
            scopes=scopes,
        )

        me_out.additional_properties = d
        return me_out

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
