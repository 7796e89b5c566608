from enum import StrEnum


class FieldFilterAppliesToType0(StrEnum):
    CUSTOMER = "customer"
    TICKET = "ticket"

    def __str__(self) -> str:
        return str(self.value)
