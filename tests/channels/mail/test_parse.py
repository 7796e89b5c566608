import dataclasses
import quopri
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopbell.channels.mail.model import KINDS, ParsedMail
from shopbell.channels.mail.parse import parse
from shopbell.channels.mail.trim import trim

PAYLOADS = sorted((Path(__file__).parents[2] / "payloads" / "mail").glob("*.eml"))
RAW = {path.stem: path.read_bytes() for path in PAYLOADS}

quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if dataclasses.is_dataclass(value):
        return [s for f in dataclasses.fields(value) for s in strings(getattr(value, f.name))]
    if isinstance(value, tuple):
        return [s for item in value for s in strings(item)]
    return []


def check(raw: bytes) -> ParsedMail:
    mail = parse(raw)
    assert mail.kind in KINDS
    assert mail.message_id.startswith("<")
    for text in strings(mail):
        assert "\0" not in text
        text.encode("utf-8")
    segments = trim(mail.text, mail.html, [])
    assert "".join(mail.text[s.start : s.end] for s in segments) == mail.text
    assert not any(defect.startswith("unreadable") for defect in mail.defects), mail.defects
    return mail


def facts(raw: bytes) -> dict[str, object]:
    found = {f.name: getattr(parse(raw), f.name) for f in dataclasses.fields(ParsedMail)}
    del found["raw_sha256"]
    found["attachments"] = [(f.name, f.mime, f.inline, f.inline_id) for f in parse(raw).attachments]
    return found


@quick
@given(st.binary(max_size=3000))
def test_any_bytes_become_a_mail(raw):
    check(raw)


HEADER = st.sampled_from(
    [
        "From",
        "To",
        "Cc",
        "Subject",
        "Date",
        "Message-ID",
        "References",
        "In-Reply-To",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Reply-To",
        "Auto-Submitted",
        "Return-Path",
        "Content-Disposition",
        "X-Failed-Recipients",
        "Content-ID",
        "Received",
        "Precedence",
    ]
)
PIECE = st.sampled_from(
    b'<>|@|=?|?=|utf-8|?q?|?b?|multipart/mixed|multipart/report|; boundary=b|; charset=|\xff|\xed\xa0\x80|\x00|(|)|"|,'
    b"|;|idna|:|a@b.example|<a@b.example>|base64|quoted-printable|iso-2022-jp|\x1b$B|mailer-daemon|text/html|message/rfc822"
    b"|message/delivery-status|utf-7|+AD|x-uuencode|text/calendar|application/ms-tnef|name*0*=|%ff|'|\\|\n |\r|=\n"
    b"|12 Nov 2026 25:61:99 +9999|<|auto-replied|format=flowed|delsp=yes| | ".split(b"|")
)
VALUE = st.lists(PIECE, max_size=8).map(b"".join)
BODY = st.lists(
    st.one_of(
        PIECE,
        st.sampled_from([b"\n--b\n", b"\n--b--\n", b"\n\n", b"\n", b"<blockquote type=cite>", b"> x", b"-- \n"]),
        st.tuples(HEADER, VALUE).map(lambda pair: b"\n%s: %s\n" % (pair[0].encode(), pair[1])),
    ),
    max_size=25,
).map(b"".join)


@settings(quick, max_examples=400)
@given(st.lists(st.tuples(HEADER, VALUE), max_size=8), BODY)
def test_any_headers_and_parts_become_a_mail(headers, body):
    check(b"".join(b"%s: %s\n" % (name.encode(), value) for name, value in headers) + b"\n" + body)


@quick
@given(st.sampled_from(sorted(RAW)), st.floats(0, 1))
def test_a_mail_cut_anywhere_is_still_a_mail(name, where):
    raw = RAW[name]
    check(raw[: int(len(raw) * where)])


@quick
@given(st.sampled_from(sorted(RAW)), st.data())
def test_a_mail_with_damaged_bytes_is_still_a_mail(name, data):
    raw = bytearray(RAW[name])
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    check(bytes(raw))


@pytest.mark.parametrize("name", sorted(RAW))
def test_line_endings_change_nothing(name):
    raw = RAW[name]
    as_is = facts(raw)
    assert facts(raw.replace(b"\n", b"\r\n")) == as_is
    if b"\x1b" not in raw:
        assert facts(raw.replace(b"\n", b"\r")) == as_is


@quick
@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\x00\x0c\x1b"), max_size=300))
def test_the_transfer_encoding_does_not_change_the_text(text):
    head = b"From: mia@kunde.example\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
    plain = parse(head + b"8bit\n\n" + text.encode())
    quoted = parse(head + b"quoted-printable\n\n" + quopri.encodestring(text.encode()))
    assert quoted.text.rstrip("\n") == plain.text.rstrip("\n")
    assert quoted.body_hash == plain.body_hash


def test_an_empty_mail_is_a_message_without_sender():
    mail = check(b"")
    assert (mail.kind, mail.from_, mail.text, mail.subject) == ("message", None, "", "")
    assert set(mail.defects) == {"sender_missing", "message_id_missing"}


def test_a_missing_id_is_the_same_for_every_copy():
    raw = b"From: mia@kunde.example\n\nHallo\n"
    ids = {parse(copy).message_id for copy in (raw, raw.replace(b"\n", b"\r\n"), raw.rstrip(b"\n"))}
    assert len(ids) == 1
    assert parse(raw + b"!").message_id not in ids


def test_the_same_id_with_another_body_has_another_hash():
    first = parse(b"From: a@b.example\nMessage-ID: <1@b.example>\n\nHallo  Welt\n")
    copy = parse(b"Received: x\nFrom: a@b.example\nMessage-ID: <1@b.example>\n\nHallo Welt")
    other = parse(b"From: a@b.example\nMessage-ID: <1@b.example>\n\nHallo Mond\n")
    assert first.body_hash == copy.body_hash != other.body_hash


def test_an_attached_message_is_never_followed():
    inner = b"From: x@y.example\nSubject: innen\n\nINNEN\n"
    raw = b"From: a@b.example\nContent-Type: message/rfc822\n\n" + inner
    mail = parse(raw)
    assert mail.text == ""
    assert [(f.name, f.mime, f.content) for f in mail.attachments] == [("innen.eml", "message/rfc822", inner)]
