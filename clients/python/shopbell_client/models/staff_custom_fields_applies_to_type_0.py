from enum import StrEnum


class StaffCustomFieldsAppliesToType0(StrEnum):
    CUSTOMER = "customer"
    TICKET = "ticket"

    def __str__(self) -> str:
        return str(self.value)
