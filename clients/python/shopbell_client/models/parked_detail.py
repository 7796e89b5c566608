from __future__ import annotations

import datetime
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.header_out import HeaderOut
    from ..models.named import Named


T = TypeVar("T", bound="ParkedDetail")


@_attrs_define
class ParkedDetail:
    """One of them, as far as it can be told by the plainest means; `text` may be cut.

    Attributes:
        id (int):
        account (Named): Something else: the id of its own address, and what people call it.
        received_at (datetime.datetime):
        attempts (int):
        reason (str):
        size (int):
        sender (str):
        subject (str):
        headers (list[HeaderOut]):
        text (str):
        details (str):
    """

    id: int
    account: Named
    received_at: datetime.datetime
    attempts: int
    reason: str
    size: int
    sender: str
    subject: str
    headers: list[HeaderOut]
    text: str
    details: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.header_out import HeaderOut  # noqa: PLC0415
        from ..models.named import Named  # noqa: PLC0415

        id = self.id

        account = self.account.to_dict()

        received_at = self.received_at.isoformat()

        attempts = self.attempts

        reason = self.reason

        size = self.size

        sender = self.sender

        subject = self.subject

        headers = []
        for headers_item_data in self.headers:
            headers_item = headers_item_data.to_dict()
            headers.append(headers_item)

        text = self.text

        details = self.details

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "account": account,
                "received_at": received_at,
                "attempts": attempts,
                "reason": reason,
                "size": size,
                "sender": sender,
                "subject": subject,
                "headers": headers,
                "text": text,
                "details": details,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.header_out import HeaderOut  # noqa: PLC0415
        from ..models.named import Named  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        account = Named.from_dict(d.pop("account"))

        received_at = datetime.datetime.fromisoformat(d.pop("received_at"))

        attempts = d.pop("attempts")

        reason = d.pop("reason")

        size = d.pop("size")

        sender = d.pop("sender")

        subject = d.pop("subject")

        headers = []
        _headers = d.pop("headers")
        for headers_item_data in _headers:
            headers_item = HeaderOut.from_dict(headers_item_data)

            headers.append(headers_item)

        text = d.pop("text")

        details = d.pop("details")

        parked_detail = cls(
            id=id,
            account=account,
            received_at=received_at,
            attempts=attempts,
            reason=reason,
            size=size,
            sender=sender,
            subject=subject,
            headers=headers,
            text=text,
            details=details,
        )

        parked_detail.additional_properties = d
        return parked_detail

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
