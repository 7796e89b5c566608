from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.envelope_in import EnvelopeIn


T = TypeVar("T", bound="ForwardIn")


@_attrs_define
class ForwardIn:
    """Messages for somebody outside, with a comment; without ids, the whole conversation.

    Attributes:
        envelope (EnvelopeIn): Whom a mail goes to; what is left out stays as the thread has it. A blind copy is named
            to nobody.
        text (str | Unset):  Default: ''.
        messages (list[str] | Unset): Ids of messages
    """

    envelope: EnvelopeIn
    text: str | Unset = ""
    messages: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.envelope_in import EnvelopeIn  # noqa: PLC0415

        envelope = self.envelope.to_dict()

        text = self.text

        messages: list[str] | Unset = UNSET
        if not isinstance(self.messages, Unset):
            messages = self.messages

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "envelope": envelope,
            }
        )
        if text is not UNSET:
            field_dict["text"] = text
        if messages is not UNSET:
            field_dict["messages"] = messages

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.envelope_in import EnvelopeIn  # noqa: PLC0415

        d = dict(src_dict)
        envelope = EnvelopeIn.from_dict(d.pop("envelope"))

        text = d.pop("text", UNSET)

        messages = cast(list[str], d.pop("messages", UNSET))

        forward_in = cls(
            envelope=envelope,
            text=text,
            messages=messages,
        )

        return forward_in
