from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.setting_out_kind import SettingOutKind
from ..types import UNSET, Unset

T = TypeVar("T", bound="SettingOut")


@_attrs_define
class SettingOut:
    """One setting: what it is called, what it takes, and what it is without being set.

    Attributes:
        name (str):
        label (str):
        kind (SettingOutKind):
        is_required (bool):
        choices (list[str]):
        default (bool | int | list[str] | None | str):
        help_ (str):
    """

    name: str
    label: str
    kind: SettingOutKind
    is_required: bool
    choices: list[str]
    default: bool | int | list[str] | None | str
    help_: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        label = self.label

        kind = self.kind.value

        is_required = self.is_required

        choices = self.choices

        default: bool | int | list[str] | None | str
        if isinstance(self.default, list):
            default = self.default

        else:
            default = self.default

        help_ = self.help_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "label": label,
                "kind": kind,
                "is_required": is_required,
                "choices": choices,
                "default": default,
                "help": help_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        label = d.pop("label")

        kind = SettingOutKind(d.pop("kind"))

        is_required = d.pop("is_required")

        choices = cast(list[str], d.pop("choices"))

        def _parse_default(data: object) -> bool | int | list[str] | None | str:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                default_type_3 = cast(list[str], data)

                return default_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(bool | int | list[str] | None | str, data)

        default = _parse_default(d.pop("default"))

        help_ = d.pop("help")

        setting_out = cls(
            name=name,
            label=label,
            kind=kind,
            is_required=is_required,
            choices=choices,
            default=default,
            help_=help_,
        )

        setting_out.additional_properties = d
        return setting_out

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
