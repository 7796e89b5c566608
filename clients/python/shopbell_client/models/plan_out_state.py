from enum import StrEnum


class PlanOutState(StrEnum):
    CANCELLED = "cancelled"
    DONE = "done"
    HELD = "held"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"

    def __str__(self) -> str:
        return str(self.value)
