from enum import StrEnum


class SettingOutKind(StrEnum):
    BOOLEAN = "boolean"
    CHOICE = "choice"
    NUMBER = "number"
    SECRET = "secret"
    TEXT = "text"

    def __str__(self) -> str:
        return str(self.value)
