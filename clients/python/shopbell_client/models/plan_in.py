from __future__ import annotations

import datetime
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.plan_in_kind import PlanInKind
from ..models.plan_in_on_answer import PlanInOnAnswer
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.envelope_in import EnvelopeIn


T = TypeVar("T", bound="PlanIn")


@_attrs_define
class PlanIn:
    """An answer for later, or a reminder whose text becomes a note when nobody has answered until then.

    Attributes:
        at (datetime.datetime):
        kind (PlanInKind | Unset):  Default: PlanInKind.ANSWER.
        text (str | Unset):  Default: ''.
        route (str | Unset): Of an answer; without one, the first open way Default: ''.
        uploads (list[str] | Unset):
        then (str | Unset):  Default: ''.
        on_answer (PlanInOnAnswer | Unset): What becomes of it when the customer writes before that Default:
            PlanInOnAnswer.HOLD.
        envelope (EnvelopeIn | None | Unset):
    """

    at: datetime.datetime
    kind: PlanInKind | Unset = PlanInKind.ANSWER
    text: str | Unset = ""
    route: str | Unset = ""
    uploads: list[str] | Unset = UNSET
    then: str | Unset = ""
    on_answer: PlanInOnAnswer | Unset = PlanInOnAnswer.HOLD
    envelope: EnvelopeIn | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.envelope_in import EnvelopeIn  # noqa: PLC0415

        at = self.at.isoformat()

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind.value

        text = self.text

        route = self.route

        uploads: list[str] | Unset = UNSET
        if not isinstance(self.uploads, Unset):
            uploads = self.uploads

        then = self.then

        on_answer: str | Unset = UNSET
        if not isinstance(self.on_answer, Unset):
            on_answer = self.on_answer.value

        envelope: dict[str, Any] | None | Unset
        if isinstance(self.envelope, Unset):
            envelope = UNSET
        elif isinstance(self.envelope, EnvelopeIn):
            envelope = self.envelope.to_dict()
        else:
            envelope = self.envelope

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "at": at,
            }
        )
        if kind is not UNSET:
            field_dict["kind"] = kind
        if text is not UNSET:
            field_dict["text"] = text
        if route is not UNSET:
            field_dict["route"] = route
        if uploads is not UNSET:
            field_dict["uploads"] = uploads
        if then is not UNSET:
            field_dict["then"] = then
        if on_answer is not UNSET:
            field_dict["on_answer"] = on_answer
        if envelope is not UNSET:
            field_dict["envelope"] = envelope

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.envelope_in import EnvelopeIn  # noqa: PLC0415

        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        _kind = d.pop("kind", UNSET)
        kind: PlanInKind | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = PlanInKind(_kind)

        text = d.pop("text", UNSET)

        route = d.pop("route", UNSET)

        uploads = cast(list[str], d.pop("uploads", UNSET))

        then = d.pop("then", UNSET)

        _on_answer = d.pop("on_answer", UNSET)
        on_answer: PlanInOnAnswer | Unset
        if isinstance(_on_answer, Unset):
            on_answer = UNSET
        else:
            on_answer = PlanInOnAnswer(_on_answer)

        def _parse_envelope(data: object) -> EnvelopeIn | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                envelope_type_0 = EnvelopeIn.from_dict(data)

                return envelope_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(EnvelopeIn | None | Unset, data)

        envelope = _parse_envelope(d.pop("envelope", UNSET))

        plan_in = cls(
            at=at,
            kind=kind,
            text=text,
            route=route,
            uploads=uploads,
            then=then,
            on_answer=on_answer,
            envelope=envelope,
        )

        return plan_in
