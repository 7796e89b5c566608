"""Whether anybody is there for a chat, and when a visitor may expect an answer, in honest words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from shopbell.channels.models import ChannelAccount
from shopbell.core import clock, formats
from shopbell.core.live.presence import agents_online, present
from shopbell.shops.queries import OpeningHours
from shopbell.staff.models import Agent
from shopbell.staff.permissions import may_answer, may_see_all
from shopbell.tickets.models import Message, Thread
from shopbell.tickets.queries import expected_reply, hours_of

# So long after their answer a person most likely still has the conversation before them.
STILL_THERE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Availability:
    """`line` stands in the head of the chat, `promise` under a sent message."""

    is_open: bool
    is_online: bool
    is_attended: bool
    due_at: datetime
    line: str
    promise: str

    @property
    def is_away(self) -> bool:
        """Nobody will answer in the next minutes, so an address to write to is worth asking for."""
        return not self.is_attended and not (self.is_open and self.is_online)


def availability(account: ChannelAccount, *, zone: ZoneInfo, thread: Thread | None = None) -> Availability:
    """How things are now for the visitor in `thread`; times are said in the visitor's zone.

    What people do says more than the hours on the door: whoever writes, or has just answered, is there.
    """
    now = clock.now()
    hours = hours_of(account.shop)
    expected = expected_reply(account.shop, "chat", now)
    is_online = _somebody_online(account)
    writing, answered = _attending(thread, now) if thread else ("", "")
    when = formats.by_when(expected.due_at, zone)
    if name := writing or answered:
        line = _("{name} is here") if writing else _("{name} has just answered")
        promise = _("{name} was here just now and may answer at once. If not, you will hear from a person {when}.")
    else:
        line = _line(hours, now, is_online, when, zone)
        promise = _("You will hear from a person {when}.")
    return Availability(
        is_open=expected.is_open,
        is_online=is_online,
        is_attended=bool(name),
        due_at=expected.due_at,
        line=line.format(name=name),
        promise=promise.format(name=name, when=when),
    )


def _line(hours: OpeningHours, now: datetime, is_online: bool, when: str, zone: ZoneInfo) -> str:
    if not hours.is_open(now):
        if is_online:
            return _("We have closed, but somebody is still in. Else we answer {when}").format(when=when)
        return _("We are away and answer {when}").format(when=when)
    if not is_online:
        return _("Nobody is at the desk this minute. We answer {when}").format(when=when)
    closes = hours.closes_at(now)
    if closes is None:
        return _("People are here for you")
    return _("People are here until {time}").format(time=f"{closes.astimezone(zone):%H:%M}")


def _attending(thread: Thread, now: datetime) -> tuple[str, str]:
    """The first names of who writes to this visitor now and of who answered a moment ago; empty for nobody."""
    writing = (one.name for one in present(thread.topic) if (one.kind, one.state) == ("agent", "writing"))
    answers = thread.messages.filter(kind=Message.Kind.AGENT, created_at__gt=now - STILL_THERE)
    said = answers.exclude(state__in=[Message.State.SUPPRESSED, Message.State.CANCELLED])
    answered = said.order_by("-seq").values_list("author_name", flat=True).first()
    return _first_name(next(writing, "")), _first_name(answered or "")


def _first_name(name: str) -> str:
    return next(iter(name.split()), "")


def _somebody_online(account: ChannelAccount) -> bool:
    """Whether an agent who would see this chat is signed in and takes work."""
    agents = Agent.objects.filter(pk__in=agents_online(), is_active=True, availability=Agent.Availability.AVAILABLE)
    teammates = set(account.team.members.values_list("pk", flat=True)) if agents else set()
    return any(may_answer(agent) and (may_see_all(agent) or agent.pk in teammates) for agent in agents)


def zone_of(name: str, account: ChannelAccount) -> ZoneInfo:
    """The visitor's zone as the browser names it, else the shop's."""
    try:
        return ZoneInfo(name) if name else account.shop.zone
    except (KeyError, ValueError, OSError):  # unknown, malformed, or a folder of the zone data
        return account.shop.zone
