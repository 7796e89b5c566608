from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.change_in import ChangeIn


T = TypeVar("T", bound="BulkIn")


@_attrs_define
class BulkIn:
    """Which tickets, by number or by a query of the search language, and the change. 1,000 of them at the most.

    Attributes:
        change (ChangeIn): What becomes of each ticket; what is left out stays. `assignee` is `me`, `nobody`, or the id
            of an agent.
        tickets (list[int] | Unset):
        query (str | Unset):  Default: ''.
    """

    change: ChangeIn
    tickets: list[int] | Unset = UNSET
    query: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        from ..models.change_in import ChangeIn  # noqa: PLC0415

        change = self.change.to_dict()

        tickets: list[int] | Unset = UNSET
        if not isinstance(self.tickets, Unset):
            tickets = self.tickets

        query = self.query

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "change": change,
            }
        )
        if tickets is not UNSET:
            field_dict["tickets"] = tickets
        if query is not UNSET:
            field_dict["query"] = query

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.change_in import ChangeIn  # noqa: PLC0415

        d = dict(src_dict)
        change = ChangeIn.from_dict(d.pop("change"))

        tickets = cast(list[int], d.pop("tickets", UNSET))

        query = d.pop("query", UNSET)

        bulk_in = cls(
            change=change,
            tickets=tickets,
            query=query,
        )

        return bulk_in
