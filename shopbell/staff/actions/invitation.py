"""Links with which an agent chooses a password: handed out by an admin, or mailed."""

from __future__ import annotations

from urllib.parse import quote

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.core.jobs import Backoff, task
from shopbell.core.live import signal
from shopbell.staff.errors import AlreadyCame
from shopbell.staff.events import AgentInvited, InvitationRevoked
from shopbell.staff.models import Agent


@transaction.atomic
def invite(agent: Agent, *, by: Actor) -> None:
    """Mail somebody a link to choose a password; who has never signed in is on the list of invitations meanwhile."""
    Agent.objects.filter(pk=agent.pk).update(invited_at=clock.now())
    record(AgentInvited(), about=agent, by=by)
    mail_link(agent)


@transaction.atomic
def revoke(agent: Agent, *, by: Actor) -> None:
    """Take an invitation back: its links open nothing any more and the account is off. Raises `AlreadyCame`."""
    locked = Agent.objects.select_for_update(no_key=True).get(pk=agent.pk)
    if locked.last_login is not None:
        raise AlreadyCame(name=locked.name)
    locked.set_unusable_password()  # another one than before: the links were signed with that
    locked.is_active, locked.invited_at = False, None
    locked.save(update_fields=["password", "is_active", "invited_at"])
    signal.close("agent", str(locked.pk))
    record(InvitationRevoked(), about=locked, by=by)


def password_link(agent: Agent) -> str:
    """A link to choose a password. It works once, and ends when the password changes or after three days."""
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(agent)
    return link_of_key(f"{user_pk_to_url_str(agent)}-{token}")


def link_of_key(key: str) -> str:
    """Below the installation's own address, never below the Host header, which is anybody's."""
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    return str(settings.SHOPBELL_URL + path.replace("UID-KEY", quote(key)))


def mail_link(agent: Agent) -> None:
    """Mail this agent a link soon; the answer takes as long whether the mail server is there or not."""
    mail_password_link.defer(agent_id=agent.pk)


@task("staff.mail_password_link", queue="default", retry=Backoff(attempts=4))
def mail_password_link(*, agent_id: int) -> None:
    """Make a link of its own, so that none waits in the queue, and mail it in the agent's language."""
    agent = Agent.objects.filter(pk=agent_id, is_active=True).first()
    if agent is None:
        return
    with translation.override(agent.language):
        context = {"agent": agent, "link": password_link(agent), "installation": settings.SHOPBELL_URL}
        body = render_to_string("staff/mail/password_link.txt", context)
        EmailMessage(_("A link to choose your password"), body, to=[agent.email]).send()
