from enum import StrEnum


class DraftOutWay(StrEnum):
    NOTE = "note"
    REPLY = "reply"

    def __str__(self) -> str:
        return str(self.value)
