from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.custom_field_out_applies_to import CustomFieldOutAppliesTo
from ..models.custom_field_out_kind import CustomFieldOutKind
from ..types import UNSET, Unset

T = TypeVar("T", bound="CustomFieldOut")


@_attrs_define
class CustomFieldOut:
    """A field of the shop's own. Values stand under `key`, for instance in a customer's `fields`.

    Attributes:
        id (str):
        key (str):
        label (str):
        hint (str):
        applies_to (CustomFieldOutAppliesTo):
        kind (CustomFieldOutKind):
        choices (list[str]):
        is_required (bool):
        position (int):
        is_archived (bool):
        shop (None | str | Unset): Whose tickets have it; of all shops when empty
    """

    id: str
    key: str
    label: str
    hint: str
    applies_to: CustomFieldOutAppliesTo
    kind: CustomFieldOutKind
    choices: list[str]
    is_required: bool
    position: int
    is_archived: bool
    shop: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        key = self.key

        label = self.label

        hint = self.hint

        applies_to = self.applies_to.value

        kind = self.kind.value

        choices = self.choices

        is_required = self.is_required

        position = self.position

        is_archived = self.is_archived

        shop: None | str | Unset
        if isinstance(self.shop, Unset):
            shop = UNSET
        else:
            shop = self.shop

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "key": key,
                "label": label,
                "hint": hint,
                "applies_to": applies_to,
                "kind": kind,
                "choices": choices,
                "is_required": is_required,
                "position": position,
                "is_archived": is_archived,
            }
        )
        if shop is not UNSET:
            field_dict["shop"] = shop

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        key = d.pop("key")

        label = d.pop("label")

        hint = d.pop("hint")

        applies_to = CustomFieldOutAppliesTo(d.pop("applies_to"))

        kind = CustomFieldOutKind(d.pop("kind"))

        choices = cast(list[str], d.pop("choices"))

        is_required = d.pop("is_required")

        position = d.pop("position")

        is_archived = d.pop("is_archived")

        def _parse_shop(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        shop = _parse_shop(d.pop("shop", UNSET))

        custom_field_out = cls(
            id=id,
            key=key,
            label=label,
            hint=hint,
            applies_to=applies_to,
            kind=kind,
            choices=choices,
            is_required=is_required,
            position=position,
            is_archived=is_archived,
            shop=shop,
        )

        custom_field_out.additional_properties = d
        return custom_field_out

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
