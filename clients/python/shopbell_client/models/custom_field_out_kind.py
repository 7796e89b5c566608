from enum import StrEnum


class CustomFieldOutKind(StrEnum):
    CHECKBOX = "checkbox"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"
    TEXT = "text"
    URL = "url"

    def __str__(self) -> str:
        return str(self.value)
