from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.account_in_settings import AccountInSettings


T = TypeVar("T", bound="AccountIn")


@_attrs_define
class AccountIn:
    """A new account. `shop` may be left out where there is only one.

    Attributes:
        kind (str): One of `/channel-kinds`
        name (str):
        team (str): The id of the team that gets new tickets
        address (str | Unset): For mail only Default: ''.
        shop (str | Unset): The id of a shop Default: ''.
        settings (AccountInSettings | Unset): What `/channel-kinds` names
    """

    kind: str
    name: str
    team: str
    address: str | Unset = ""
    shop: str | Unset = ""
    settings: AccountInSettings | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.account_in_settings import AccountInSettings  # noqa: PLC0415

        kind = self.kind

        name = self.name

        team = self.team

        address = self.address

        shop = self.shop

        settings: dict[str, Any] | Unset = UNSET
        if not isinstance(self.settings, Unset):
            settings = self.settings.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "name": name,
                "team": team,
            }
        )
        if address is not UNSET:
            field_dict["address"] = address
        if shop is not UNSET:
            field_dict["shop"] = shop
        if settings is not UNSET:
            field_dict["settings"] = settings

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.account_in_settings import AccountInSettings  # noqa: PLC0415

        d = dict(src_dict)
        kind = d.pop("kind")

        name = d.pop("name")

        team = d.pop("team")

        address = d.pop("address", UNSET)

        shop = d.pop("shop", UNSET)

        _settings = d.pop("settings", UNSET)
        settings: AccountInSettings | Unset
        if isinstance(_settings, Unset):
            settings = UNSET
        else:
            settings = AccountInSettings.from_dict(_settings)

        account_in = cls(
            kind=kind,
            name=name,
            team=team,
            address=address,
            shop=shop,
            settings=settings,
        )

        return account_in
