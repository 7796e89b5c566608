from enum import StrEnum


class PlanOutKind(StrEnum):
    ANSWER = "answer"
    REMINDER = "reminder"

    def __str__(self) -> str:
        return str(self.value)
