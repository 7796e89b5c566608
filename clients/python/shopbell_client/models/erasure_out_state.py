from enum import StrEnum


class ErasureOutState(StrEnum):
    CANCELLED = "cancelled"
    CONFIRMED = "confirmed"
    DONE = "done"
    HELD = "held"
    REQUESTED = "requested"

    def __str__(self) -> str:
        return str(self.value)
