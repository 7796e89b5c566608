from enum import StrEnum


class BulkOutState(StrEnum):
    DONE = "done"
    RUNNING = "running"
    UNDOING = "undoing"
    UNDONE = "undone"

    def __str__(self) -> str:
        return str(self.value)
