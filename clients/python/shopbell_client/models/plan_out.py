from __future__ import annotations

import datetime
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.plan_out_kind import PlanOutKind
from ..models.plan_out_on_answer import PlanOutOnAnswer
from ..models.plan_out_state import PlanOutState
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.named import Named


T = TypeVar("T", bound="PlanOut")


@_attrs_define
class PlanOut:
    """
    Attributes:
        id (str):
        ticket (int):
        kind (PlanOutKind):
        agent (Named): Something else: the id of its own address, and what people call it.
        at (datetime.datetime):
        text (str):
        route (str):
        then (str):
        on_answer (PlanOutOnAnswer):
        state (PlanOutState):
        reason (str):
    """

    id: str
    ticket: int
    kind: PlanOutKind
    agent: Named
    at: datetime.datetime
    text: str
    route: str
    then: str
    on_answer: PlanOutOnAnswer
    state: PlanOutState
    reason: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.named import Named  # noqa: PLC0415

        id = self.id

        ticket = self.ticket

        kind = self.kind.value

        agent = self.agent.to_dict()

        at = self.at.isoformat()

        text = self.text

        route = self.route

        then = self.then

        on_answer = self.on_answer.value

        state = self.state.value

        reason = self.reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "ticket": ticket,
                "kind": kind,
                "agent": agent,
                "at": at,
                "text": text,
                "route": route,
                "then": then,
                "on_answer": on_answer,
                "state": state,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.named import Named  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        ticket = d.pop("ticket")

        kind = PlanOutKind(d.pop("kind"))

        agent = Named.from_dict(d.pop("agent"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        text = d.pop("text")

        route = d.pop("route")

        then = d.pop("then")

        on_answer = PlanOutOnAnswer(d.pop("on_answer"))

        state = PlanOutState(d.pop("state"))

        reason = d.pop("reason")

        plan_out = cls(
            id=id,
            ticket=ticket,
            kind=kind,
            agent=agent,
            at=at,
            text=text,
            route=route,
            then=then,
            on_answer=on_answer,
            state=state,
            reason=reason,
        )

        plan_out.additional_properties = d
        return plan_out

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
