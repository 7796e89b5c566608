from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.view_in_order import ViewInOrder
from ..types import UNSET, Unset

T = TypeVar("T", bound="ViewIn")


@_attrs_define
class ViewIn:
    """A new view. `whose` is `me`, or `team:` or `shop:` with the id of one, which takes a permission.

    Attributes:
        name (str):
        query (str):
        order (ViewInOrder | Unset):  Default: ViewInOrder.DUE.
        whose (str | Unset):  Default: 'me'.
    """

    name: str
    query: str
    order: ViewInOrder | Unset = ViewInOrder.DUE
    whose: str | Unset = "me"

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        query = self.query

        order: str | Unset = UNSET
        if not isinstance(self.order, Unset):
            order = self.order.value

        whose = self.whose

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "query": query,
            }
        )
        if order is not UNSET:
            field_dict["order"] = order
        if whose is not UNSET:
            field_dict["whose"] = whose

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        query = d.pop("query")

        _order = d.pop("order", UNSET)
        order: ViewInOrder | Unset
        if isinstance(_order, Unset):
            order = UNSET
        else:
            order = ViewInOrder(_order)

        whose = d.pop("whose", UNSET)

        view_in = cls(
            name=name,
            query=query,
            order=order,
            whose=whose,
        )

        return view_in
