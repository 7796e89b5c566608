from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.erasure_in_basis import ErasureInBasis
from ..types import UNSET, Unset

T = TypeVar("T", bound="ErasureIn")


@_attrs_define
class ErasureIn:
    """
    Attributes:
        basis (ErasureInBasis):
    """

    basis: ErasureInBasis

    def to_dict(self) -> dict[str, Any]:
        basis = self.basis.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "basis": basis,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        basis = ErasureInBasis(d.pop("basis"))

        erasure_in = cls(
            basis=basis,
        )

        return erasure_in
