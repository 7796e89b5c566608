from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.view_change_order_type_0 import ViewChangeOrderType0
from ..types import UNSET, Unset

T = TypeVar("T", bound="ViewChange")


@_attrs_define
class ViewChange:
    """What is left out stays as it is.

    Attributes:
        name (None | str | Unset):
        query (None | str | Unset):
        order (None | Unset | ViewChangeOrderType0):
        whose (None | str | Unset):
    """

    name: None | str | Unset = UNSET
    query: None | str | Unset = UNSET
    order: None | Unset | ViewChangeOrderType0 = UNSET
    whose: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        query: None | str | Unset
        if isinstance(self.query, Unset):
            query = UNSET
        else:
            query = self.query

        order: None | str | Unset
        if isinstance(self.order, Unset):
            order = UNSET
        elif isinstance(self.order, ViewChangeOrderType0):
            order = self.order.value
        else:
            order = self.order

        whose: None | str | Unset
        if isinstance(self.whose, Unset):
            whose = UNSET
        else:
            whose = self.whose

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if query is not UNSET:
            field_dict["query"] = query
        if order is not UNSET:
            field_dict["order"] = order
        if whose is not UNSET:
            field_dict["whose"] = whose

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_query(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        query = _parse_query(d.pop("query", UNSET))

        def _parse_order(data: object) -> None | Unset | ViewChangeOrderType0:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                order_type_0 = ViewChangeOrderType0(data)

                return order_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | ViewChangeOrderType0, data)

        order = _parse_order(d.pop("order", UNSET))

        def _parse_whose(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        whose = _parse_whose(d.pop("whose", UNSET))

        view_change = cls(
            name=name,
            query=query,
            order=order,
            whose=whose,
        )

        return view_change
