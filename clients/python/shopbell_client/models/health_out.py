from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.bar_out import BarOut


T = TypeVar("T", bound="HealthOut")


@_attrs_define
class HealthOut:
    """The last 24 hours, the oldest first, and today's figures in one's own time zone.

    Attributes:
        bars (list[BarOut]):
        received_today (int):
        sent_today (int):
        waiting (int):
        parked (int):
        trouble (int):
    """

    bars: list[BarOut]
    received_today: int
    sent_today: int
    waiting: int
    parked: int
    trouble: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.bar_out import BarOut  # noqa: PLC0415

        bars = []
        for bars_item_data in self.bars:
            bars_item = bars_item_data.to_dict()
            bars.append(bars_item)

        received_today = self.received_today

        sent_today = self.sent_today

        waiting = self.waiting

        parked = self.parked

        trouble = self.trouble

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "bars": bars,
                "received_today": received_today,
                "sent_today": sent_today,
                "waiting": waiting,
                "parked": parked,
                "trouble": trouble,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bar_out import BarOut  # noqa: PLC0415

        d = dict(src_dict)
        bars = []
        _bars = d.pop("bars")
        for bars_item_data in _bars:
            bars_item = BarOut.from_dict(bars_item_data)

            bars.append(bars_item)

        received_today = d.pop("received_today")

        sent_today = d.pop("sent_today")

        waiting = d.pop("waiting")

        parked = d.pop("parked")

        trouble = d.pop("trouble")

        health_out = cls(
            bars=bars,
            received_today=received_today,
            sent_today=sent_today,
            waiting=waiting,
            parked=parked,
            trouble=trouble,
        )

        health_out.additional_properties = d
        return health_out

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
