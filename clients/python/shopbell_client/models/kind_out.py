from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.setting_out import SettingOut


T = TypeVar("T", bound="KindOut")


@_attrs_define
class KindOut:
    """A kind of channel, and what an account of it wants to know.

    Attributes:
        kind (str):
        label (str):
        has_address (bool):
        settings (list[SettingOut]):
    """

    kind: str
    label: str
    has_address: bool
    settings: list[SettingOut]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.setting_out import SettingOut  # noqa: PLC0415

        kind = self.kind

        label = self.label

        has_address = self.has_address

        settings = []
        for settings_item_data in self.settings:
            settings_item = settings_item_data.to_dict()
            settings.append(settings_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "label": label,
                "has_address": has_address,
                "settings": settings,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.setting_out import SettingOut  # noqa: PLC0415

        d = dict(src_dict)
        kind = d.pop("kind")

        label = d.pop("label")

        has_address = d.pop("has_address")

        settings = []
        _settings = d.pop("settings")
        for settings_item_data in _settings:
            settings_item = SettingOut.from_dict(settings_item_data)

            settings.append(settings_item)

        kind_out = cls(
            kind=kind,
            label=label,
            has_address=has_address,
            settings=settings,
        )

        kind_out.additional_properties = d
        return kind_out

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
