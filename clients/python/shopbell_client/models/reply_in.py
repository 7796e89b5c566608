from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.envelope_in import EnvelopeIn


T = TypeVar("T", bound="ReplyIn")


@_attrs_define
class ReplyIn:
    """An answer. Without a route, the ticket's first open way; `then` is its status afterwards.

    Attributes:
        text (str | Unset):  Default: ''.
        uploads (list[str] | Unset):
        route (str | Unset): The key of one of the ticket's `routes` Default: ''.
        then (str | Unset): A status, or nothing to leave it Default: ''.
        envelope (EnvelopeIn | None | Unset): Subject and recipients of a mail, if not the thread's own
        hold (int | Unset): Seconds in which it can be taken back; a chat's line goes at once Default: 0.
        seen (str | Unset): The id of the last message read: when somebody wrote after it, 409 and nothing is sent
            Default: ''.
    """

    text: str | Unset = ""
    uploads: list[str] | Unset = UNSET
    route: str | Unset = ""
    then: str | Unset = ""
    envelope: EnvelopeIn | None | Unset = UNSET
    hold: int | Unset = 0
    seen: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        from ..models.envelope_in import EnvelopeIn  # noqa: PLC0415

        text = self.text

        uploads: list[str] | Unset = UNSET
        if not isinstance(self.uploads, Unset):
            uploads = self.uploads

        route = self.route

        then = self.then

        envelope: dict[str, Any] | None | Unset
        if isinstance(self.envelope, Unset):
            envelope = UNSET
        elif isinstance(self.envelope, EnvelopeIn):
            envelope = self.envelope.to_dict()
        else:
            envelope = self.envelope

        hold = self.hold

        seen = self.seen

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if text is not UNSET:
            field_dict["text"] = text
        if uploads is not UNSET:
            field_dict["uploads"] = uploads
        if route is not UNSET:
            field_dict["route"] = route
        if then is not UNSET:
            field_dict["then"] = then
        if envelope is not UNSET:
            field_dict["envelope"] = envelope
        if hold is not UNSET:
            field_dict["hold"] = hold
        if seen is not UNSET:
            field_dict["seen"] = seen

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.envelope_in import EnvelopeIn  # noqa: PLC0415

        d = dict(src_dict)
        text = d.pop("text", UNSET)

        uploads = cast(list[str], d.pop("uploads", UNSET))

        route = d.pop("route", UNSET)

        then = d.pop("then", UNSET)

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

        hold = d.pop("hold", UNSET)

        seen = d.pop("seen", UNSET)

        reply_in = cls(
            text=text,
            uploads=uploads,
            route=route,
            then=then,
            envelope=envelope,
            hold=hold,
            seen=seen,
        )

        return reply_in
