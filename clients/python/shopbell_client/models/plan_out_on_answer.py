from enum import StrEnum


class PlanOutOnAnswer(StrEnum):
    CANCEL = "cancel"
    HOLD = "hold"
    SEND = "send"

    def __str__(self) -> str:
        return str(self.value)
