"""What apps add to somebody's history."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from django.db.models import Model, Q, QuerySet

from shopbell.core.registry import Registered
from shopbell.customers.models import Customer
from shopbell.staff.models import Agent

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Where a page of a history ends: everything on the next one sorts before it."""

    at: datetime
    kind: str
    key: int


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened with a customer: who did what, in a sentence, with an excerpt and where it stands."""

    place: Place
    sentence: str
    text: str = ""
    url: str = ""
    icon: str = "circle"
    extra: dict[str, Any] = field(default_factory=dict, compare=False)


class TimelineSource(Registered, ABC):
    """Part of a customer's history that an app knows; one class a file in the folder `timelines`."""

    folder: ClassVar[str] = "timelines"

    @abstractmethod
    def moments(self, customer: Customer, agent: Agent, *, before: Place | None, size: int) -> list[Moment]:
        """The newest `size` moments that `agent` may see and that come before that place, the newest first."""

    def earlier(self, rows: QuerySet[M], column: str, before: Place | None) -> QuerySet[M]:
        """Those of `rows` before the place, the newest first by `column` and key."""
        if before is not None:
            at_that_time = Q(**{column: before.at})
            if self.kind == before.kind:
                at_that_time &= Q(pk__lt=before.key)
            same = at_that_time if self.kind <= before.kind else Q(pk__in=[])
            rows = rows.filter(Q(**{f"{column}__lt": before.at}) | same)
        return rows.order_by(f"-{column}", "-pk")
