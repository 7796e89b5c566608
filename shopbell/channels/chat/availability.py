"""Whether anybody is there for a chat, and when a visitor may expect an answer, in honest words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from shopbell.channels.models import ChannelAccount
from shopbell.core import clock, formats
from shopbell.core.live.presence import agents_online
from shopbell.staff.models import Agent
from shopbell.staff.permissions import may_answer, may_see_all
from shopbell.tickets.queries import expected_reply, hours_of


@dataclass(frozen=True, slots=True)
class Availability:
    """`line` stands in the head of the chat, `promise` under a sent message."""

    is_open: bool
    is_online: bool
    due_at: datetime
    line: str
    promise: str

    @property
    def is_away(self) -> bool:
        """Nobody will answer in the next minutes, so an address to write to is worth asking for."""
        return not (self.is_open and self.is_online)


def availability(account: ChannelAccount, *, zone: ZoneInfo) -> Availability:
    """How things are now; times are said in the visitor's zone."""
    now = clock.now()
    hours = hours_of(account.shop)
    expected = expected_reply(account.shop, "chat", now)
    closes = hours.closes_at(now)
    is_online = _somebody_online(account)
    when = formats.by_when(expected.due_at, zone)
    return Availability(
        is_open=expected.is_open,
        is_online=is_online,
        due_at=expected.due_at,
        line=_line(expected.is_open, is_online, closes, when, zone),
        promise=_("You will hear from a person {when}.").format(when=when),
    )


def _line(is_open: bool, is_online: bool, closes: datetime | None, when: str, zone: ZoneInfo) -> str:
    if not is_open:
        return _("We are away and answer {when}").format(when=when)
    if not is_online:
        return _("Nobody is at the desk this minute. We answer {when}").format(when=when)
    if closes is None:
        return _("People are here for you")
    return _("People are here until {time}").format(time=f"{closes.astimezone(zone):%H:%M}")


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
