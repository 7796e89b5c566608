from enum import StrEnum


class ConsentOutPurpose(StrEnum):
    MARKETING_EMAIL = "marketing_email"
    MARKETING_PHONE = "marketing_phone"
    PERSONAL = "personal"
    PUBLISHING = "publishing"
    RECORDING = "recording"
    SURVEYS = "surveys"

    def __str__(self) -> str:
        return str(self.value)
