from enum import StrEnum


class AvailabilityInAvailability(StrEnum):
    AVAILABLE = "available"
    AWAY = "away"
    BUSY = "busy"

    def __str__(self) -> str:
        return str(self.value)
