"""Facts about the providers: how they prove themselves, and where in a request the raw mail is."""

from __future__ import annotations

import base64
import email.parser
import email.policy
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl


@dataclass(frozen=True, slots=True)
class Provider:
    """Names in django-anymail. Without a `signing_key` only the webhook's password proves a request."""

    label: str
    module: str
    inbound: str
    tracking: str
    api_key: str
    signing_key: str = ""
    options: tuple[str, ...] = ()


PROVIDERS = {
    "mailgun": Provider(
        "Mailgun",
        "mailgun",
        "MailgunInboundWebhookView",
        "MailgunTrackingWebhookView",
        "api_key",
        "webhook_signing_key",
        ("sender_domain", "api_url"),
    ),
    "postmark": Provider(
        "Postmark",
        "postmark",
        "PostmarkInboundWebhookView",
        "PostmarkTrackingWebhookView",
        "server_token",
        "",
        ("api_url",),
    ),
    "sparkpost": Provider(
        "SparkPost",
        "sparkpost",
        "SparkPostInboundWebhookView",
        "SparkPostTrackingWebhookView",
        "api_key",
        "",
        ("api_url",),
    ),
    "mandrill": Provider(
        "Mandrill",
        "mandrill",
        "MandrillCombinedWebhookView",
        "MandrillCombinedWebhookView",
        "api_key",
        "webhook_key",
        ("api_url",),
    ),
    "postal": Provider(
        "Postal",
        "postal",
        "PostalInboundWebhookView",
        "PostalTrackingWebhookView",
        "api_key",
        "webhook_key",
        ("api_url",),
    ),
    "mailersend": Provider(
        "MailerSend",
        "mailersend",
        "MailerSendInboundWebhookView",
        "MailerSendTrackingWebhookView",
        "api_token",
        "inbound_secret",
        ("api_url",),
    ),
}


def raw_mails(provider: str, body: bytes, content_type: str) -> Iterator[bytes]:
    """The mails of one inbound request, byte for byte as far as the provider kept them."""
    if provider == "mailgun":
        fields = dict(fields_of(body, content_type))
        if "body-mime" not in fields:
            raise ValueError("Mailgun sent no raw mail: its route must forward to an address ending in mime")
        yield fields["body-mime"]
    elif provider == "mandrill":
        for event in json.loads(dict(fields_of(body, content_type)).get("mandrill_events", b"[]")):
            yield _bytes(_inner(event, "msg", "raw_msg"))
    elif provider == "sparkpost":
        for event in json.loads(body):
            if event == {"msys": {}}:  # only asks whether we are there
                continue
            content = _inner(event, "msys", "relay_message", "content") or {}
            yield _bytes(content.get("email_rfc822"), is_base64=bool(content.get("email_rfc822_is_base64")))
    else:
        yield _from_json(provider, json.loads(body))


def fields_of(body: bytes, content_type: str) -> list[tuple[str, bytes]]:
    """The fields of a form, of any size; nothing when it is not one."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        pairs = parse_qsl(body.decode("latin-1"), keep_blank_values=True, encoding="latin-1")
        return [(name, value.encode("latin-1")) for name, value in pairs]
    if kind != "multipart/form-data":
        return []
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace")
    form = email.parser.BytesParser(policy=email.policy.compat32).parsebytes(head + body)
    found = []
    for part in form.get_payload() if form.is_multipart() else ():
        name = part.get_param("name", header="content-disposition")  # type: ignore[union-attr]
        content = part.get_payload(decode=True)  # type: ignore[union-attr]
        if isinstance(name, str) and isinstance(content, bytes):
            found.append((name, content))
    return found


def _from_json(provider: str, sent: Any) -> bytes:
    if provider == "postmark":
        return _bytes(_inner(sent, "RawEmail"))
    if provider == "postal":
        return _bytes(_inner(sent, "message"), is_base64=bool(_inner(sent, "base64")))
    return _bytes(_inner(sent, "data", "raw"))


def _inner(value: Any, *path: str) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _bytes(value: Any, *, is_base64: bool = False) -> bytes:
    if not isinstance(value, str) or not value:
        raise ValueError("the provider sent no raw mail: switch the raw MIME content on in its inbound settings")
    return base64.b64decode(value) if is_base64 else value.encode("utf-8", "surrogateescape")
