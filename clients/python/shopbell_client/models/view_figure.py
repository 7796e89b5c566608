from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.view_figure_order import ViewFigureOrder
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.named import Named


T = TypeVar("T", bound="ViewFigure")


@_attrs_define
class ViewFigure:
    """The same with its figure. `has_more` when there are more than that; null when it cannot be counted in time.

    Attributes:
        id (str):
        name (str):
        query (str):
        order (ViewFigureOrder):
        team (Named | None):
        shop (Named | None):
        tickets (int | None):
        has_more (bool):
    """

    id: str
    name: str
    query: str
    order: ViewFigureOrder
    team: Named | None
    shop: Named | None
    tickets: int | None
    has_more: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.named import Named  # noqa: PLC0415

        id = self.id

        name = self.name

        query = self.query

        order = self.order.value

        team: dict[str, Any] | None
        if isinstance(self.team, Named):
            team = self.team.to_dict()
        else:
            team = self.team

        shop: dict[str, Any] | None
        if isinstance(self.shop, Named):
            shop = self.shop.to_dict()
        else:
            shop = self.shop

        tickets: int | None
        tickets = self.tickets

        has_more = self.has_more

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "query": query,
                "order": order,
                "team": team,
                "shop": shop,
                "tickets": tickets,
                "has_more": has_more,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.named import Named  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        query = d.pop("query")

        order = ViewFigureOrder(d.pop("order"))

        def _parse_team(data: object) -> Named | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                team_type_0 = Named.from_dict(data)

                return team_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Named | None, data)

        team = _parse_team(d.pop("team"))

        def _parse_shop(data: object) -> Named | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                shop_type_0 = Named.from_dict(data)

                return shop_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Named | None, data)

        shop = _parse_shop(d.pop("shop"))

        def _parse_tickets(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        tickets = _parse_tickets(d.pop("tickets"))

        has_more = d.pop("has_more")

        view_figure = cls(
            id=id,
            name=name,
            query=query,
            order=order,
            team=team,
            shop=shop,
            tickets=tickets,
            has_more=has_more,
        )

        view_figure.additional_properties = d
        return view_figure

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
