from enum import StrEnum


class TicketFilterStatusType0(StrEnum):
    CLOSED = "closed"
    ON_HOLD = "on_hold"
    OPEN = "open"
    SNOOZED = "snoozed"
    SOLVED = "solved"
    WAITING = "waiting"

    def __str__(self) -> str:
        return str(self.value)
