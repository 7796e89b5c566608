"""Who did it: one value for agents, customers, rules, tokens and the system itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["agent", "customer", "bot", "rule", "token", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts. `str()` gives the stable form that events store, for instance `agent:5`."""

    kind: Kind
    id: int | None = None
    name: str = field(default="", compare=False)

    def __str__(self) -> str:
        return self.kind if self.id is None else f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> Actor:
        """Read the stored form back; the name is not part of it."""
        kind, _, number = text.partition(":")
        return cls(kind, int(number) if number else None)  # type: ignore[arg-type]


SYSTEM = Actor("system")
