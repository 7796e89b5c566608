from enum import StrEnum


class ChangeInStatusType0(StrEnum):
    CLOSED = "closed"
    ON_HOLD = "on_hold"
    OPEN = "open"
    SOLVED = "solved"
    WAITING = "waiting"

    def __str__(self) -> str:
        return str(self.value)
