from __future__ import annotations

import datetime
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.named import Named


T = TypeVar("T", bound="AccountRow")


@_attrs_define
class AccountRow:
    """A channel account and how it is doing. `waiting` counts what is to go out, `parked` what could not be read.

    Attributes:
        id (str):
        kind (str):
        name (str):
        address (str):
        shop (Named): Something else: the id of its own address, and what people call it.
        team (Named): Something else: the id of its own address, and what people call it.
        is_active (bool):
        state (str):
        last_success_at (datetime.datetime | None):
        last_inbound_at (datetime.datetime | None):
        last_outbound_at (datetime.datetime | None):
        last_error_at (datetime.datetime | None):
        last_error (str):
        lag_seconds (int):
        paused_until (datetime.datetime | None):
        waiting (int):
        parked (int):
    """

    id: str
    kind: str
    name: str
    address: str
    shop: Named
    team: Named
    is_active: bool
    state: str
    last_success_at: datetime.datetime | None
    last_inbound_at: datetime.datetime | None
    last_outbound_at: datetime.datetime | None
    last_error_at: datetime.datetime | None
    last_error: str
    lag_seconds: int
    paused_until: datetime.datetime | None
    waiting: int
    parked: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.named import Named  # noqa: PLC0415

        id = self.id

        kind = self.kind

        name = self.name

        address = self.address

        shop = self.shop.to_dict()

        team = self.team.to_dict()

        is_active = self.is_active

        state = self.state

        last_success_at: None | str
        if isinstance(self.last_success_at, datetime.datetime):
            last_success_at = self.last_success_at.isoformat()
        else:
            last_success_at = self.last_success_at

        last_inbound_at: None | str
        if isinstance(self.last_inbound_at, datetime.datetime):
            last_inbound_at = self.last_inbound_at.isoformat()
        else:
            last_inbound_at = self.last_inbound_at

        last_outbound_at: None | str
        if isinstance(self.last_outbound_at, datetime.datetime):
            last_outbound_at = self.last_outbound_at.isoformat()
        else:
            last_outbound_at = self.last_outbound_at

        last_error_at: None | str
        if isinstance(self.last_error_at, datetime.datetime):
            last_error_at = self.last_error_at.isoformat()
        else:
            last_error_at = self.last_error_at

        last_error = self.last_error

        lag_seconds = self.lag_seconds

        paused_until: None | str
        if isinstance(self.paused_until, datetime.datetime):
            paused_until = self.paused_until.isoformat()
        else:
            paused_until = self.paused_until

        waiting = self.waiting

        parked = self.parked

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "name": name,
                "address": address,
                "shop": shop,
                "team": team,
                "is_active": is_active,
                "state": state,
                "last_success_at": last_success_at,
                "last_inbound_at": last_inbound_at,
                "last_outbound_at": last_outbound_at,
                "last_error_at": last_error_at,
                "last_error": last_error,
                "lag_seconds": lag_seconds,
                "paused_until": paused_until,
                "waiting": waiting,
                "parked": parked,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.named import Named  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        kind = d.pop("kind")

        name = d.pop("name")

        address = d.pop("address")

        shop = Named.from_dict(d.pop("shop"))

        team = Named.from_dict(d.pop("team"))

        is_active = d.pop("is_active")

        state = d.pop("state")

        def _parse_last_success_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_success_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_success_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_success_at = _parse_last_success_at(d.pop("last_success_at"))

        def _parse_last_inbound_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_inbound_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_inbound_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_inbound_at = _parse_last_inbound_at(d.pop("last_inbound_at"))

        def _parse_last_outbound_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_outbound_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_outbound_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_outbound_at = _parse_last_outbound_at(d.pop("last_outbound_at"))

        def _parse_last_error_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_error_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_error_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_error_at = _parse_last_error_at(d.pop("last_error_at"))

        last_error = d.pop("last_error")

        lag_seconds = d.pop("lag_seconds")

        def _parse_paused_until(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                paused_until_type_0 = datetime.datetime.fromisoformat(data)

                return paused_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        paused_until = _parse_paused_until(d.pop("paused_until"))

        waiting = d.pop("waiting")

        parked = d.pop("parked")

        account_row = cls(
            id=id,
            kind=kind,
            name=name,
            address=address,
            shop=shop,
            team=team,
            is_active=is_active,
            state=state,
            last_success_at=last_success_at,
            last_inbound_at=last_inbound_at,
            last_outbound_at=last_outbound_at,
            last_error_at=last_error_at,
            last_error=last_error,
            lag_seconds=lag_seconds,
            paused_until=paused_until,
            waiting=waiting,
            parked=parked,
        )

        account_row.additional_properties = d
        return account_row

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
