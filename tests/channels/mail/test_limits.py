import time

import pytest

from shopbell.channels.mail.limits import Limits, scan
from shopbell.channels.mail.parse import parse

HEAD = b"From: Mia <mia@kunde.example>\nSubject: Hallo\nMessage-ID: <a@kunde.example>\n"


def nested(levels: int) -> bytes:
    parts = [b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(levels)]
    return HEAD + b"".join(parts) + b"\ntext\n"


def with_parts(count: int) -> bytes:
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * count + b"--b--\n"


def with_addresses(count: int) -> bytes:
    return HEAD + b"To: " + b",\n ".join(b"u%d@kunde.example" % n for n in range(count)) + b"\n\n"


def with_quoted_addresses(count: int) -> bytes:
    return HEAD + b"Cc: " + b", ".join(b'"u%d@k.example" <u%d@k.example>' % (n, n) for n in range(count)) + b"\n\n"


def with_words(count: int) -> bytes:
    return HEAD + b"X-Long: " + b" ".join([b"=?utf-8?q?a?="] * count) + b"\n\n"


def with_comments(depth: int) -> bytes:
    return HEAD + b"Date: " + b"(" * depth + b")" * depth + b" 1 Jan 2026 00:00:00 +0000\n\n"


def with_header_lines(count: int) -> bytes:
    return HEAD + b"X-Line: 1\n" * (count - 3) + b"\nbody"


def with_header_size(size: int) -> bytes:
    return HEAD + b"X-Long: " + b"a" * (size - 9) + b"\n\nbody"


def with_headers_size(size: int) -> bytes:
    fill = size - len(HEAD)
    rows = [b"X-Fill: " + b"a" * 991 + b"\n"] * (fill // 1000)
    rest = fill - 1000 * len(rows)
    return HEAD + b"".join(rows) + b"X-Rest: " + b"a" * (rest - 9) + b"\n\nbody"


def with_size(size: int) -> bytes:
    return HEAD + b"\n" + b"x" * (size - len(HEAD) - 1)


CASES = [
    ("nested_too_deep", nested, 50),
    ("too_many_parts", lambda n: with_parts(n - 1), 1000),
    ("too_many_addresses", with_addresses, 500),
    ("too_many_addresses", with_quoted_addresses, 500),
    ("too_many_encoded_words", with_words, 500),
    ("comments_too_deep", with_comments, 50),
    ("too_many_header_lines", with_header_lines, 1000),
    ("header_too_large", with_header_size, 32 * 1024),
    ("headers_too_large", with_headers_size, 256 * 1024),
    ("too_large", with_size, 50 * 1024 * 1024),
]


@pytest.mark.parametrize(("reason", "build", "limit"), CASES)
def test_each_limit_holds_to_the_piece(reason, build, limit):
    for below in (limit - 1, limit):
        assert scan(build(below)).ok, below
    over = scan(build(limit + 1))
    assert (over.ok, over.reason) == (False, reason)
    assert (over.subject, over.from_address) == ("Hallo", "mia@kunde.example")
    assert over.message_id == "<a@kunde.example>"


ATTACKS = {
    "headers": HEAD + b"X: y\n" * 100_000 + b"\n",
    "nesting": nested(500),
    "addresses": with_addresses(10_000),
    "comments": b"From: " + b"(" * 1000 + b" mia@kunde.example\nSubject: s\n\n",
    "parts": with_parts(10_000),
    "body": HEAD + b"\n" + b"abcd efgh\n" * (5 * 1024 * 1024 - 100),
    "dashes": nested(40) + b"\n--" * (16 * 1024 * 1024),
    "one line": b"A" * (50 * 1024 * 1024),
    "semicolons": HEAD + b"Content-Type: text/plain" + b";" * 32_000 + b"\n\n",
    "spaces": HEAD + b"Content-Type: text/plain;" + b" " * 32_000 + b"\n\n",
    "angles": b"From: " + b"<," * 16_000 + b"\n\n",
    "quotes": b"From: " + b'"\\' * 16_000 + b"\n\n",
    "words": b"Subject: " + b"=?a?b?" * 5000 + b"\n\n",
    "ids": HEAD + b"References: " + b"<" * 32_000 + b"\n\n",
}


@pytest.mark.parametrize("name", ATTACKS)
def test_hostile_mail_is_scanned_within_a_second(name):
    start = time.process_time()
    scan(ATTACKS[name])
    assert time.process_time() - start < 1


@pytest.mark.parametrize("name", [name for name in ATTACKS if name not in ("body", "dashes", "one line")])
def test_hostile_mail_is_parsed_within_a_second(name):
    start = time.process_time()
    assert parse(ATTACKS[name]).raw_sha256
    assert time.process_time() - start < 1


def test_a_mail_over_a_limit_becomes_a_stub_with_the_reason():
    mail = parse(with_parts(10_000))
    assert mail.defects == ("too_many_parts",)
    assert mail.from_ is not None
    assert (mail.subject, mail.from_.email, mail.message_id) == (
        "Hallo",
        "mia@kunde.example",
        "<a@kunde.example>",
    )
    assert mail.text == ""


def test_limits_can_be_set():
    assert scan(with_parts(3), Limits(parts=4)).ok
    assert scan(with_parts(4), Limits(parts=4)).reason == "too_many_parts"


def test_files_beyond_the_total_are_left_out_and_said_so():
    raw = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n"
    raw += b"--b\nContent-Disposition: attachment; filename=a.bin\n\n" + b"x" * 60 + b"\n"
    raw += b"--b\nContent-Disposition: attachment; filename=b.bin\n\n" + b"y" * 60 + b"\n--b--\n"
    assert [len(file.content) for file in parse(raw, Limits(attachments=120)).attachments] == [60, 60]
    mail = parse(raw, Limits(attachments=119))
    assert [file.name for file in mail.attachments] == ["a.bin"]
    assert "attachments_too_large" in mail.defects


def test_text_beyond_its_limit_is_cut_and_said_so():
    raw = HEAD + b"Content-Type: text/plain; charset=utf-8\n\n" + "ä".encode() * 101
    assert parse(raw, Limits(text=101)).text == "ä" * 101
    cut = parse(raw, Limits(text=100))
    assert (cut.text, cut.defects) == ("ä" * 100, ("text_cut",))
