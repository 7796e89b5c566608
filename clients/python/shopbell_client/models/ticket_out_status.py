from enum import StrEnum


class TicketOutStatus(StrEnum):
    CLOSED = "closed"
    ON_HOLD = "on_hold"
    OPEN = "open"
    SNOOZED = "snoozed"
    SOLVED = "solved"
    WAITING = "waiting"

    def __str__(self) -> str:
        return str(self.value)
