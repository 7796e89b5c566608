from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.habits_in_undo_seconds import HabitsInUndoSeconds
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.habits_in_signatures import HabitsInSignatures


T = TypeVar("T", bound="HabitsIn")


@_attrs_define
class HabitsIn:
    """How you write. Signatures by language; the empty one is for all others.

    Attributes:
        undo_seconds (HabitsInUndoSeconds | Unset):  Default: HabitsInUndoSeconds.VALUE_10.
        reply_all (bool | Unset):  Default: True.
        signatures (HabitsInSignatures | Unset): Texts by language code, or by an empty code for all others
    """

    undo_seconds: HabitsInUndoSeconds | Unset = HabitsInUndoSeconds.VALUE_10
    reply_all: bool | Unset = True
    signatures: HabitsInSignatures | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.habits_in_signatures import HabitsInSignatures  # noqa: PLC0415

        undo_seconds: int | Unset = UNSET
        if not isinstance(self.undo_seconds, Unset):
            undo_seconds = self.undo_seconds.value

        reply_all = self.reply_all

        signatures: dict[str, Any] | Unset = UNSET
        if not isinstance(self.signatures, Unset):
            signatures = self.signatures.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if undo_seconds is not UNSET:
            field_dict["undo_seconds"] = undo_seconds
        if reply_all is not UNSET:
            field_dict["reply_all"] = reply_all
        if signatures is not UNSET:
            field_dict["signatures"] = signatures

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.habits_in_signatures import HabitsInSignatures  # noqa: PLC0415

        d = dict(src_dict)
        _undo_seconds = d.pop("undo_seconds", UNSET)
        undo_seconds: HabitsInUndoSeconds | Unset
        if isinstance(_undo_seconds, Unset):
            undo_seconds = UNSET
        else:
            undo_seconds = HabitsInUndoSeconds(_undo_seconds)

        reply_all = d.pop("reply_all", UNSET)

        _signatures = d.pop("signatures", UNSET)
        signatures: HabitsInSignatures | Unset
        if isinstance(_signatures, Unset):
            signatures = UNSET
        else:
            signatures = HabitsInSignatures.from_dict(_signatures)

        habits_in = cls(
            undo_seconds=undo_seconds,
            reply_all=reply_all,
            signatures=signatures,
        )

        return habits_in
