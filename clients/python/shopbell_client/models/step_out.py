from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="StepOut")


@_attrs_define
class StepOut:
    """One step of a test: `state` is ok, warn or bad.

    Attributes:
        label (str):
        state (str):
        detail (str | Unset):  Default: ''.
        milliseconds (int | Unset):  Default: 0.
    """

    label: str
    state: str
    detail: str | Unset = ""
    milliseconds: int | Unset = 0
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        label = self.label

        state = self.state

        detail = self.detail

        milliseconds = self.milliseconds

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "label": label,
                "state": state,
            }
        )
        if detail is not UNSET:
            field_dict["detail"] = detail
        if milliseconds is not UNSET:
            field_dict["milliseconds"] = milliseconds

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        label = d.pop("label")

        state = d.pop("state")

        detail = d.pop("detail", UNSET)

        milliseconds = d.pop("milliseconds", UNSET)

        step_out = cls(
            label=label,
            state=state,
            detail=detail,
            milliseconds=milliseconds,
        )

        step_out.additional_properties = d
        return step_out

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
