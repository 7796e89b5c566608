from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from shopbell.channels.adapters.anymail import AnymailAdapter
from shopbell.channels.adapters.anymail.providers import PROVIDERS
from shopbell.channels.base import BadSignature, ChannelAdapter, Facts, Inbound, Raw, Request, Status, StatusUpdate

HOOK = "https://desk.example/hooks/anymail/t0ken/"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
KEY = "signing-key-of-the-provider"
BASIC = "hook:long-enough-secret"
MAIL = "From: Mia <mia@post.example>\r\nMessage-ID: <1@post.example>\r\nSubject: Hi\r\n\r\nHello\r\n"
_RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def an_adapter(provider: str, **settings: str) -> AnymailAdapter:
    made = {"provider": provider, "webhook_secret": "", "signing_key": KEY, **settings}
    if not PROVIDERS[provider].signing_key:
        made |= {"webhook_secret": settings.get("webhook_secret", BASIC), "signing_key": ""}
    if provider == "postal":
        made["signing_key"] = settings.get("signing_key", _public())
    return AnymailAdapter(made, Facts(address="hello@shop.example", hook_url=HOOK))


def _public() -> str:
    pem = _RSA.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return "".join(pem.decode().splitlines()[1:-1])


def _digest(message: bytes, how: str = "sha256") -> hmac.HMAC:
    return hmac.new(KEY.encode(), message, how)


def a_request(url: str, headers: dict[str, str], body: bytes) -> Request:
    return Request("POST", url, headers, {}, body)


def mailgun(url: str = HOOK) -> Request:
    signature = _digest(b"1764000000" + b"tok").hexdigest()
    if url.endswith("tracking"):
        event = {
            "event": "delivered",
            "timestamp": 1764000000,
            "message": {"headers": {"message-id": "7@shop.example"}},
        }
        block = {"timestamp": "1764000000", "token": "tok", "signature": signature}
        body = json.dumps({"signature": block, "event-data": event}).encode()
        return a_request(url, {"content-type": JSON}, body)
    fields = {"timestamp": "1764000000", "token": "tok", "signature": signature, "body-mime": MAIL}
    return a_request(url, {"content-type": FORM}, urlencode(fields).encode())


def mandrill(url: str = HOOK) -> Request:
    tracking = {"event": "open", "ts": 1764000000, "_id": "abc", "msg": {"email": "mia@post.example"}}
    events = [tracking] if url.endswith("tracking") else [{"event": "inbound", "msg": {"raw_msg": MAIL}}]
    text = json.dumps(events)
    signature = base64.b64encode(_digest(f"{url}mandrill_events{text}".encode(), "sha1").digest()).decode()
    headers = {"content-type": FORM, "x-mandrill-signature": signature}
    return a_request(url, headers, urlencode({"mandrill_events": text}).encode())


def postal(url: str = HOOK) -> Request:
    sent = {"timestamp": 1764000000, "payload": {"status": "HardFail", "message": {"id": 5}, "details": "Gone"}}
    body = json.dumps(sent if url.endswith("tracking") else {"message": MAIL, "base64": False}).encode()
    signature = base64.b64encode(_RSA.sign(body, padding.PKCS1v15(), hashes.SHA1())).decode()
    return a_request(url, {"content-type": JSON, "x-postal-signature": signature}, body)


def mailersend(url: str = HOOK) -> Request:
    body = json.dumps({"data": {"raw": MAIL}}).encode()
    return a_request(url, {"content-type": JSON, "signature": _digest(body).hexdigest()}, body)


def basic(given: str = BASIC) -> dict[str, str]:
    return {"content-type": JSON, "authorization": f"Basic {base64.b64encode(given.encode()).decode()}"}


def postmark(url: str = HOOK) -> Request:
    bounce = {
        "RecordType": "Bounce",
        "Type": "HardBounce",
        "MessageID": "pm-1",
        "Email": "mia@post.example",
        "BouncedAt": "2026-11-24T12:00:00Z",
        "Details": "smtp;550 5.1.1 Gone",
        "Description": "Unknown",
    }
    body = json.dumps(bounce if url.endswith("tracking") else {"RawEmail": MAIL}).encode()
    return a_request(url, basic(), body)


def sparkpost(url: str = HOOK) -> Request:
    body = json.dumps([{"msys": {"relay_message": {"content": {"email_rfc822": MAIL}}}}]).encode()
    return a_request(url, basic(), body)


MADE: dict[str, Callable[..., Request]] = {
    "mailgun": mailgun,
    "mandrill": mandrill,
    "postal": postal,
    "mailersend": mailersend,
    "postmark": postmark,
    "sparkpost": sparkpost,
}


def test_every_provider_is_tried_here() -> None:
    assert set(MADE) == set(PROVIDERS)
    assert ChannelAdapter.of("anymail") is AnymailAdapter


@pytest.mark.parametrize("provider", MADE)
def test_what_the_provider_signed_is_taken_and_read(provider: str) -> None:
    adapter, request = an_adapter(provider), MADE[provider]()
    adapter.verify(request)
    kept = adapter.keep(request)
    (item,) = adapter.parse(Raw("k", request.body, kept))
    assert isinstance(item, Inbound)
    assert (item.external_id, item.text.strip(), kept["folder"]) == ("<1@post.example>", "Hello", "inbox")


@pytest.mark.parametrize("provider", MADE)
@pytest.mark.parametrize("where", ["", "tracking"])
def test_nobody_else_is_believed(provider: str, where: str) -> None:
    adapter, request = an_adapter(provider), MADE[provider](HOOK + where)
    bare = {"content-type": request.headers["content-type"]}
    unsigned = request.body.replace(b"signature", b"ignature")
    for headers, body in ((bare, unsigned), (bare, b""), (bare, b"{"), (bare, b"\xff")):
        with pytest.raises(BadSignature):
            adapter.verify(a_request(HOOK + where, headers, body))


@pytest.mark.parametrize("provider", ["mandrill", "postal", "mailersend"])
def test_a_changed_byte_is_noticed(provider: str) -> None:
    request = MADE[provider]()
    changed = request.body.replace(b"Hello", b"Hullo")
    assert changed != request.body
    with pytest.raises(BadSignature):
        an_adapter(provider).verify(a_request(HOOK, dict(request.headers), changed))


@pytest.mark.parametrize("provider", MADE)
def test_the_secret_of_another_account_opens_nothing(provider: str) -> None:
    other = an_adapter(provider, signing_key="another-signing-key", webhook_secret="hook:another-long-secret")
    with pytest.raises(BadSignature):
        other.verify(MADE[provider]())


@pytest.mark.parametrize("provider", MADE)
def test_without_a_secret_the_hook_is_shut(provider: str) -> None:
    name = "signing_key" if PROVIDERS[provider].signing_key else "webhook_secret"
    with pytest.raises(BadSignature):
        an_adapter(provider, **{name: ""}).verify(MADE[provider]())


@pytest.mark.parametrize(("secret", "opens"), [("hook:1234567890", False), ("hook:12345678901", True)])
def test_a_password_shorter_than_sixteen_opens_nothing(secret: str, opens: bool) -> None:
    adapter = an_adapter("postmark", webhook_secret=secret)
    request = a_request(HOOK, basic(secret), b"{}")
    if opens:
        adapter.verify(request)
        return
    with pytest.raises(BadSignature):
        adapter.verify(request)


def updates(provider: str, request: Request) -> list[StatusUpdate]:
    adapter = an_adapter(provider)
    adapter.verify(request)
    found = list(adapter.parse(Raw("k", request.body, adapter.keep(request))))
    assert all(isinstance(item, StatusUpdate) for item in found)
    return found  # type: ignore[return-value]


def test_a_bounce_the_provider_tells_of_is_a_failure() -> None:
    (update,) = updates("postmark", postmark(HOOK + "tracking"))
    assert (update.external_id, update.status, update.permanent) == ("pm-1", Status.FAILED, True)
    assert (update.at, update.detail) == (datetime(2026, 11, 24, 12, tzinfo=UTC), "smtp;550 5.1.1 Gone")


@pytest.mark.parametrize(
    ("provider", "external_id", "status"),
    [("mailgun", "7@shop.example", Status.DELIVERED), ("mandrill", "abc", Status.READ), ("postal", "5", Status.FAILED)],
)
def test_states_come_by_every_providers_own_form(provider: str, external_id: str, status: Status) -> None:
    (update,) = updates(provider, MADE[provider](HOOK + "tracking"))
    assert (update.external_id.strip("<>"), update.status) == (external_id, status)


@pytest.mark.parametrize("event", [{"RecordType": "Click", "MessageID": "pm-1"}, {"RecordType": "Delivery"}])
def test_clicks_and_states_of_nothing_are_left_out(event: dict[str, str]) -> None:
    request = a_request(HOOK + "tracking", basic(), json.dumps(event).encode())
    assert updates("postmark", request) == []


@pytest.mark.parametrize(
    ("url", "tracking"),
    [
        (HOOK, False),
        (f"{HOOK}tracking", True),
        (f"{HOOK}tracking/", True),
        (f"{HOOK}tracking?x=1", True),
        (f"{HOOK}?x=/tracking", False),
    ],
)
def test_mail_and_states_are_told_apart_by_the_address(url: str, tracking: bool) -> None:
    assert an_adapter("postmark").keep(a_request(url, {}, b""))["tracking"] is tracking


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"provider": "mailgun"}, ["signing_key"]),
        ({"provider": "mailgun", "webhook_secret": BASIC}, ["signing_key"]),
        ({"provider": "mailgun", "signing_key": KEY}, []),
        ({"provider": "postmark"}, ["webhook_secret"]),
        ({"provider": "postmark", "webhook_secret": "short:secret"}, ["webhook_secret"]),
        ({"provider": "postmark", "webhook_secret": BASIC}, []),
        ({"provider": "pigeon"}, ["provider"]),
    ],
)
def test_no_account_is_made_whose_hook_would_stand_open(given: dict[str, str], errors: list[str]) -> None:
    form = AnymailAdapter.Settings({"smtp_security": "none", **given})
    form.is_valid()
    assert sorted(form.errors) == errors


def test_the_sha_of_the_body_tells_repeated_deliveries() -> None:
    request = postmark()
    assert an_adapter("postmark").raw_key(request) == hashlib.sha256(request.body).hexdigest()
