from enum import StrEnum


class TimeInOnAnswer(StrEnum):
    CANCEL = "cancel"
    HOLD = "hold"
    SEND = "send"

    def __str__(self) -> str:
        return str(self.value)
