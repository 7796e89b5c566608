from enum import StrEnum


class TicketFilterOrderType0(StrEnum):
    DUE = "due"
    RECENT = "recent"

    def __str__(self) -> str:
        return str(self.value)
