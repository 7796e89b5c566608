from __future__ import annotations

import base64
import json
from urllib.parse import urlencode

import pytest

from shopbell.channels.adapters.anymail.providers import PROVIDERS, fields_of, raw_mails

MAIL = "From: a@b.example\r\nSubject: Größe\r\n\r\n+&=% Grüße\r\n"
RAW = MAIL.encode()
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
PACKED = base64.b64encode(RAW).decode()


def a_relay(**content: object) -> dict[str, object]:
    return {"msys": {"relay_message": {"content": content}}}


DELIVERIES: dict[str, tuple[str, str, str]] = {
    "mailgun": ("mailgun", FORM, urlencode({"token": "t", "body-mime": MAIL})),
    "mandrill": ("mandrill", FORM, urlencode({"mandrill_events": json.dumps([{"msg": {"raw_msg": MAIL}}])})),
    "postmark": ("postmark", JSON, json.dumps({"RawEmail": MAIL})),
    "sparkpost": ("sparkpost", JSON, json.dumps([a_relay(email_rfc822=MAIL, email_rfc822_is_base64=False)])),
    "sparkpost packed": ("sparkpost", JSON, json.dumps([a_relay(email_rfc822=PACKED, email_rfc822_is_base64=True)])),
    "postal": ("postal", JSON, json.dumps({"message": MAIL, "base64": False})),
    "postal packed": ("postal", JSON, json.dumps({"message": PACKED, "base64": True})),
    "mailersend": ("mailersend", JSON, json.dumps({"data": {"raw": MAIL}})),
}


def test_every_provider_is_delivered_here() -> None:
    assert {provider for provider, _type, _body in DELIVERIES.values()} == set(PROVIDERS)


@pytest.mark.parametrize("name", DELIVERIES)
def test_the_mail_comes_out_byte_for_byte(name: str) -> None:
    provider, content_type, body = DELIVERIES[name]
    assert list(raw_mails(provider, body.encode(), content_type)) == [RAW]


EMPTY = {
    "mailgun": (FORM, urlencode({"token": "t", "body-plain": "Hello"})),
    "mandrill": (FORM, urlencode({"mandrill_events": json.dumps([{"msg": {"text": "Hello"}}])})),
    "postmark": (JSON, json.dumps({"TextBody": "Hello"})),
    "sparkpost": (JSON, json.dumps([a_relay(text="Hello")])),
    "postal": (JSON, json.dumps({"plain_body": "Hello"})),
    "mailersend": (JSON, json.dumps({"data": {"text": "Hello", "raw": None}})),
}


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_request_without_the_raw_mail_says_what_to_switch_on(provider: str) -> None:
    content_type, body = EMPTY[provider]
    with pytest.raises(ValueError, match="raw"):
        list(raw_mails(provider, body.encode(), content_type))


@pytest.mark.parametrize("body", ["[]", '"x"', "null", '{"data": "x"}', '{"data": []}'])
def test_json_of_another_shape_is_an_error_and_nothing_worse(body: str) -> None:
    for provider in ("postmark", "postal", "mailersend"):
        with pytest.raises(ValueError):
            list(raw_mails(provider, body.encode(), JSON))


def test_several_mails_in_one_request_all_come_out() -> None:
    body = json.dumps([a_relay(email_rfc822=f"Subject: {n}\r\n\r\n") for n in range(3)]).encode()
    assert list(raw_mails("sparkpost", body, JSON)) == [f"Subject: {n}\r\n\r\n".encode() for n in range(3)]


def test_a_provider_that_only_asks_whether_we_are_there_brings_no_mail() -> None:
    assert list(raw_mails("sparkpost", b'[{"msys": {}}]', JSON)) == []
    assert list(raw_mails("mandrill", urlencode({"mandrill_events": "[]"}).encode(), FORM)) == []


def test_a_form_in_parts_keeps_every_byte() -> None:
    raw = b"Subject: x\r\n\r\n\xff\xfe\x80 bytes\r\n"
    body = (
        b'--B\r\nContent-Disposition: form-data; name="token"\r\n\r\nt\r\n'
        b'--B\r\nContent-Disposition: form-data; name="body-mime"; filename="m.eml"\r\n\r\n' + raw + b"\r\n--B--\r\n"
    )
    fields = dict(fields_of(body, "multipart/form-data; boundary=B"))
    assert fields == {"token": b"t", "body-mime": raw}


@pytest.mark.parametrize("content_type", ["", JSON, "multipart/form-data", "text/plain"])
def test_what_is_no_form_has_no_fields(content_type: str) -> None:
    assert fields_of(b"a=b", content_type) == []


def test_forms_beyond_the_usual_limits_are_read() -> None:
    fields = fields_of(urlencode([(f"f{n}", "") for n in range(5000)]).encode(), FORM)
    assert len(fields) == 5000
