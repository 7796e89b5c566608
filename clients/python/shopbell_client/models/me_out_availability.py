from enum import StrEnum


class MeOutAvailability(StrEnum):
    AVAILABLE = "available"
    AWAY = "away"
    BUSY = "busy"

    def __str__(self) -> str:
        return str(self.value)
