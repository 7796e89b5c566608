from __future__ import annotations

import datetime
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.bulk_out_state import BulkOutState
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.failure_out import FailureOut


T = TypeVar("T", bound="BulkOut")


@_attrs_define
class BulkOut:
    """How far a change is. `undo_until` is null while it runs, when it can be taken back at any time.

    Attributes:
        id (str):
        state (BulkOutState):
        total (int):
        done (int):
        failed (int):
        failures (list[FailureOut]):
        created_at (datetime.datetime):
        finished_at (datetime.datetime | None):
        undo_until (datetime.datetime | None):
    """

    id: str
    state: BulkOutState
    total: int
    done: int
    failed: int
    failures: list[FailureOut]
    created_at: datetime.datetime
    finished_at: datetime.datetime | None
    undo_until: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.failure_out import FailureOut  # noqa: PLC0415

        id = self.id

        state = self.state.value

        total = self.total

        done = self.done

        failed = self.failed

        failures = []
        for failures_item_data in self.failures:
            failures_item = failures_item_data.to_dict()
            failures.append(failures_item)

        created_at = self.created_at.isoformat()

        finished_at: None | str
        if isinstance(self.finished_at, datetime.datetime):
            finished_at = self.finished_at.isoformat()
        else:
            finished_at = self.finished_at

        undo_until: None | str
        if isinstance(self.undo_until, datetime.datetime):
            undo_until = self.undo_until.isoformat()
        else:
            undo_until = self.undo_until

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "state": state,
                "total": total,
                "done": done,
                "failed": failed,
                "failures": failures,
                "created_at": created_at,
                "finished_at": finished_at,
                "undo_until": undo_until,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.failure_out import FailureOut  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        state = BulkOutState(d.pop("state"))

        total = d.pop("total")

        done = d.pop("done")

        failed = d.pop("failed")

        failures = []
        _failures = d.pop("failures")
        for failures_item_data in _failures:
            failures_item = FailureOut.from_dict(failures_item_data)

            failures.append(failures_item)

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_finished_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                finished_at_type_0 = datetime.datetime.fromisoformat(data)

                return finished_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        finished_at = _parse_finished_at(d.pop("finished_at"))

        def _parse_undo_until(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                undo_until_type_0 = datetime.datetime.fromisoformat(data)

                return undo_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        undo_until = _parse_undo_until(d.pop("undo_until"))

        bulk_out = cls(
            id=id,
            state=state,
            total=total,
            done=done,
            failed=failed,
            failures=failures,
            created_at=created_at,
            finished_at=finished_at,
            undo_until=undo_until,
        )

        bulk_out.additional_properties = d
        return bulk_out

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
