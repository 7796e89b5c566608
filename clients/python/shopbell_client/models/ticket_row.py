from __future__ import annotations

import datetime
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.ticket_row_handling import TicketRowHandling
from ..models.ticket_row_priority import TicketRowPriority
from ..models.ticket_row_status import TicketRowStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.named import Named


T = TypeVar("T", bound="TicketRow")


@_attrs_define
class TicketRow:
    """A ticket as lists show it.

    Attributes:
        number (int):
        subject (str):
        status (TicketRowStatus):
        handling (TicketRowHandling):
        priority (TicketRowPriority):
        channel (str):
        language (str):
        tags (list[str]):
        is_unread (bool):
        customer (Named | None):
        team (Named): Something else: the id of its own address, and what people call it.
        assignee (Named | None):
        preview (str):
        last_activity_at (datetime.datetime):
        waiting_since (datetime.datetime | None):
        due_at (datetime.datetime | None):
        snoozed_until (datetime.datetime | None):
    """

    number: int
    subject: str
    status: TicketRowStatus
    handling: TicketRowHandling
    priority: TicketRowPriority
    channel: str
    language: str
    tags: list[str]
    is_unread: bool
    customer: Named | None
    team: Named
    assignee: Named | None
    preview: str
    last_activity_at: datetime.datetime
    waiting_since: datetime.datetime | None
    due_at: datetime.datetime | None
    snoozed_until: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.named import Named  # noqa: PLC0415

        number = self.number

        subject = self.subject

        status = self.status.value

        handling = self.handling.value

        priority = self.priority.value

        channel = self.channel

        language = self.language

        tags = self.tags

        is_unread = self.is_unread

        customer: dict[str, Any] | None
        if isinstance(self.customer, Named):
            customer = self.customer.to_dict()
        else:
            customer = self.customer

        team = self.team.to_dict()

        assignee: dict[str, Any] | None
        if isinstance(self.assignee, Named):
            assignee = self.assignee.to_dict()
        else:
            assignee = self.assignee

        preview = self.preview

        last_activity_at = self.last_activity_at.isoformat()

        waiting_since: None | str
        if isinstance(self.waiting_since, datetime.datetime):
            waiting_since = self.waiting_since.isoformat()
        else:
            waiting_since = self.waiting_since

        due_at: None | str
        if isinstance(self.due_at, datetime.datetime):
            due_at = self.due_at.isoformat()
        else:
            due_at = self.due_at

        snoozed_until: None | str
        if isinstance(self.snoozed_until, datetime.datetime):
            snoozed_until = self.snoozed_until.isoformat()
        else:
            snoozed_until = self.snoozed_until

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "subject": subject,
                "status": status,
                "handling": handling,
                "priority": priority,
                "channel": channel,
                "language": language,
                "tags": tags,
                "is_unread": is_unread,
                "customer": customer,
                "team": team,
                "assignee": assignee,
                "preview": preview,
                "last_activity_at": last_activity_at,
                "waiting_since": waiting_since,
                "due_at": due_at,
                "snoozed_until": snoozed_until,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.named import Named  # noqa: PLC0415

        d = dict(src_dict)
        number = d.pop("number")

        subject = d.pop("subject")

        status = TicketRowStatus(d.pop("status"))

        handling = TicketRowHandling(d.pop("handling"))

        priority = TicketRowPriority(d.pop("priority"))

        channel = d.pop("channel")

        language = d.pop("language")

        tags = cast(list[str], d.pop("tags"))

        is_unread = d.pop("is_unread")

        def _parse_customer(data: object) -> Named | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                customer_type_0 = Named.from_dict(data)

                return customer_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Named | None, data)

        customer = _parse_customer(d.pop("customer"))

        team = Named.from_dict(d.pop("team"))

        def _parse_assignee(data: object) -> Named | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                assignee_type_0 = Named.from_dict(data)

                return assignee_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Named | None, data)

        assignee = _parse_assignee(d.pop("assignee"))

        preview = d.pop("preview")

        last_activity_at = datetime.datetime.fromisoformat(d.pop("last_activity_at"))

        def _parse_waiting_since(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                waiting_since_type_0 = datetime.datetime.fromisoformat(data)

                return waiting_since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        waiting_since = _parse_waiting_since(d.pop("waiting_since"))

        def _parse_due_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_at_type_0 = datetime.datetime.fromisoformat(data)

                return due_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        due_at = _parse_due_at(d.pop("due_at"))

        def _parse_snoozed_until(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                snoozed_until_type_0 = datetime.datetime.fromisoformat(data)

                return snoozed_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        snoozed_until = _parse_snoozed_until(d.pop("snoozed_until"))

        ticket_row = cls(
            number=number,
            subject=subject,
            status=status,
            handling=handling,
            priority=priority,
            channel=channel,
            language=language,
            tags=tags,
            is_unread=is_unread,
            customer=customer,
            team=team,
            assignee=assignee,
            preview=preview,
            last_activity_at=last_activity_at,
            waiting_since=waiting_since,
            due_at=due_at,
            snoozed_until=snoozed_until,
        )

        ticket_row.additional_properties = d
        return ticket_row

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
