from enum import StrEnum


class TicketsKeepDraftWay(StrEnum):
    NOTE = "note"
    REPLY = "reply"

    def __str__(self) -> str:
        return str(self.value)
