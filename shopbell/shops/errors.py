from typing import ClassVar

from django.utils.translation import gettext_noop

from shopbell.core.errors import Refused


class NoHolidaysKnown(Refused):
    sentence: ClassVar[str] = gettext_noop("We do not know the public holidays of this country. Add them one by one.")
