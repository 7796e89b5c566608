from typing import ClassVar

from django.utils.translation import gettext_noop

from shopbell.core.errors import Refused


class AddressTaken(Refused):
    sentence: ClassVar[str] = gettext_noop(
        "This address belongs to {name} already. If they are one person, merge the two."
    )


class AddressTakenElsewhere(Refused):
    sentence: ClassVar[str] = gettext_noop("This address belongs to another customer already.")


class AddressInUse(Refused):
    sentence: ClassVar[str] = gettext_noop(
        "Conversations run over this address, so it stays. Hold mail to it back if nothing should go there."
    )
