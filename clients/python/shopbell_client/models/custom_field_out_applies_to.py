from enum import StrEnum


class CustomFieldOutAppliesTo(StrEnum):
    CUSTOMER = "customer"
    TICKET = "ticket"

    def __str__(self) -> str:
        return str(self.value)
