from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.ticket_filter_order_type_0 import TicketFilterOrderType0
from ..models.ticket_filter_status_type_0 import TicketFilterStatusType0
from ..types import UNSET, Unset

T = TypeVar("T", bound="TicketFilter")


@_attrs_define
class TicketFilter:
    """Without anything: the open tickets. `status` and `team` go before what `queue` says of them.

    Attributes:
        cursor (str | Unset):  Default: ''.
        limit (int | Unset):  Default: 25.
        queue (str | Unset): A key of `/queues` Default: 'open'.
        status (None | TicketFilterStatusType0 | Unset):
        team (str | Unset): The id of a team Default: ''.
        assignee (str | Unset): `me`, `nobody`, or the id of an agent Default: ''.
        order (None | TicketFilterOrderType0 | Unset):
    """

    cursor: str | Unset = ""
    limit: int | Unset = 25
    queue: str | Unset = "open"
    status: None | TicketFilterStatusType0 | Unset = UNSET
    team: str | Unset = ""
    assignee: str | Unset = ""
    order: None | TicketFilterOrderType0 | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        cursor = self.cursor

        limit = self.limit

        queue = self.queue

        status: None | str | Unset
        if isinstance(self.status, Unset):
            status = UNSET
        elif isinstance(self.status, TicketFilterStatusType0):
            status = self.status.value
        else:
            status = self.status

        team = self.team

        assignee = self.assignee

        order: None | str | Unset
        if isinstance(self.order, Unset):
            order = UNSET
        elif isinstance(self.order, TicketFilterOrderType0):
            order = self.order.value
        else:
            order = self.order

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if cursor is not UNSET:
            field_dict["cursor"] = cursor
        if limit is not UNSET:
            field_dict["limit"] = limit
        if queue is not UNSET:
            field_dict["queue"] = queue
        if status is not UNSET:
            field_dict["status"] = status
        if team is not UNSET:
            field_dict["team"] = team
        if assignee is not UNSET:
            field_dict["assignee"] = assignee
        if order is not UNSET:
            field_dict["order"] = order

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        cursor = d.pop("cursor", UNSET)

        limit = d.pop("limit", UNSET)

        queue = d.pop("queue", UNSET)

        def _parse_status(data: object) -> None | TicketFilterStatusType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                status_type_0 = TicketFilterStatusType0(data)

                return status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TicketFilterStatusType0 | Unset, data)

        status = _parse_status(d.pop("status", UNSET))

        team = d.pop("team", UNSET)

        assignee = d.pop("assignee", UNSET)

        def _parse_order(data: object) -> None | TicketFilterOrderType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                order_type_0 = TicketFilterOrderType0(data)

                return order_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TicketFilterOrderType0 | Unset, data)

        order = _parse_order(d.pop("order", UNSET))

        ticket_filter = cls(
            cursor=cursor,
            limit=limit,
            queue=queue,
            status=status,
            team=team,
            assignee=assignee,
            order=order,
        )

        ticket_filter.additional_properties = d
        return ticket_filter

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
