from enum import StrEnum


class QueueOutOrder(StrEnum):
    DUE = "due"
    RECENT = "recent"

    def __str__(self) -> str:
        return str(self.value)
