from typing import ClassVar

from django.utils.translation import gettext_noop

from shopbell.core.errors import Refused


class NothingToRetry(Refused):
    sentence: ClassVar[str] = gettext_noop("This message is already on its way.")


class NothingToSettle(Refused):
    sentence: ClassVar[str] = gettext_noop("It is already known what became of this message.")


class TooLate(Refused):
    sentence: ClassVar[str] = gettext_noop("The message is already on its way and cannot be withdrawn.")


class NoHistory(Refused):
    sentence: ClassVar[str] = gettext_noop("This kind of account has no older messages to fetch.")


class NotSignedIn(Refused):
    sentence: ClassVar[str] = gettext_noop("The provider did not let us in. Start the connection again.")


class NoLastingPermission(NotSignedIn):
    sentence: ClassVar[str] = gettext_noop(
        "The provider let us in for a short time only. Its scope must allow a lasting one, such as offline_access."
    )


class NotAForm(Refused):
    sentence: ClassVar[str] = gettext_noop("Tickets are opened on a contact form. Choose an account of that kind.")


class NoBytes(Refused):
    sentence: ClassVar[str] = gettext_noop("Nothing was kept of this input that could be replayed.")
