from enum import StrEnum


class RoleInSight(StrEnum):
    ALL = "all"
    OWN = "own"
    TEAMS = "teams"

    def __str__(self) -> str:
        return str(self.value)
