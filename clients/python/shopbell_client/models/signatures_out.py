from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.signatures_out_signatures import SignaturesOutSignatures


T = TypeVar("T", bound="SignaturesOut")


@_attrs_define
class SignaturesOut:
    """
    Attributes:
        signatures (SignaturesOutSignatures):
    """

    signatures: SignaturesOutSignatures
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.signatures_out_signatures import SignaturesOutSignatures  # noqa: PLC0415

        signatures = self.signatures.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "signatures": signatures,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.signatures_out_signatures import SignaturesOutSignatures  # noqa: PLC0415

        d = dict(src_dict)
        signatures = SignaturesOutSignatures.from_dict(d.pop("signatures"))

        signatures_out = cls(
            signatures=signatures,
        )

        signatures_out.additional_properties = d
        return signatures_out

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
