"""Mail by a provider's webhooks and API: signatures, tracking and sending are django-anymail's, parsing is ours."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

import requests
from anymail.exceptions import AnymailAPIError, AnymailError, AnymailWebhookValidationFailure
from django import forms
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy
from urllib3.exceptions import NewConnectionError

from shopbell.channels.adapters.anymail.freshness import fresh_token
from shopbell.channels.adapters.anymail.providers import PROVIDERS, Provider, fields_of, raw_mails
from shopbell.channels.adapters.anymail.tracking import update_of
from shopbell.channels.adapters.email import SmtpAdapter
from shopbell.channels.adapters.email.checking import sender_records, step
from shopbell.channels.adapters.email.fields import SendingSettings
from shopbell.channels.adapters.email.letter import inbound_of
from shopbell.channels.base import (
    BadSignature,
    CheckStep,
    Inbound,
    NeedsReconnect,
    Part,
    Raw,
    Request,
    SendResult,
    Status,
    StatusUpdate,
)
from shopbell.channels.mail.isolate import parse_isolated
from shopbell.core.sentences import say as _

TRACKING = "tracking"
SHORTEST_SECRET = 16
_API_SECONDS = 30.0


class AnymailAdapter(SmtpAdapter):
    """An address whose mail a provider takes in; inbound at the hook itself, tracking at `tracking` below it."""

    kind = "anymail"
    label = gettext_lazy("E-mail by a mail provider")
    summary = gettext_lazy("Mailgun, Postmark, SendGrid and others, by webhook and API")

    class Settings(SendingSettings):
        """Which provider, what its requests prove themselves with, and how answers leave."""

        provider = forms.ChoiceField(
            label=gettext_lazy("Provider"), choices=[(key, p.label) for key, p in PROVIDERS.items()]
        )
        webhook_secret = forms.CharField(
            label=gettext_lazy("User name and password of the webhook"),
            help_text=gettext_lazy("Written name:password, also in the address that the provider calls."),
            min_length=SHORTEST_SECRET,
            required=False,
        )
        signing_key = forms.CharField(label=gettext_lazy("Signing key of the webhook"), required=False)
        tracking_key = forms.CharField(
            label=gettext_lazy("Signing secret of the tracking webhook (MailerSend)"),
            help_text=gettext_lazy("Another one than that of the inbound route. Empty: nothing is told about bounces."),
            required=False,
        )
        api_key = forms.CharField(
            label=gettext_lazy("API key for sending"),
            required=False,
            help_text=gettext_lazy("Empty: answers leave by SMTP."),
        )
        sender_domain = forms.CharField(label=gettext_lazy("Sending domain (Mailgun)"), required=False)
        api_url = forms.URLField(label=gettext_lazy("API address"), required=False, assume_scheme="https")

        def clean(self) -> dict[str, Any]:
            """Anybody could write tickets at a hook without a secret."""
            data: dict[str, Any] = super().clean() or {}
            provider = PROVIDERS.get(data.get("provider", ""))
            if provider and not data.get("signing_key" if provider.signing_key else "webhook_secret"):
                name = "signing_key" if provider.signing_key else "webhook_secret"
                self.add_error(name, _("Needed, so that nobody else can write tickets here."))
            return data

    @property
    def provider(self) -> Provider:
        """The facts about the chosen provider."""
        return PROVIDERS[str(self.settings.get("provider"))]

    def verify(self, request: Request) -> None:
        """What the provider offers: a signature, else the password of the webhook."""
        provider, which = self.provider, TRACKING if _is_tracking(request.url) else "inbound"
        proof = self._signing_key(which) if provider.signing_key else str(self.settings.get("webhook_secret") or "")
        if not proof or (not provider.signing_key and len(proof) < SHORTEST_SECRET):
            raise BadSignature
        try:
            self._view(which).run_validators(_django_request(request.url, request.headers, request.body))
            if self.settings.get("provider") == "mailgun":
                fresh_token(request, retried=which == "inbound")
        except (AnymailWebhookValidationFailure, SuspiciousOperation, LookupError, ValueError) as error:
            raise BadSignature from error

    def raw_key(self, request: Request) -> str:
        """Mailgun signs a token and not the body: whoever saw one request could send another, so each counts once."""
        if self.settings.get("provider") == "mailgun":
            return f"mailgun:{fresh_token(request, retried=True)}"
        return super().raw_key(request)

    def keep(self, request: Request) -> Mapping[str, Any]:
        """What tells mail from tracking."""
        return {
            "content-type": request.headers.get("content-type", ""),
            "tracking": _is_tracking(request.url),
            "folder": "inbox",
            "size": len(request.body),
        }

    def parse(self, raw: Raw) -> Iterable[Inbound | StatusUpdate]:
        """The raw mails in an inbound request, or the states in a tracking request."""
        if raw.headers.get("tracking"):
            yield from self._updates(raw)
            return
        for mail in raw_mails(str(self.settings.get("provider")), raw.body, str(raw.headers.get("content-type", ""))):
            yield inbound_of(parse_isolated(mail))

    def send(self, part: Part) -> SendResult:
        """By the provider's API where there is a key, else by SMTP."""
        if not self.settings.get("api_key"):
            return super().send(part)
        mail = self.outgoing(part)
        headers = {"Message-ID": mail.message_id}
        if mail.in_reply_to:
            headers["In-Reply-To"] = mail.in_reply_to
        if mail.references:
            headers["References"] = " ".join(mail.references)
        if mail.automatic:
            headers |= {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}
        if mail.loop_token:
            headers["X-Shopbell-Loop"] = mail.loop_token
        message = EmailMultiAlternatives(
            subject=mail.subject,
            body=mail.text,
            from_email=f'"{_plain(mail.from_.name)}" <{mail.from_.email}>',
            to=[address.email for address in mail.to],
            cc=[address.email for address in mail.cc],
            bcc=[address.email for address in mail.bcc],
            reply_to=[address.email for address in mail.reply_to],
            headers=headers,
        )
        if mail.html:
            message.attach_alternative(mail.html, "text/html")
        for file in mail.attachments:
            message.attach(file.name, file.content, file.mime)
        return self._by_api(message)

    def check(self) -> list[CheckStep]:
        """What can be told without the provider calling us."""
        steps = [] if self.settings.get("api_key") else [step(_("Sign in to send"), self.check_sending)]
        return [*steps, *sender_records(self.facts.address.rpartition("@")[2])]

    def _by_api(self, message: EmailMultiAlternatives) -> SendResult:
        provider = self.provider
        options = {provider.api_key: self.settings["api_key"], "fail_silently": False}
        options |= {name: self.settings[name] for name in provider.options if self.settings.get(name)}
        backend = import_module(f"anymail.backends.{provider.module}").EmailBackend(**options)
        backend.timeout = _API_SECONDS
        try:
            backend.send_messages([message])
        except AnymailAPIError as error:
            return _refused(error)
        except AnymailError as error:
            return SendResult(Status.FAILED, code="compose", detail=str(error)[:200], permanent=True)
        status = message.anymail_status  # type: ignore[attr-defined]
        return SendResult(Status.SENT, external_id=str(status.message_id or ""))

    def _updates(self, raw: Raw) -> Iterable[StatusUpdate]:
        request = _django_request(f"/{TRACKING}", {"content-type": str(raw.headers.get("content-type", ""))}, raw.body)
        for event in self._view(TRACKING).parse_events(request):
            if update := update_of(str(self.settings.get("provider")), event):
                yield update

    def _signing_key(self, which: str) -> str:
        """MailerSend signs mail and tracking with a secret each."""
        of_tracking = which == TRACKING and self.settings.get("provider") == "mailersend"
        return str(self.settings.get("tracking_key" if of_tracking else "signing_key") or "")

    def _view(self, which: str) -> Any:
        provider = self.provider
        name = provider.tracking if which == TRACKING else provider.inbound
        view = getattr(import_module(f"anymail.webhooks.{provider.module}"), name)
        options: dict[str, Any] = {"webhook_secret": self.settings.get("webhook_secret") or []}
        if provider.signing_key:
            key = (
                "signing_secret"
                if provider.signing_key == "inbound_secret" and which == TRACKING
                else provider.signing_key
            )
            options[key] = self._signing_key(which)
            if key == "webhook_key" and provider.module == "mandrill":
                options["webhook_url"] = self.facts.hook_url + (TRACKING if which == TRACKING else "")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # anymail warns about what `verify` refuses anyway
            return view(**options)


def _refused(error: AnymailAPIError) -> SendResult:
    code = int(getattr(error, "status_code", 0) or 0)
    said = str(error).splitlines()[0][:200] if str(error) else ""
    if code in (401, 403):
        raise NeedsReconnect(_("The provider refuses our key for sending.")) from error
    if isinstance(error.__cause__, requests.RequestException) and not _never_left(error.__cause__):
        return SendResult(Status.UNKNOWN, detail=_("The provider did not say whether it took the mail."))
    if code == 0 or code == 429 or code >= 500:
        return SendResult(Status.FAILED, code=str(code or "connect"), detail=said)
    return SendResult(Status.FAILED, code=str(code), detail=said, permanent=True)


def _never_left(error: requests.RequestException) -> bool:
    """Whether no connection came about; one that breaks later may have carried the mail across."""
    if isinstance(error, (requests.ConnectTimeout, requests.exceptions.SSLError, requests.exceptions.ProxyError)):
        return True
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(reason, NewConnectionError)


def _is_tracking(url: str) -> bool:
    return url.partition("?")[0].rstrip("/").endswith(f"/{TRACKING}")


def _plain(name: str) -> str:
    return "".join(character for character in name if character not in '"\\\r\n')


def _django_request(url: str, headers: Mapping[str, str], body: bytes) -> HttpRequest:
    """The request again as anymail knows it. Forms are read here: Django's own reader has a low limit."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/",
        "SERVER_NAME": "hooks",
        "SERVER_PORT": "443",
        "CONTENT_TYPE": headers.get("content-type", ""),
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()},
    }
    request: Any = WSGIRequest(environ)
    request._body = body
    posted = QueryDict(mutable=True)
    for name, value in fields_of(body, headers.get("content-type", "")):
        posted.appendlist(name, value.decode("utf-8", "replace"))
    request._post, request._files = posted, MultiValueDict()
    made: HttpRequest = request
    return made
