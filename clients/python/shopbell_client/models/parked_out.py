from __future__ import annotations

import datetime
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.named import Named


T = TypeVar("T", bound="ParkedOut")


@_attrs_define
class ParkedOut:
    """An input that could not be read, with the last line of what went wrong.

    Attributes:
        id (int):
        account (Named): Something else: the id of its own address, and what people call it.
        received_at (datetime.datetime):
        attempts (int):
        reason (str):
    """

    id: int
    account: Named
    received_at: datetime.datetime
    attempts: int
    reason: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.named import Named  # noqa: PLC0415

        id = self.id

        account = self.account.to_dict()

        received_at = self.received_at.isoformat()

        attempts = self.attempts

        reason = self.reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "account": account,
                "received_at": received_at,
                "attempts": attempts,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.named import Named  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        account = Named.from_dict(d.pop("account"))

        received_at = datetime.datetime.fromisoformat(d.pop("received_at"))

        attempts = d.pop("attempts")

        reason = d.pop("reason")

        parked_out = cls(
            id=id,
            account=account,
            received_at=received_at,
            attempts=attempts,
            reason=reason,
        )

        parked_out.additional_properties = d
        return parked_out

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
