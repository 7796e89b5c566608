from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.signatures_in_signatures import SignaturesInSignatures


T = TypeVar("T", bound="SignaturesIn")


@_attrs_define
class SignaturesIn:
    """
    Attributes:
        signatures (SignaturesInSignatures | Unset): Texts by language code, or by an empty code for all others
    """

    signatures: SignaturesInSignatures | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.signatures_in_signatures import SignaturesInSignatures  # noqa: PLC0415

        signatures: dict[str, Any] | Unset = UNSET
        if not isinstance(self.signatures, Unset):
            signatures = self.signatures.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if signatures is not UNSET:
            field_dict["signatures"] = signatures

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.signatures_in_signatures import SignaturesInSignatures  # noqa: PLC0415

        d = dict(src_dict)
        _signatures = d.pop("signatures", UNSET)
        signatures: SignaturesInSignatures | Unset
        if isinstance(_signatures, Unset):
            signatures = UNSET
        else:
            signatures = SignaturesInSignatures.from_dict(_signatures)

        signatures_in = cls(
            signatures=signatures,
        )

        return signatures_in
