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


class NoSuchTopic(Refused):
    sentence: ClassVar[str] = gettext_noop("There is no such topic in this shop. Choose one of the list.")


class TopicNamedAlready(Refused):
    sentence: ClassVar[str] = gettext_noop("There is a topic “{name}” in that place already. Choose another name.")


class TopicTooDeep(Refused):
    sentence: ClassVar[str] = gettext_noop("Topics stand at most {limit} levels deep.")


class TopicWithin(Refused):
    sentence: ClassVar[str] = gettext_noop("A topic cannot go into itself or one of its own. Choose another one.")


class TopicNeeded(Refused):
    sentence: ClassVar[str] = gettext_noop("Say first what the ticket is about: it has no topic yet.")


class LinkedToItself(Refused):
    sentence: ClassVar[str] = gettext_noop("A ticket cannot be linked with itself. Choose another one.")


class NothingChosen(Refused):
    sentence: ClassVar[str] = gettext_noop("Choose at least one message of the customer or of ours.")


class NothingLeft(Refused):
    sentence: ClassVar[str] = gettext_noop("Leave at least one message behind. The whole ticket needs no split.")


class NothingToUndo(Refused):
    sentence: ClassVar[str] = gettext_noop("This has been taken back already.")


class EmptyMessage(Refused):
    sentence: ClassVar[str] = gettext_noop("There is nothing to send yet. Write a line or attach a file.")


class SnoozeInThePast(Refused):
    sentence: ClassVar[str] = gettext_noop("That time has passed. Choose one that is still to come.")


class NotInTeam(Refused):
    sentence: ClassVar[str] = gettext_noop("{name} is not in the team {team} and would not see this ticket.")


class CannotSee(Refused):
    sentence: ClassVar[str] = gettext_noop(
        "{name} does not see #{number}. Mention somebody of its team, or move the ticket first."
    )


class TeamArchived(Refused):
    sentence: ClassVar[str] = gettext_noop("{team} is archived and takes no more tickets. Choose another team.")


class NoWayToAnswer(Refused):
    sentence: ClassVar[str] = gettext_noop("We know no address to answer to on this channel.")


class FileRefused(Refused):
    sentence: ClassVar[str] = gettext_noop("{name} is larger than {limit}. Send it in parts or as a link.")


class WrittenMeanwhile(Refused):
    sentence: ClassVar[str] = gettext_noop("{name} has written meanwhile. Read it before you answer.")


class PlannedTooFar(Refused):
    sentence: ClassVar[str] = gettext_noop("That is more than a year ahead. Choose a nearer day.")


class NothingPlanned(Refused):
    sentence: ClassVar[str] = gettext_noop("This is no longer planned: it has happened or was withdrawn.")


class MayNoLonger(Refused):
    sentence: ClassVar[str] = gettext_noop("{name} may no longer answer here, so nothing has gone out in their name.")


class WayGone(Refused):
    sentence: ClassVar[str] = gettext_noop("The way this was to go is closed now. Withdraw it and choose another.")


class NothingToForward(Refused):
    sentence: ClassVar[str] = gettext_noop("Choose at least one message to forward. Notes stay inside.")


class WrittenElsewhere(Refused):
    sentence: ClassVar[str] = gettext_noop("You have gone on writing this on another device. Choose which one to keep.")


class TagTooLong(Refused):
    sentence: ClassVar[str] = gettext_noop("A tag has at most {limit} characters; “{tag}” has {length}.")


class TooManyViews(Refused):
    sentence: ClassVar[str] = gettext_noop("{limit} views are the most there can be. Delete one that nobody needs.")
