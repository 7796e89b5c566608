"""What mails of the story carry besides their words."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from shopbell.project.demo.acts import TicketStory
from shopbell.project.demo.phrases import phrases


def acknowledgement(story: TicketStory, due: datetime) -> str:
    """The automatic first answer: the number, and by when a person answers, in the customer's own zone."""
    (text,) = phrases(story.language).sections["common"]["promise"]
    local = due.astimezone(ZoneInfo(story.person.timezone))
    when = format_datetime(local, "EEEE HH:mm" if story.language == "ar" else "EEEE, HH:mm", locale=story.language)
    return text.replace(" | ", "\n\n").format(number=story.number, due=when)


def address_of_mail(story: TicketStory, number: int) -> str:
    """The Message-ID of the ticket's `number`th message."""
    return f"<{story.key}.{number}@{story.person.email.partition('@')[2]}>"


def title(story: TicketStory, channel: str, *, is_first: bool) -> str:
    """The subject line of a customer's message."""
    if is_first:
        return story.subject
    answer = "AW" if story.language == "de" else "Re"
    return f"{answer}: {story.subject}" if channel == "email" and story.subject else ""
