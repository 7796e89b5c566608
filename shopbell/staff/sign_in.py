"""How staff sign in: allauth's flows, with our rule that nobody makes an account for themselves."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import quote

import structlog
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy

from shopbell.staff.models import Agent

log = structlog.get_logger(__name__)


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Agents are invited; the sign-up page stays shut."""

    error_messages: ClassVar[dict[str, object]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("This address and this password do not fit together."),
        "incorrect_password": gettext_lazy("This is not the present password."),
        "too_many_login_attempts": gettext_lazy(
            "Too many wrong passwords. Wait five minutes and try again, or choose a new password."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Below the installation's own address: the Host header is anybody's."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SHOPBELL_URL + path.replace("UID-KEY", quote(key))

    def format_email_subject(self, subject: str) -> str:
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the agent's language. An installation that cannot send says nothing: the page tells whom to ask."""
        agent = context.get("user")
        language = agent.language if isinstance(agent, Agent) else translation.get_language()
        shown = {"installation": settings.SHOPBELL_URL, **context}
        with translation.override(language):
            try:
                super().send_mail(template_prefix, email, shown)
            except OSError as error:  # no mail server answers; smtplib's errors are of this kind
                log.warning("a mail about signing in could not be sent", error=str(error))


def password_link(agent: Agent) -> str:
    """A link with which this agent chooses a password, once; it ends when the password changes, or after some days."""
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(agent)
    made: str = SignInAdapter().get_reset_password_from_key_url(f"{user_pk_to_url_str(agent)}-{key}")
    return made


def mail_password_link(agent: Agent, link: str) -> None:
    """The same link by mail; without a working mail server nothing happens."""
    SignInAdapter().send_mail(
        "account/email/password_reset_key", agent.email, {"user": agent, "password_reset_url": link}
    )
