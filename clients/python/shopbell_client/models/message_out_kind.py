from enum import StrEnum


class MessageOutKind(StrEnum):
    AGENT = "agent"
    AUTOMATIC = "automatic"
    BOT = "bot"
    CUSTOMER = "customer"
    NOTE = "note"

    def __str__(self) -> str:
        return str(self.value)
