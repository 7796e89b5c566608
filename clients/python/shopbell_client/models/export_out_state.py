from enum import StrEnum


class ExportOutState(StrEnum):
    EXPIRED = "expired"
    FAILED = "failed"
    MAKING = "making"
    READY = "ready"

    def __str__(self) -> str:
        return str(self.value)
