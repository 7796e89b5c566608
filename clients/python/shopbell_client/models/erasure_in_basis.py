from enum import StrEnum


class ErasureInBasis(StrEnum):
    ASKED = "asked"
    NOT_NEEDED = "not_needed"
    UNLAWFUL = "unlawful"
    WITHDRAWN = "withdrawn"

    def __str__(self) -> str:
        return str(self.value)
