from typing import ClassVar

from django.utils.translation import gettext_noop

from shopbell.core.errors import Refused


class NoHolidaysKnown(Refused):
    sentence: ClassVar[str] = gettext_noop("We do not know the public holidays of this country. Add them one by one.")


class FieldKindFixed(Refused):
    sentence: ClassVar[str] = gettext_noop(
        "What kind of field it is, and what it belongs to, stays as it was made. Archive it and make another one."
    )


class FieldOrderIncomplete(Refused):
    sentence: ClassVar[str] = gettext_noop("Somebody has added or archived a field meanwhile. Look again.")
