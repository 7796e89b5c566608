from typing import ClassVar

from django.utils.translation import gettext_noop

from shopbell.core.errors import Refused


class TicketClosed(Refused):
    sentence: ClassVar[str] = gettext_noop("The ticket is closed; reopen it first.")


class NotTheSameShop(Refused):
    sentence: ClassVar[str] = gettext_noop("#{number} belongs to another shop. Only tickets of one shop can be merged.")


class MergedAlready(Refused):
    sentence: ClassVar[str] = gettext_noop("#{number} has been merged already. Look where it went first.")


class MergedIntoItself(Refused):
    sentence: ClassVar[str] = gettext_noop("A ticket cannot be merged into itself. Choose another one.")


class NothingToUndo(Refused):
    sentence: ClassVar[str] = gettext_noop("This has been taken back already.")


class EmptyMessage(Refused):
    sentence: ClassVar[str] = gettext_noop("There is nothing to send yet. Write a line or attach a file.")


class SnoozeInThePast(Refused):
    sentence: ClassVar[str] = gettext_noop("That time has passed. Choose one that is still to come.")


class NotInTeam(Refused):
    sentence: ClassVar[str] = gettext_noop("{name} is not in the team {team} and would not see this ticket.")


class TeamArchived(Refused):
    sentence: ClassVar[str] = gettext_noop("{team} is archived and takes no more tickets. Choose another team.")


class NoWayToAnswer(Refused):
    sentence: ClassVar[str] = gettext_noop("We know no address to answer to on this channel.")


class FileRefused(Refused):
    sentence: ClassVar[str] = gettext_noop("{name} is larger than {limit}. Send it in parts or as a link.")


class WrittenMeanwhile(Refused):
    sentence: ClassVar[str] = gettext_noop("{name} has written meanwhile. Read it before you answer.")


class TagTooLong(Refused):
    sentence: ClassVar[str] = gettext_noop("A tag has at most {limit} characters; “{tag}” has {length}.")


class TooManyViews(Refused):
    sentence: ClassVar[str] = gettext_noop("{limit} views are the most there can be. Delete one that nobody needs.")
