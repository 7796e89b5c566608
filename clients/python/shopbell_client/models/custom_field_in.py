from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.custom_field_in_applies_to import CustomFieldInAppliesTo
from ..models.custom_field_in_kind import CustomFieldInKind
from ..types import UNSET, Unset

T = TypeVar("T", bound="CustomFieldIn")


@_attrs_define
class CustomFieldIn:
    """A new field, the last of its list. Its kind stays as it is made.

    Attributes:
        label (str):
        applies_to (CustomFieldInAppliesTo):
        kind (CustomFieldInKind):
        hint (str | Unset):  Default: ''.
        shop (None | str | Unset):
        choices (list[str] | Unset):
        is_required (bool | Unset):  Default: False.
    """

    label: str
    applies_to: CustomFieldInAppliesTo
    kind: CustomFieldInKind
    hint: str | Unset = ""
    shop: None | str | Unset = UNSET
    choices: list[str] | Unset = UNSET
    is_required: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        label = self.label

        applies_to = self.applies_to.value

        kind = self.kind.value

        hint = self.hint

        shop: None | str | Unset
        if isinstance(self.shop, Unset):
            shop = UNSET
        else:
            shop = self.shop

        choices: list[str] | Unset = UNSET
        if not isinstance(self.choices, Unset):
            choices = self.choices

        is_required = self.is_required

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "label": label,
                "applies_to": applies_to,
                "kind": kind,
            }
        )
        if hint is not UNSET:
            field_dict["hint"] = hint
        if shop is not UNSET:
            field_dict["shop"] = shop
        if choices is not UNSET:
            field_dict["choices"] = choices
        if is_required is not UNSET:
            field_dict["is_required"] = is_required

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        label = d.pop("label")

        applies_to = CustomFieldInAppliesTo(d.pop("applies_to"))

        kind = CustomFieldInKind(d.pop("kind"))

        hint = d.pop("hint", UNSET)

        def _parse_shop(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        shop = _parse_shop(d.pop("shop", UNSET))

        choices = cast(list[str], d.pop("choices", UNSET))

        is_required = d.pop("is_required", UNSET)

        custom_field_in = cls(
            label=label,
            applies_to=applies_to,
            kind=kind,
            hint=hint,
            shop=shop,
            choices=choices,
            is_required=is_required,
        )

        return custom_field_in
