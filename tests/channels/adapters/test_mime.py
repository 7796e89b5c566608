from __future__ import annotations

import hashlib
import hmac

import pytest

from shopbell.channels.adapters.mime import MimeAdapter, sign
from shopbell.channels.base import BadSignature, ChannelAdapter, Inbound, Raw, Request
from tests.channels.conftest import a_mail

SECRET = "0123456789abcdef"
BODY = b"From: a@b.example\r\n\r\n\xff\x00Hello\r\n"


def a_request(signature: str | None, body: bytes = BODY) -> Request:
    headers = {} if signature is None else {"x-shopbell-signature": signature}
    return Request("POST", "https://desk.example/hooks/mime/t/", headers, {}, body)


def test_it_is_found_by_its_kind() -> None:
    assert ChannelAdapter.of("mime") is MimeAdapter


def test_the_signature_is_the_one_that_a_shell_can_make() -> None:
    assert sign(SECRET, BODY) == hmac.new(SECRET.encode(), BODY, hashlib.sha256).hexdigest()
    assert sign("key", b"The quick brown fox jumps over the lazy dog") == (
        "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"
    )


@pytest.mark.parametrize("form", ["sha256={}", "{}", " sha256={} "[1:], "sha256= {} "])
def test_a_good_signature_is_taken_in_every_usual_form(form: str) -> None:
    for signature in (sign(SECRET, BODY), sign(SECRET, BODY).upper()):
        MimeAdapter({"secret": SECRET}).verify(a_request(form.format(signature)))


@pytest.mark.parametrize(
    ("signature", "body"),
    [
        (None, BODY),
        ("", BODY),
        ("sha256=", BODY),
        (f"sha256={sign(SECRET, BODY)[:-1]}", BODY),
        (f"sha1={sign(SECRET, BODY)}", BODY),
        (f"sha256={sign('another secret, 16', BODY)}", BODY),
        (f"sha256={sign(SECRET, BODY)}", BODY + b"!"),
        ("sha256=ä", BODY),
    ],
)
def test_anything_else_is_refused(signature: str | None, body: bytes) -> None:
    with pytest.raises(BadSignature):
        MimeAdapter({"secret": SECRET}).verify(a_request(signature, body))


@pytest.mark.parametrize("secret", ["", "0123456789abcde"])
def test_a_short_secret_opens_for_nobody(secret: str) -> None:
    with pytest.raises(BadSignature):
        MimeAdapter({"secret": secret}).verify(a_request(sign(secret, BODY)))
    assert "secret" in MimeAdapter.Settings({"secret": secret, "smtp_security": "none"}).errors
    assert MimeAdapter.Settings({"secret": SECRET, "smtp_security": "none"}).is_valid()


def test_the_same_mail_has_the_same_key_and_its_size_is_kept() -> None:
    adapter = MimeAdapter({"secret": SECRET})
    first, other = a_request(None), a_request(None, BODY + b"!")
    assert adapter.raw_key(first) == adapter.raw_key(a_request("else")) != adapter.raw_key(other)
    assert adapter.keep(first) == {"size": len(BODY), "folder": "inbox"}


def test_the_body_is_the_mail() -> None:
    (item,) = MimeAdapter({"secret": SECRET}).parse(Raw("k", a_mail(body="Grüße")))
    assert isinstance(item, Inbound)
    assert item.text == "Grüße"
