"""The second step of signing in: its secrets are encrypted like all others."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlsplit

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shopbell.core.secrets import decrypt, encrypt
from shopbell.staff.models import Agent


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Codes from an app and passkeys, with our words and our keys."""

    error_messages: ClassVar[dict[str, object]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("This code does not fit. Codes change every 30 seconds; take the newest."),
    }

    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text)

    def get_totp_issuer(self) -> str:
        return "Shopbell"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the installation's own host name, never to the Host header, which is anybody's."""
        return {"id": urlsplit(settings.SHOPBELL_URL).hostname or "", "name": "Shopbell"}

    def generate_authenticator_name(self, user: Agent, kind: Any) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=kind).count() + 1
        return _("Passkey") if number == 1 else _("Passkey {n}").format(n=number)


def has_second_step(agent: Agent) -> bool:
    """Whether they have an app or a passkey; recovery codes alone are none."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user_id=agent.pk, type__in=kinds).exists())


def is_secured(request: HttpRequest, agent: Agent) -> bool:
    """Whether they have a second step, or came in by another service, whose matter it then is."""
    records = get_authentication_records(request, agent)
    return any(one.get("method") == "socialaccount" for one in records) or has_second_step(agent)
