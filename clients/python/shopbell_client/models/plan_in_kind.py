from enum import StrEnum


class PlanInKind(StrEnum):
    ANSWER = "answer"
    REMINDER = "reminder"

    def __str__(self) -> str:
        return str(self.value)
