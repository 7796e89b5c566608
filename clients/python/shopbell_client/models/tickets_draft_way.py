from enum import StrEnum


class TicketsDraftWay(StrEnum):
    NOTE = "note"
    REPLY = "reply"

    def __str__(self) -> str:
        return str(self.value)
