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


class OnlyOneCustomer(Refused):
    sentence: ClassVar[str] = gettext_noop("Choose another customer to merge with.")


class MergedAlready(Refused):
    sentence: ClassVar[str] = gettext_noop("One of the two went up in another customer meanwhile. Look again.")


class DifferentAccounts(Refused):
    sentence: ClassVar[str] = gettext_noop(
        "The two have different accounts in your shop. Say that you know this, if they are one person all the same."
    )


class OnlyPeopleMerge(Refused):
    sentence: ClassVar[str] = gettext_noop("Only a person can decide that two customers are one.")


class MergedFurther(Refused):
    sentence: ClassVar[str] = gettext_noop("Both went up in a third customer later. Take that merge back first.")


class MergeUndone(Refused):
    sentence: ClassVar[str] = gettext_noop("This merge was taken back already.")


class ErasureUnderWay(Refused):
    sentence: ClassVar[str] = gettext_noop("They are being erased already, or are erased.")


class SecondPersonNeeded(Refused):
    sentence: ClassVar[str] = gettext_noop("Somebody else has to confirm it than the one who asked.")


class ErasureOver(Refused):
    sentence: ClassVar[str] = gettext_noop("This erasure is done or was withdrawn.")


class ExportGone(Refused):
    sentence: ClassVar[str] = gettext_noop("This export cannot be downloaded any more. Make a new one.")
