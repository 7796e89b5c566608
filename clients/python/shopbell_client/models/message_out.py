from __future__ import annotations

import datetime
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.message_out_kind import MessageOutKind
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.file_out import FileOut
    from ..models.message_out_recipients import MessageOutRecipients
    from ..models.named import Named


T = TypeVar("T", bound="MessageOut")


@_attrs_define
class MessageOut:
    """One message. `visible_text` is `text` without quotes and signatures; a note has no channel.

    Attributes:
        id (str):
        kind (MessageOutKind):
        channel (None | str):
        seq (int):
        author_name (str):
        author_address (str):
        agent (Named | None):
        subject (str):
        text (str):
        visible_text (str):
        language (str):
        state (str):
        reason (str):
        is_automatic (bool):
        sent_at (datetime.datetime):
        created_at (datetime.datetime):
        files (list[FileOut]):
        recipients (MessageOutRecipients): Chosen `to`, `cc`, `bcc` as address and name
        is_aside (bool): Said with somebody outside, unseen by the customer
        not_before (datetime.datetime | None): Until then it can be taken back
    """

    id: str
    kind: MessageOutKind
    channel: None | str
    seq: int
    author_name: str
    author_address: str
    agent: Named | None
    subject: str
    text: str
    visible_text: str
    language: str
    state: str
    reason: str
    is_automatic: bool
    sent_at: datetime.datetime
    created_at: datetime.datetime
    files: list[FileOut]
    recipients: MessageOutRecipients
    is_aside: bool
    not_before: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.file_out import FileOut  # noqa: PLC0415
        from ..models.message_out_recipients import MessageOutRecipients  # noqa: PLC0415
        from ..models.named import Named  # noqa: PLC0415

        id = self.id

        kind = self.kind.value

        channel: None | str
        channel = self.channel

        seq = self.seq

        author_name = self.author_name

        author_address = self.author_address

        agent: dict[str, Any] | None
        if isinstance(self.agent, Named):
            agent = self.agent.to_dict()
        else:
            agent = self.agent

        subject = self.subject

        text = self.text

        visible_text = self.visible_text

        language = self.language

        state = self.state

        reason = self.reason

        is_automatic = self.is_automatic

        sent_at = self.sent_at.isoformat()

        created_at = self.created_at.isoformat()

        files = []
        for files_item_data in self.files:
            files_item = files_item_data.to_dict()
            files.append(files_item)

        recipients = self.recipients.to_dict()

        is_aside = self.is_aside

        not_before: None | str
        if isinstance(self.not_before, datetime.datetime):
            not_before = self.not_before.isoformat()
        else:
            not_before = self.not_before

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "channel": channel,
                "seq": seq,
                "author_name": author_name,
                "author_address": author_address,
                "agent": agent,
                "subject": subject,
                "text": text,
                "visible_text": visible_text,
                "language": language,
                "state": state,
                "reason": reason,
                "is_automatic": is_automatic,
                "sent_at": sent_at,
                "created_at": created_at,
                "files": files,
                "recipients": recipients,
                "is_aside": is_aside,
                "not_before": not_before,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.file_out import FileOut  # noqa: PLC0415
        from ..models.message_out_recipients import MessageOutRecipients  # noqa: PLC0415
        from ..models.named import Named  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        kind = MessageOutKind(d.pop("kind"))

        def _parse_channel(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        channel = _parse_channel(d.pop("channel"))

        seq = d.pop("seq")

        author_name = d.pop("author_name")

        author_address = d.pop("author_address")

        def _parse_agent(data: object) -> Named | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                agent_type_0 = Named.from_dict(data)

                return agent_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Named | None, data)

        agent = _parse_agent(d.pop("agent"))

        subject = d.pop("subject")

        text = d.pop("text")

        visible_text = d.pop("visible_text")

        language = d.pop("language")

        state = d.pop("state")

        reason = d.pop("reason")

        is_automatic = d.pop("is_automatic")

        sent_at = datetime.datetime.fromisoformat(d.pop("sent_at"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        files = []
        _files = d.pop("files")
        for files_item_data in _files:
            files_item = FileOut.from_dict(files_item_data)

            files.append(files_item)

        recipients = MessageOutRecipients.from_dict(d.pop("recipients"))

        is_aside = d.pop("is_aside")

        def _parse_not_before(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                not_before_type_0 = datetime.datetime.fromisoformat(data)

                return not_before_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        not_before = _parse_not_before(d.pop("not_before"))

        message_out = cls(
            id=id,
            kind=kind,
            channel=channel,
            seq=seq,
            author_name=author_name,
            author_address=author_address,
            agent=agent,
            subject=subject,
            text=text,
            visible_text=visible_text,
            language=language,
            state=state,
            reason=reason,
            is_automatic=is_automatic,
            sent_at=sent_at,
            created_at=created_at,
            files=files,
            recipients=recipients,
            is_aside=is_aside,
            not_before=not_before,
        )

        message_out.additional_properties = d
        return message_out

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
