from __future__ import annotations

import datetime
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.ticket_out_handling import TicketOutHandling
from ..models.ticket_out_priority import TicketOutPriority
from ..models.ticket_out_status import TicketOutStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.named import Named
    from ..models.way import Way


T = TypeVar("T", bound="TicketOut")


@_attrs_define
class TicketOut:
    """One ticket, and the ways to answer it.

    Attributes:
        number (int):
        subject (str):
        status (TicketOutStatus):
        handling (TicketOutHandling):
        priority (TicketOutPriority):
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
        id (str):
        shop (Named): Something else: the id of its own address, and what people call it.
        kind (str):
        order_number (str):
        is_spam (bool):
        message_count (int):
        created_at (datetime.datetime):
        first_replied_at (datetime.datetime | None):
        solved_at (datetime.datetime | None):
        closed_at (datetime.datetime | None):
        url (str):
        routes (list[Way]):
    """

    number: int
    subject: str
    status: TicketOutStatus
    handling: TicketOutHandling
    priority: TicketOutPriority
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
    id: str
    shop: Named
    kind: str
    order_number: str
    is_spam: bool
    message_count: int
    created_at: datetime.datetime
    first_replied_at: datetime.datetime | None
    solved_at: datetime.datetime | None
    closed_at: datetime.datetime | None
    url: str
    routes: list[Way]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.named import Named  # noqa: PLC0415
        from ..models.way import Way  # noqa: PLC0415

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

        id = self.id

        shop = self.shop.to_dict()

        kind = self.kind

        order_number = self.order_number

        is_spam = self.is_spam

        message_count = self.message_count

        created_at = self.created_at.isoformat()

        first_replied_at: None | str
        if isinstance(self.first_replied_at, datetime.datetime):
            first_replied_at = self.first_replied_at.isoformat()
        else:
            first_replied_at = self.first_replied_at

        solved_at: None | str
        if isinstance(self.solved_at, datetime.datetime):
            solved_at = self.solved_at.isoformat()
        else:
            solved_at = self.solved_at

        closed_at: None | str
        if isinstance(self.closed_at, datetime.datetime):
            closed_at = self.closed_at.isoformat()
        else:
            closed_at = self.closed_at

        url = self.url

        routes = []
        for routes_item_data in self.routes:
            routes_item = routes_item_data.to_dict()
            routes.append(routes_item)

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
                "id": id,
                "shop": shop,
                "kind": kind,
                "order_number": order_number,
                "is_spam": is_spam,
                "message_count": message_count,
                "created_at": created_at,
                "first_replied_at": first_replied_at,
                "solved_at": solved_at,
                "closed_at": closed_at,
                "url": url,
                "routes": routes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.named import Named  # noqa: PLC0415
        from ..models.way import Way  # noqa: PLC0415

        d = dict(src_dict)
        number = d.pop("number")

        subject = d.pop("subject")

        status = TicketOutStatus(d.pop("status"))

        handling = TicketOutHandling(d.pop("handling"))

        priority = TicketOutPriority(d.pop("priority"))

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

        id = d.pop("id")

        shop = Named.from_dict(d.pop("shop"))

        kind = d.pop("kind")

        order_number = d.pop("order_number")

        is_spam = d.pop("is_spam")

        message_count = d.pop("message_count")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_first_replied_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                first_replied_at_type_0 = datetime.datetime.fromisoformat(data)

                return first_replied_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        first_replied_at = _parse_first_replied_at(d.pop("first_replied_at"))

        def _parse_solved_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                solved_at_type_0 = datetime.datetime.fromisoformat(data)

                return solved_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        solved_at = _parse_solved_at(d.pop("solved_at"))

        def _parse_closed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                closed_at_type_0 = datetime.datetime.fromisoformat(data)

                return closed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        closed_at = _parse_closed_at(d.pop("closed_at"))

        url = d.pop("url")

        routes = []
        _routes = d.pop("routes")
        for routes_item_data in _routes:
            routes_item = Way.from_dict(routes_item_data)

            routes.append(routes_item)

        ticket_out = cls(
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
            id=id,
            shop=shop,
            kind=kind,
            order_number=order_number,
            is_spam=is_spam,
            message_count=message_count,
            created_at=created_at,
            first_replied_at=first_replied_at,
            solved_at=solved_at,
            closed_at=closed_at,
            url=url,
            routes=routes,
        )

        ticket_out.additional_properties = d
        return ticket_out

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
