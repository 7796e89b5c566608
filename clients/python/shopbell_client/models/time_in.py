from __future__ import annotations

import datetime
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.time_in_on_answer import TimeInOnAnswer
from ..types import UNSET, Unset

T = TypeVar("T", bound="TimeIn")


@_attrs_define
class TimeIn:
    """
    Attributes:
        at (datetime.datetime):
        on_answer (TimeInOnAnswer | Unset):  Default: TimeInOnAnswer.HOLD.
    """

    at: datetime.datetime
    on_answer: TimeInOnAnswer | Unset = TimeInOnAnswer.HOLD

    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        on_answer: str | Unset = UNSET
        if not isinstance(self.on_answer, Unset):
            on_answer = self.on_answer.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "at": at,
            }
        )
        if on_answer is not UNSET:
            field_dict["on_answer"] = on_answer

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        _on_answer = d.pop("on_answer", UNSET)
        on_answer: TimeInOnAnswer | Unset
        if isinstance(_on_answer, Unset):
            on_answer = UNSET
        else:
            on_answer = TimeInOnAnswer(_on_answer)

        time_in = cls(
            at=at,
            on_answer=on_answer,
        )

        return time_in
