from enum import StrEnum


class ViewFigureOrder(StrEnum):
    DUE = "due"
    PRIORITY = "priority"
    RECENT = "recent"
    WAITING = "waiting"

    def __str__(self) -> str:
        return str(self.value)
