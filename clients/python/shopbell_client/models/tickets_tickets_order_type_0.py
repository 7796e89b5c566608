from enum import StrEnum


class TicketsTicketsOrderType0(StrEnum):
    DUE = "due"
    RECENT = "recent"

    def __str__(self) -> str:
        return str(self.value)
