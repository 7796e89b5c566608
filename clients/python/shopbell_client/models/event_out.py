from __future__ import annotations

import datetime
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.event_out_data import EventOutData


T = TypeVar("T", bound="EventOut")


@_attrs_define
class EventOut:
    """A fact: `subject` is a kind and its inner number, which for `tickets.ticket` is the ticket's own.

    Attributes:
        id (int):
        at (datetime.datetime):
        name (str):
        subject (str):
        by (str):
        data (EventOutData):
    """

    id: int
    at: datetime.datetime
    name: str
    subject: str
    by: str
    data: EventOutData
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.event_out_data import EventOutData  # noqa: PLC0415

        id = self.id

        at = self.at.isoformat()

        name = self.name

        subject = self.subject

        by = self.by

        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "at": at,
                "name": name,
                "subject": subject,
                "by": by,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.event_out_data import EventOutData  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        name = d.pop("name")

        subject = d.pop("subject")

        by = d.pop("by")

        data = EventOutData.from_dict(d.pop("data"))

        event_out = cls(
            id=id,
            at=at,
            name=name,
            subject=subject,
            by=by,
            data=data,
        )

        event_out.additional_properties = d
        return event_out

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
