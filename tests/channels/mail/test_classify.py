import pytest

from shopbell.channels.mail.heuristics import guessed_failures
from shopbell.channels.mail.parse import parse

HEAD = b"From: Mia <mia@kunde.example>\nMessage-ID: <a@kunde.example>\n"


@pytest.mark.parametrize(
    ("header", "kind", "reason"),
    [
        (b"", "message", ""),
        (b"Auto-Submitted: no", "message", ""),
        (b"Auto-Submitted: No; owner-email=x", "message", ""),
        (b"Auto-Submitted: auto-replied", "auto_reply", "auto_submitted"),
        (b"auto-submitted: AUTO-REPLIED (vacation)", "auto_reply", "auto_submitted"),
        (b"Auto-Submitted: auto-generated", "message", "auto_submitted"),
        (b"X-Autoreply: yes", "auto_reply", "autoreply_header"),
        (b"X-Autoreply: no", "message", ""),
        (b"X-Autorespond: x", "auto_reply", "autoreply_header"),
        (b"Precedence: auto_reply", "auto_reply", "precedence"),
        (b"Precedence: bulk", "message", "precedence"),
        (b"Precedence: first-class", "message", ""),
        (b"X-Auto-Response-Suppress: DR, OOF, AutoReply", "message", "auto_response_suppress"),
        (b"X-Auto-Response-Suppress: RN", "message", ""),
        (b"List-Id: <news.shop.example>", "message", "list"),
        (b"Return-Path: <>", "message", "empty_return_path"),
        (b"Return-Path: <mia@kunde.example>", "message", ""),
        (b"X-MS-Exchange-Inbox-Rules-Loop: x@y.example", "message", "inbox_rule"),
        (b"X-Shopbell-Loop: abc", "message", "own_loop"),
        (b"Subject: Out of Office: holiday", "message", "subject"),
        (b"Subject: Re: Automatic reply: holiday", "message", ""),
        (b"Subject: Out of Office: holiday\nPrecedence: bulk", "auto_reply", "precedence"),
        (b"Subject: Abwesenheitsnotiz\nReturn-Path: <>", "auto_reply", "empty_return_path"),
    ],
)
def test_automatic_mail_is_told_by_its_headers_and_by_the_subject_last(header, kind, reason):
    mail = parse(HEAD + header + (b"\n" if header else b"") + b"\nHello\n")
    assert (mail.kind, mail.automatic.reason) == (kind, reason)
    assert bool(mail.automatic) is bool(reason)


def test_a_person_called_postmaster_who_answers_is_no_bounce():
    raw = b"From: postmaster@firma.example\nIn-Reply-To: <x@shop.example>\nSubject: Re: Rechnung\n\nDanke\n"
    assert parse(raw).kind == "message"
    assert parse(raw.replace(b"In-Reply-To", b"X-Other")).kind == "bounce"


def test_a_probable_bounce_is_not_sure():
    bounce = parse(b"From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\nSomething failed\n").bounce
    assert bounce is not None
    assert (bounce.recipients, bounce.sure) == ((), False)


def test_a_customer_who_quotes_a_bounce_is_a_customer():
    raw = HEAD + b"Subject: Re: Undelivered Mail Returned to Sender\nIn-Reply-To: <x@shop.example>\n\n"
    raw += b"I got this:\n> <mia@kunde.example>: 550 5.1.1 unknown user\n"
    assert parse(raw).kind == "message"


@pytest.mark.parametrize("raw", [b"", b"From: \xff\n\n", b"From:\nSubject: \xff\n\n<a@b.example>: unknown\n"])
def test_the_heuristics_never_raise(raw):
    assert guessed_failures(raw) == ([], [])


def test_a_report_that_is_encoded_is_read():
    raw = (
        b"From: MAILER-DAEMON@mx.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        b"--b\nContent-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n"
        b"UmVwb3J0aW5nLU1UQTogZG5zOyB4Cg0KRmluYWwtUmVjaXBpZW50OiByZmM4MjI7YUBiLmV4YW1wbGUK\n--b--\n"
    )
    bounce = parse(raw).bounce
    assert bounce is not None
    assert [recipient.address for recipient in bounce.recipients] == ["a@b.example"]
