"""What the desk sends to change many tickets: one word such as `status:solved`, or tags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils import timezone

from shopbell.staff.models import Agent, Team
from shopbell.tickets.actions.bulk import Change
from shopbell.tickets.models import Ticket
from shopbell.tickets.queries.offers import snooze_offers


def change_of(sent: Mapping[str, str], teams: Sequence[Team]) -> Change | None:
    """The change that was chosen; None when it means nothing."""
    what, _sign, value = sent.get("do", "").partition(":")
    if what == "status" and value in Ticket.Status.values and value != Ticket.Status.SNOOZED:
        return Change(status=value)
    if what == "snooze" and (until := snooze_offers(timezone.get_current_timezone()).get(value)):
        return Change(status=Ticket.Status.SNOOZED, until=until.isoformat())
    if what == "priority" and value in map(str, Ticket.Priority.values):
        return Change(priority=int(value))
    if what == "spam":
        return Change(is_spam=value == "yes")
    if what == "read":
        return Change(read=True)
    if what == "assign":
        return _assigned(value)
    if what == "team" and (team := next((one for one in teams if str(one.pk) == value), None)):
        return Change(team=team.pk)
    words = [word.strip() for word in sent.get("tag", "").split(",") if word.strip()]
    if what == "tag" and words:
        return Change(add_tags=words) if value == "add" else Change(remove_tags=words)
    return None


def _assigned(value: str) -> Change | None:
    if not value:
        return Change(assign=True)
    agent = Agent.objects.filter(pk=value, is_active=True).first() if value.isdecimal() and len(value) < 19 else None
    return Change(assign=True, agent=agent.pk) if agent else None
