from enum import StrEnum


class LinkInReason(StrEnum):
    DUPLICATE = "duplicate"
    FOLLOW_UP = "follow_up"
    RELATED = "related"
    WAITS_FOR = "waits_for"

    def __str__(self) -> str:
        return str(self.value)
