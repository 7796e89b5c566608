"""Raw mail by signed POST: for pipes of a mail server, LMTP users and providers that forward the whole message.

`X-Shopbell-Signature: sha256=<hex HMAC-SHA256 of the body with the account's secret>`; the answer is 200 once the
mail is stored, so a pipe may say "temporary failure" for anything else.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from shopbell.channels.adapters.email import SmtpAdapter
from shopbell.channels.adapters.email.checking import sender_records, step
from shopbell.channels.adapters.email.fields import SendingSettings
from shopbell.channels.base import BadSignature, CheckStep, Request
from shopbell.core.sentences import say as _

HEADER = "x-shopbell-signature"
SHORTEST = 16


class MimeAdapter(SmtpAdapter):
    """A mail address whose mail is handed to us by another program."""

    kind = "mime"
    label = gettext_lazy("E-mail handed over by your mail server")
    summary = gettext_lazy("Mail that a server hands over whole")

    class Settings(SendingSettings):
        """The shared secret, and how answers leave."""

        secret = forms.CharField(
            label=gettext_lazy("Secret for the signature"),
            min_length=SHORTEST,
            widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        )

    def verify(self, request: Request) -> None:
        """The HMAC of the raw body."""
        secret = str(self.settings.get("secret") or "")
        given = request.headers.get(HEADER, "").removeprefix("sha256=").strip().lower()
        if len(secret) < SHORTEST or not hmac.compare_digest(given.encode(), sign(secret, request.body).encode()):
            raise BadSignature

    def keep(self, request: Request) -> Mapping[str, Any]:
        """The size, for the page of the account."""
        return {"size": len(request.body), "folder": "inbox"}

    def check(self) -> list[CheckStep]:
        """What can be told without the other program."""
        return [
            step(_("Sign in to send"), self.check_sending),
            *sender_records(self.facts.address.rpartition("@")[2]),
        ]


def sign(secret: str, body: bytes) -> str:
    """The signature of a body in hex."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
