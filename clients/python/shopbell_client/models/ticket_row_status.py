from enum import StrEnum


class TicketRowStatus(StrEnum):
    CLOSED = "closed"
    ON_HOLD = "on_hold"
    OPEN = "open"
    SNOOZED = "snoozed"
    SOLVED = "solved"
    WAITING = "waiting"

    def __str__(self) -> str:
        return str(self.value)
