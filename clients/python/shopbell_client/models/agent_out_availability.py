from enum import StrEnum


class AgentOutAvailability(StrEnum):
    AVAILABLE = "available"
    AWAY = "away"
    BUSY = "busy"

    def __str__(self) -> str:
        return str(self.value)
