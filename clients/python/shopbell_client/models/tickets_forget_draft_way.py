from enum import StrEnum


class TicketsForgetDraftWay(StrEnum):
    NOTE = "note"
    REPLY = "reply"

    def __str__(self) -> str:
        return str(self.value)
