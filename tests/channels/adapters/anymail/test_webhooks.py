from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from shopbell.channels.adapters.anymail import AnymailAdapter
from shopbell.channels.adapters.anymail.providers import PROVIDERS
from shopbell.channels.base import (
    BadSignature,
    ChannelAdapter,
    Facts,
    Inbound,
    Raw,
    Request,
    Status,
    StatusUpdate,
    Verdict,
)
from shopbell.core import clock

HOOK = "https://desk.example/hooks/anymail/t0ken/"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
KEY, TRACKING_KEY = "signing-key-of-the-provider", "secret-of-the-tracking-webhook"
BASIC = "hook:long-enough-secret"
MAIL = "From: Mia <mia@post.example>\r\nMessage-ID: <1@post.example>\r\nSubject: Hi\r\n\r\nHello\r\n"
_RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def an_adapter(provider: str, **settings: str) -> AnymailAdapter:
    made = {"provider": provider, "webhook_secret": "", "signing_key": KEY, "tracking_key": TRACKING_KEY, **settings}
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


def mailgun(url: str = HOOK, *, mail: str = MAIL, ago: timedelta = timedelta(), **event: object) -> Request:
    timestamp = str(int((clock.now() - ago).timestamp()))
    signature = _digest(timestamp.encode() + b"tok").hexdigest()
    if url.endswith("tracking"):
        event = {
            "event": "delivered",
            "timestamp": 1764000000,
            "message": {"headers": {"message-id": "7@shop.example"}},
            **event,
        }
        block = {"timestamp": timestamp, "token": "tok", "signature": signature}
        body = json.dumps({"signature": block, "event-data": event}).encode()
        return a_request(url, {"content-type": JSON}, body)
    fields = {"timestamp": timestamp, "token": "tok", "signature": signature, "body-mime": mail}
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


def mailersend(url: str = HOOK, kind: str = "hard_bounced") -> Request:
    mail = {"message": {"id": "ms-1"}, "recipient": {"email": "mia@post.example"}}
    told = {"type": "activity." + kind, "data": {"type": kind, "id": "1", "email": mail}}
    is_tracking = url.endswith("tracking")
    body = json.dumps(told if is_tracking else {"data": {"raw": MAIL}}).encode()
    key = TRACKING_KEY if is_tracking else KEY
    signature = hmac.new(key.encode(), body, "sha256").hexdigest()
    return a_request(url, {"content-type": JSON, "signature": signature}, body)


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


@pytest.mark.parametrize(
    ("where", "minutes", "opens"),
    [("tracking", 9, True), ("tracking", 11, False), ("", 8 * 60, True), ("", 9 * 60 + 1, False), ("", -600, False)],
)
def test_mailgun_is_believed_for_minutes_and_for_mail_as_long_as_it_is_offered_again(
    where: str, minutes: int, opens: bool
) -> None:
    request = mailgun(HOOK + where, ago=timedelta(minutes=minutes))
    if opens:
        an_adapter("mailgun").verify(request)
        return
    with pytest.raises(BadSignature):
        an_adapter("mailgun").verify(request)


def test_what_mailgun_signed_once_counts_once_whatever_body_is_sent_with_it() -> None:
    adapter = an_adapter("mailgun")
    forged = mailgun(mail=MAIL.replace("Hello", "Send me the refund"))
    adapter.verify(forged)
    assert adapter.raw_key(forged) == adapter.raw_key(mailgun()) == "mailgun:tok"


@pytest.mark.parametrize(("where", "other"), [("", "tracking"), ("tracking", "")])
def test_mailersend_signs_mail_and_tracking_with_a_secret_each(where: str, other: str) -> None:
    adapter = an_adapter("mailersend")
    adapter.verify(mailersend(HOOK + where))
    swapped = mailersend(HOOK + other)
    with pytest.raises(BadSignature):
        adapter.verify(a_request(HOOK + where, dict(swapped.headers), swapped.body))


def test_without_its_secret_mailersends_tracking_is_shut_and_its_mail_is_not() -> None:
    adapter = an_adapter("mailersend", tracking_key="")
    adapter.verify(mailersend())
    with pytest.raises(BadSignature):
        adapter.verify(mailersend(HOOK + "tracking"))


def of_postmark(kind: str, details: str) -> Request:
    told = {"RecordType": "Bounce", "Type": kind, "MessageID": "pm-1", "Email": "mia@post.example", "Details": details}
    if kind == "SpamComplaint":
        told["RecordType"] = "SpamComplaint"
    return a_request(HOOK + "tracking", basic(), json.dumps(told).encode())


def of_sparkpost(bounce_class: str, reason: str) -> Request:
    event = {
        "type": "bounce",
        "bounce_class": bounce_class,
        "raw_rcpt_to": "mia@post.example",
        "transmission_id": "sp-1",
        "timestamp": "1764000000",
        "raw_reason": reason,
    }
    return a_request(HOOK + "tracking", basic(), json.dumps([{"msys": {"message_event": event}}]).encode())


def of_mailgun(code: int, message: str) -> Request:
    status = {"code": code, "message": message}
    return mailgun(
        HOOK + "tracking",
        event="failed",
        severity="permanent",
        recipient="mia@post.example",
        **{"delivery-status": status},
    )


def of_mandrill(event: str) -> Request:
    told = {"event": event, "ts": 1764000000, "_id": "abc", "msg": {"email": "mia@post.example", "_id": "abc"}}
    text = json.dumps([told])
    url = HOOK + "tracking"
    signature = base64.b64encode(_digest(f"{url}mandrill_events{text}".encode(), "sha1").digest()).decode()
    headers = {"content-type": FORM, "x-mandrill-signature": signature}
    return a_request(url, headers, urlencode({"mandrill_events": text}).encode())


@pytest.mark.parametrize(
    ("provider", "made", "verdict"),
    [
        ("postmark", lambda: of_postmark("HardBounce", ""), Verdict.HARD),
        ("postmark", lambda: of_postmark("SoftBounce", "smtp;550 5.1.1 Gone"), Verdict.HARD),
        ("postmark", lambda: of_postmark("SoftBounce", ""), Verdict.SOFT),
        ("postmark", lambda: of_postmark("HardBounce", "smtp;552 5.2.2 Full"), Verdict.SOFT),
        ("postmark", lambda: of_postmark("HardBounce", "smtp;550 5.7.1 Unwanted"), Verdict.POLICY),
        ("postmark", lambda: of_postmark("SpamComplaint", ""), Verdict.COMPLAINT),
        ("sparkpost", lambda: of_sparkpost("10", ""), Verdict.HARD),
        ("sparkpost", lambda: of_sparkpost("22", ""), Verdict.SOFT),
        ("mailgun", lambda: of_mailgun(605, "Not delivering to previously bounced address"), Verdict.HARD),
        ("mailgun", lambda: of_mailgun(550, "5.7.26 unauthenticated"), Verdict.POLICY),
        ("mandrill", lambda: of_mandrill("hard_bounce"), Verdict.HARD),
        ("mandrill", lambda: of_mandrill("soft_bounce"), Verdict.SOFT),
        ("mandrill", lambda: of_mandrill("spam"), Verdict.COMPLAINT),
        ("mailersend", lambda: mailersend(HOOK + "tracking"), Verdict.HARD),
        ("mailersend", lambda: mailersend(HOOK + "tracking", "soft_bounced"), Verdict.SOFT),
        ("mailersend", lambda: mailersend(HOOK + "tracking", "spam_complaint"), Verdict.COMPLAINT),
        ("mailersend", lambda: mailersend(HOOK + "tracking", "delivered"), Verdict.NONE),
        ("postal", lambda: postal(HOOK + "tracking"), Verdict.HARD),
    ],
)
def test_what_a_provider_says_of_an_address_is_read_from_its_code_and_then_its_words(
    provider: str, made: Callable[[], Request], verdict: Verdict
) -> None:
    (update,) = updates(provider, made())
    assert update.verdict is verdict
    assert update.status is (Status.FAILED if verdict in ("hard", "soft", "policy") else Status.DELIVERED)
    assert update.address == ("" if provider == "postal" else "mia@post.example")
