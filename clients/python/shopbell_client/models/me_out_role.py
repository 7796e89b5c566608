from enum import StrEnum


class MeOutRole(StrEnum):
    ADMIN = "admin"
    AGENT = "agent"
    LEAD = "lead"
    OBSERVER = "observer"
    OWN = "own"
    OWNER = "owner"

    def __str__(self) -> str:
        return str(self.value)
