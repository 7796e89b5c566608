"""How staff sign in: allauth's flows, with our rule that nobody makes an account for themselves."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from shopbell.staff.actions.invitation import link_of_key, mail_link
from shopbell.staff.models import Agent


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
        return link_of_key(key)

    def send_password_reset_mail(self, user: Agent, email: str, context: dict[str, Any]) -> None:
        mail_link(user)
