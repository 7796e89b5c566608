from enum import StrEnum


class ConsentOutSource(StrEnum):
    CHAT = "chat"
    EMAIL = "email"
    FORM = "form"
    IMPORT = "import"
    PAPER = "paper"
    PHONE = "phone"
    SHOP = "shop"

    def __str__(self) -> str:
        return str(self.value)
