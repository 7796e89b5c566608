"""What happens at the door is written down: who came in and how, and who gave a wrong password."""

from __future__ import annotations

from django.db import transaction

from shopbell.core.actor import SYSTEM
from shopbell.core.events import record
from shopbell.staff.events import PasswordChosen, SecondStepChanged, SignedIn, SignInFailed
from shopbell.staff.models import Agent


@transaction.atomic
def signed_in(agent: Agent, *, way: str) -> None:
    """Somebody is in; `way` is password, passkey or the kind of another service."""
    record(SignedIn(way=way), about=agent, by=agent.actor)


@transaction.atomic
def failed(email: str) -> None:
    """Somebody gave a wrong password for this address; nothing is kept of addresses that nobody here has."""
    if agent := Agent.objects.filter(email=email.strip().lower()).first():
        record(SignInFailed(), about=agent, by=SYSTEM)


@transaction.atomic
def password_chosen(agent: Agent, password: str) -> None:
    """Set the password that somebody chose; what made them choose is done with."""
    agent.set_password(password)
    agent.must_change_password = False
    agent.save(update_fields=["password", "must_change_password"])
    record(PasswordChosen(), about=agent, by=agent.actor)


@transaction.atomic
def second_step_changed(agent: Agent, *, kind: str, is_added: bool) -> None:
    """Somebody set up or took away a passkey, an app or recovery codes."""
    record(SecondStepChanged(kind=kind, is_added=is_added), about=agent, by=agent.actor)
