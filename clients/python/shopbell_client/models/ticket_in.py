from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="TicketIn")


@_attrs_define
class TicketIn:
    """What a customer said elsewhere, as if they had written it into the form of this account.

    Attributes:
        channel_account (str): The id of a contact form
        email (str):
        text (str):
        name (str | Unset):  Default: ''.
        subject (str | Unset):  Default: ''.
        order_number (str | Unset):  Default: ''.
        language (str | Unset):  Default: ''.
        uploads (list[str] | Unset):
    """

    channel_account: str
    email: str
    text: str
    name: str | Unset = ""
    subject: str | Unset = ""
    order_number: str | Unset = ""
    language: str | Unset = ""
    uploads: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        channel_account = self.channel_account

        email = self.email

        text = self.text

        name = self.name

        subject = self.subject

        order_number = self.order_number

        language = self.language

        uploads: list[str] | Unset = UNSET
        if not isinstance(self.uploads, Unset):
            uploads = self.uploads

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "channel_account": channel_account,
                "email": email,
                "text": text,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if subject is not UNSET:
            field_dict["subject"] = subject
        if order_number is not UNSET:
            field_dict["order_number"] = order_number
        if language is not UNSET:
            field_dict["language"] = language
        if uploads is not UNSET:
            field_dict["uploads"] = uploads

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        channel_account = d.pop("channel_account")

        email = d.pop("email")

        text = d.pop("text")

        name = d.pop("name", UNSET)

        subject = d.pop("subject", UNSET)

        order_number = d.pop("order_number", UNSET)

        language = d.pop("language", UNSET)

        uploads = cast(list[str], d.pop("uploads", UNSET))

        ticket_in = cls(
            channel_account=channel_account,
            email=email,
            text=text,
            name=name,
            subject=subject,
            order_number=order_number,
            language=language,
            uploads=uploads,
        )

        return ticket_in
