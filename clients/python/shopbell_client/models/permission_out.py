from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PermissionOut")


@_attrs_define
class PermissionOut:
    """Something that a role may include, and the built-in roles that do. `is_given` is false for what none can give.

    Attributes:
        key (str):
        label (str):
        words (str):
        group (str):
        roles (list[str]):
        is_given (bool):
    """

    key: str
    label: str
    words: str
    group: str
    roles: list[str]
    is_given: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        label = self.label

        words = self.words

        group = self.group

        roles = self.roles

        is_given = self.is_given

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "label": label,
                "words": words,
                "group": group,
                "roles": roles,
                "is_given": is_given,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        label = d.pop("label")

        words = d.pop("words")

        group = d.pop("group")

        roles = cast(list[str], d.pop("roles"))

        is_given = d.pop("is_given")

        permission_out = cls(
            key=key,
            label=label,
            words=words,
            group=group,
            roles=roles,
            is_given=is_given,
        )

        permission_out.additional_properties = d
        return permission_out

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
