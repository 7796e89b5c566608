"""Signing in by another service: OpenID Connect, set up on a page, its secrets encrypted like all others."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shopbell.staff.actions.providers import welcome
from shopbell.staff.models import IdentityProvider

KIND = "openid_connect"


def callback_of(provider: IdentityProvider) -> str:
    """The address to which the service sends people back: it is registered there."""
    return str(settings.SHOPBELL_URL + reverse("openid_connect_callback", args=[provider.public_id]))


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Knows the services from our own rows; lets in who is here, or who may be added, by a proven address."""

    def list_apps(self, request: HttpRequest, provider: str = "", client_id: str = "") -> list[SocialApp]:
        found = IdentityProvider.objects.filter(is_active=True)
        apps = [_app(one) for one in found if provider in ("", None, KIND, one.public_id)]
        return [app for app in apps if client_id in ("", None, app.client_id)]

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Nothing: whoever is let in is somebody whom `welcome` knows."""
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.state.get("process") not in (None, "login"):
            raise _refuse(request, _("That is not possible here."))
        if sociallogin.is_existing:
            return
        provider = IdentityProvider.objects.get(public_id=sociallogin.account.provider, is_active=True)
        said = _said(sociallogin.account.extra_data)
        if not _is_proven(said):
            sentence = _("{name} has not confirmed your address, so it proves nothing.")
            raise _refuse(request, sentence.format(name=provider.name))
        agent = welcome(provider, email=str(said["email"]), name=str(said.get("name") or ""))
        if agent is None:
            raise _refuse(request, _("Nobody here has the address {email}.").format(email=said["email"]))
        sociallogin.connect(request, agent)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **details: Any) -> None:
        raise _refuse(request, _("The other service did not let you in. Try again, or sign in in another way."))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def send_notification_mail(self, *args: Any, **details: Any) -> None:
        """None: what happens at the door is written down by events."""


def _app(provider: IdentityProvider) -> SocialApp:
    return SocialApp(
        provider=KIND,
        provider_id=provider.public_id,
        name=provider.name,
        client_id=provider.client_id,
        secret=provider.secret.get("secret", ""),
        settings={"server_url": provider.issuer},
    )


def _said(data: dict[str, Any]) -> dict[str, Any]:
    """What the service says of somebody, as allauth keeps it."""
    return dict(data.get("userinfo") or data.get("id_token") or data)


def _is_proven(said: dict[str, Any]) -> bool:
    """Some services write the claim as a word; no other word than this one counts."""
    return bool(said.get("email")) and said.get("email_verified") in (True, "true")


def _refuse(request: HttpRequest, sentence: str) -> ImmediateHttpResponse:
    messages.error(request, sentence)
    return ImmediateHttpResponse(redirect("account_login"))
