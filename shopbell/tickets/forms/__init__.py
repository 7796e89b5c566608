"""What the desk sends about tickets."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from shopbell.core.clean import clean, one_line
from shopbell.customers.base import normal_email
from shopbell.customers.models import Customer
from shopbell.staff.models import Agent, Team
from shopbell.tickets.actions.drafts import Written
from shopbell.tickets.base import Envelope, Route
from shopbell.tickets.models import Attachment, Draft, Message, Scheduled, Ticket
from shopbell.tickets.queries.offers import later_offers, snooze_offers
from shopbell.tickets.queries.recipients import forwardable

LONGEST_TEXT = 50_000
MOST_RECIPIENTS = 20


class EnvelopeField(forms.JSONField):
    """Subject and recipients of a mail as the composer or a program sends them; gives an `Envelope` or None."""

    def clean(self, value: Any) -> Envelope | None:
        given = super().clean(value)
        if not given:
            return None
        if not isinstance(given, dict):
            raise ValidationError(_("Choose the recipients anew."))
        people = {name: _people(given[name]) for name in ("to", "cc", "bcc") if given.get(name) is not None}
        if people.get("to") == []:
            raise ValidationError(_("Add at least one recipient."))
        if sum(map(len, people.values())) > MOST_RECIPIENTS:
            raise ValidationError(_("At most {n} people can get one mail.").format(n=MOST_RECIPIENTS))
        seen: set[str] = set()
        for name, found in people.items():
            people[name] = [one for one in found if one[0] not in seen]
            seen |= {address for address, _name in found}
        subject = one_line(str(given.get("subject") or ""), 300)
        return Envelope(subject=subject, to=people.get("to"), cc=people.get("cc"), bcc=people.get("bcc", ()))


def _people(given: Any) -> list[tuple[str, str]]:
    """(address, name) of each. Raises `ValidationError` that names what is no address."""
    if not isinstance(given, list):
        raise ValidationError(_("Choose the recipients anew."))
    made: dict[str, str] = {}
    for one in given[: MOST_RECIPIENTS + 1]:
        address, name = (*one, "")[:2] if isinstance(one, list) and one else (one, "")
        value = normal_email(clean(str(address), 320))
        try:
            validate_email(value)
        except ValidationError:
            raise ValidationError(_("“{address}” is not an e-mail address.").format(address=address)) from None
        made.setdefault(value, one_line(str(name or ""), 200))
    return list(made.items())


class ReplyForm(forms.Form):
    """An answer or a note: where it goes, its words, its files, and what becomes of the ticket."""

    route = forms.CharField(max_length=60)
    text = forms.CharField(required=False, max_length=LONGEST_TEXT, strip=False)
    uploads = forms.MultipleChoiceField(required=False)
    then = forms.ChoiceField(required=False, choices=[("", ""), *Ticket.Status.choices])
    client_key = forms.CharField(max_length=40, required=False)
    seen = forms.ModelChoiceField(Message.objects.none(), required=False, to_field_name="public_id")
    envelope = EnvelopeField(required=False)

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


class DraftForm(forms.Form):
    """What a composer holds, and which version of it was changed on which device."""

    way = forms.ChoiceField(choices=Draft.Way.choices)
    text = forms.CharField(required=False, max_length=LONGEST_TEXT, strip=False)
    route = forms.CharField(required=False, max_length=60)
    details = forms.JSONField(required=False)
    seen = forms.CharField(required=False, max_length=26)
    client_key = forms.CharField(required=False, max_length=40)
    known = forms.IntegerField(required=False, min_value=0)
    device = forms.CharField(required=False, max_length=40)

    def clean_details(self) -> dict[str, Any]:
        """Subject and recipients as they were typed; sending checks them."""
        given = self.cleaned_data["details"]
        if given is not None and not (isinstance(given, dict) and len(str(given)) < 20_000):
            raise ValidationError(_("This cannot be kept."))
        return given or {}

    @property
    def written(self) -> Written:
        sent = self.cleaned_data
        files = self.data.getlist("uploads")[:50] if isinstance(self.data, QueryDict) else []
        names = ("text", "route", "details", "seen", "client_key")
        return Written(files=[key[:26] for key in files], **{name: sent[name] for name in names})


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
        return moment(self.cleaned_data["until"], snooze_offers(timezone.get_current_timezone()))


class TimeForm(forms.Form):
    """When something planned happens, and what an answer before that does to it."""

    at = forms.CharField()
    on_answer = forms.ChoiceField(choices=Scheduled.OnAnswer.choices)

    def __init__(self, *args: Any, customer: Customer | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.customer = customer

    def clean_at(self) -> datetime:
        if self.cleaned_data["at"] == "own":
            self.cleaned_data["at"] = self.data.get("own", "")
        return moment(self.cleaned_data["at"], later_offers(timezone.get_current_timezone(), self.customer))


class PlanForm(TimeForm, ReplyForm):
    """An answer or a reminder for later. A reminder goes nowhere: its words become a note."""

    kind = forms.ChoiceField(choices=Scheduled.Kind.choices)
    route = forms.CharField(max_length=60, required=False)

    def clean_route(self) -> str:
        return super().clean_route() if self.data.get("kind") == Scheduled.Kind.ANSWER else ""


class ForwardForm(forms.Form):
    """Which messages go to whom, with what comment; without any, the whole conversation."""

    messages = forms.ModelMultipleChoiceField(Message.objects.none(), required=False, to_field_name="public_id")
    text = forms.CharField(required=False, max_length=LONGEST_TEXT, strip=False)
    envelope = EnvelopeField()
    client_key = forms.CharField(max_length=40, required=False)

    def __init__(self, *args: Any, ticket: Ticket, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["messages"].queryset = forwardable(ticket)  # type: ignore[attr-defined]

    def clean_envelope(self) -> Envelope:
        envelope: Envelope | None = self.cleaned_data["envelope"]
        if envelope is None or not envelope.to:
            raise ValidationError(_("Add at least one recipient."))
        return envelope


def moment(text: str, offers: dict[str, datetime]) -> datetime:
    """One of the offers by its key, or a date and time in the current zone. Raises `ValidationError`."""
    if text in offers:
        return offers[text]
    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        raise ValidationError(_("Choose a date and a time.")) from None
    return local if timezone.is_aware(local) else timezone.make_aware(local)
