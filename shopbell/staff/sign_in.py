"""How staff sign in: allauth's flows, with our rule that nobody makes an account for themselves."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shopbell.staff.actions import sign_ins
from shopbell.staff.actions.invitation import link_of_key, mail_link
from shopbell.staff.models import Agent, SignInRules
from shopbell.staff.second_step import is_secured

KIND = "openid_connect"
# allauth names what it would mail after each change; here it is written down instead.
_CHANGES = {
    "mfa/email/totp_activated": ("totp", True),
    "mfa/email/totp_deactivated": ("totp", False),
    "mfa/email/webauthn_added": ("webauthn", True),
    "mfa/email/webauthn_removed": ("webauthn", False),
    "mfa/email/recovery_codes_generated": ("recovery_codes", True),
}


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Agents are invited; the sign-up page stays shut. What happens at the door is written down."""

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

    def pre_login(self, request: HttpRequest, user: Agent, **details: Any) -> HttpResponse | None:
        """Where another service is the only way, a password lets in owners alone."""
        refused: HttpResponse | None = super().pre_login(request, user, **details)
        if refused or user.role == Agent.Role.OWNER or _way(request, user) == KIND:
            return refused
        if not SignInRules.rules().only_providers:
            return None
        clear_login(request)
        messages.error(request, _("Passwords are for owners only here. Sign in by the other service."))
        return redirect("account_login")

    def post_login(self, request: HttpRequest, user: Agent, **details: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **details)
        sign_ins.signed_in(user, way=_way(request, user))
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        sign_ins.failed(str(credentials.get("email") or credentials.get("login") or ""))

    def set_password(self, user: Agent, password: str) -> None:
        sign_ins.password_chosen(user, password)

    def send_notification_mail(self, template_prefix: str, user: Agent, *args: Any, **details: Any) -> None:
        if template_prefix in _CHANGES:
            kind, is_added = _CHANGES[template_prefix]
            sign_ins.second_step_changed(user, kind=kind, is_added=is_added)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Who has still to set up a second step is asked once at each sign-in."""
        agent = request.user
        if isinstance(agent, Agent) and agent.secure_by and not is_secured(request, agent):
            return reverse("secure")
        return str(super().get_login_redirect_url(request))


def _way(request: HttpRequest, agent: Agent) -> str:
    records = get_authentication_records(request, agent)
    if any(one.get("method") == "socialaccount" for one in records):
        return KIND
    return "passkey" if any(one.get("passwordless") for one in records) else "password"
