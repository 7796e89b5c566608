"""What the desk sends about tickets."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from shopbell.core import clock
from shopbell.staff.models import Agent, Team
from shopbell.tickets.base import Route
from shopbell.tickets.models import Attachment, Message, Ticket

LONGEST_TEXT = 50_000


class ReplyForm(forms.Form):
    """An answer or a note: where it goes, its words, its files, and what becomes of the ticket."""

    route = forms.CharField(max_length=60)
    text = forms.CharField(required=False, max_length=LONGEST_TEXT, strip=False)
    uploads = forms.MultipleChoiceField(required=False)
    then = forms.ChoiceField(required=False, choices=[("", ""), *Ticket.Status.choices])
    client_key = forms.CharField(max_length=40, required=False)
    seen = forms.ModelChoiceField(Message.objects.none(), required=False, to_field_name="public_id")

    def __init__(self, *args: Any, ticket: Ticket, routes: list[Route], agent: Agent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.routes = {route.key: route for route in routes}
        self.fields["seen"].queryset = ticket.messages.all()  # type: ignore[attr-defined]
        self.uploaded = {
            file.public_id: file for file in Attachment.objects.filter(message=None, owner=Attachment.owner_of(agent))
        }
        self.fields["uploads"].choices = [(key, key) for key in self.uploaded]  # type: ignore[attr-defined]

    @property
    def is_note(self) -> bool:
        return bool(self.cleaned_data["route"] == "note")

    @property
    def chosen_files(self) -> list[Attachment]:
        return [self.uploaded[key] for key in self.cleaned_data["uploads"]]

    def clean_route(self) -> str:
        key: str = self.cleaned_data["route"]
        if key != "note" and key not in self.routes:
            raise ValidationError(_("This way to answer is gone. Choose another one above."))
        if key != "note" and (reason := self.routes[key].closed_because):
            raise ValidationError(reason)
        return key


class AssignmentForm(forms.Form):
    """Who a ticket goes to: an agent of its team or nobody, and perhaps another team."""

    agent = forms.ModelChoiceField(Agent.objects.none(), required=False)
    team = forms.ModelChoiceField(Team.objects.none(), required=False)

    def __init__(self, *args: Any, teams: list[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agent"].queryset = Agent.objects.filter(is_active=True)  # type: ignore[attr-defined]
        self.fields["team"].queryset = Team.objects.filter(pk__in=[team.pk for team in teams])  # type: ignore[attr-defined]


class StatusForm(forms.Form):
    status = forms.ChoiceField(choices=Ticket.Status.choices)


class PriorityForm(forms.Form):
    priority = forms.TypedChoiceField(choices=Ticket.Priority.choices, coerce=int)


class TagForm(forms.Form):
    add = forms.CharField(required=False, max_length=1000)
    remove = forms.CharField(required=False, max_length=40)


class SnoozeForm(forms.Form):
    """Until when: one of the offers, or a date and time of the agent's own zone."""

    until = forms.CharField()

    def clean_until(self) -> datetime:
        text: str = self.cleaned_data["until"]
        if offered := snooze_offers(timezone.get_current_timezone()).get(text):
            return offered
        try:
            local = datetime.fromisoformat(text)
        except ValueError:
            raise ValidationError(_("Choose a date and a time.")) from None
        return local if timezone.is_aware(local) else timezone.make_aware(local)


def snooze_offers(zone: Any) -> dict[str, datetime]:
    """The usual moments to come back to a ticket, in the agent's zone."""
    begin = clock.now()
    now = begin.astimezone(zone)
    morning = now.replace(hour=9, minute=0, second=0, microsecond=0)
    days_to_monday = (7 - now.weekday()) % 7 or 7
    return {
        # Hours pass, days are counted: an hour is added to the moment, a day to what the clock shows.
        "hour": (begin + timedelta(hours=1)).astimezone(zone),
        "later": (begin + timedelta(hours=3)).astimezone(zone),
        "tomorrow": morning + timedelta(days=1),
        "monday": morning + timedelta(days=days_to_monday),
        "week": morning + timedelta(days=7),
    }
