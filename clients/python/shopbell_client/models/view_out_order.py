from enum import StrEnum


class ViewOutOrder(StrEnum):
    DUE = "due"
    PRIORITY = "priority"
    RECENT = "recent"
    WAITING = "waiting"

    def __str__(self) -> str:
        return str(self.value)
