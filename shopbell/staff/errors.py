from typing import ClassVar

from django.utils.translation import gettext_noop

from shopbell.core.errors import Refused


class LastOwner(Refused):
    sentence: ClassVar[str] = gettext_noop("{name} is the only owner. Make somebody else an owner first.")


class RoleInUse(Refused):
    sentence: ClassVar[str] = gettext_noop("{name} is the role of {people}. Give them another one first.")


class TeamInUse(Refused):
    sentence: ClassVar[str] = gettext_noop(
        "New tickets still come to {team} from {sources}. Give these another team first."
    )


class AlreadySetUp(Refused):
    sentence: ClassVar[str] = gettext_noop("Somebody has set up this shop a moment ago. Ask them to add you.")


class NoProvider(Refused):
    sentence: ClassVar[str] = gettext_noop("Set up another service to sign in by first, or nobody could sign in.")


class AlreadyCame(Refused):
    sentence: ClassVar[str] = gettext_noop("{name} has signed in already. Switch the account off instead.")


class LastProvider(Refused):
    sentence: ClassVar[str] = gettext_noop("People sign in only by this service. Let them use passwords again first.")
