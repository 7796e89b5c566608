from __future__ import annotations

import datetime
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.named import Named


T = TypeVar("T", bound="PartOut")


@_attrs_define
class PartOut:
    """One call to a provider that has not worked, or may have: `state` is failed, suppressed or unknown.

    Attributes:
        id (int):
        message (str):
        ticket (int):
        account (Named): Something else: the id of its own address, and what people call it.
        state (str):
        reason (str):
        attempts (int):
        created_at (datetime.datetime):
    """

    id: int
    message: str
    ticket: int
    account: Named
    state: str
    reason: str
    attempts: int
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.named import Named  # noqa: PLC0415

        id = self.id

        message = self.message

        ticket = self.ticket

        account = self.account.to_dict()

        state = self.state

        reason = self.reason

        attempts = self.attempts

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "message": message,
                "ticket": ticket,
                "account": account,
                "state": state,
                "reason": reason,
                "attempts": attempts,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.named import Named  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        message = d.pop("message")

        ticket = d.pop("ticket")

        account = Named.from_dict(d.pop("account"))

        state = d.pop("state")

        reason = d.pop("reason")

        attempts = d.pop("attempts")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        part_out = cls(
            id=id,
            message=message,
            ticket=ticket,
            account=account,
            state=state,
            reason=reason,
            attempts=attempts,
            created_at=created_at,
        )

        part_out.additional_properties = d
        return part_out

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
