import pytest

from shopbell.channels.glimpse import MOST_HEADERS, glimpse

MAIL = (
    b"Received: from a\r\n by b\r\nFrom: =?utf-8?q?Gr=C3=BC=C3=9Fe?= <x@post.example>\r\n"
    b"Subject: Rechnung\r\n\r\n<script>alert(1)</script>\r\n"
)


def test_a_mail_is_known_by_its_sender_and_subject() -> None:
    seen = glimpse(MAIL, {}, "Traceback (most recent call last):\n  File\nValueError: no such charset")
    assert (seen.sender, seen.subject) == ("Grüße <x@post.example>", "Rechnung")
    assert seen.headers[0] == ("Received", "from a by b")
    assert seen.text == "<script>alert(1)</script>\n"
    assert seen.reason == "ValueError: no such charset"
    assert seen.details.startswith("Traceback")


def test_a_sentence_is_no_traceback() -> None:
    seen = glimpse(b"", {}, "The mail is larger than we take.")
    assert (seen.reason, seen.details, seen.text) == ("The mail is larger than we take.", "", "")


@pytest.mark.parametrize("body", [b"\x00\xff\xfe" * 1000, b":" * 5000, b"A: " + b"x" * 100_000, b"\n" * 9999])
def test_nothing_in_it_breaks_the_look(body: bytes) -> None:
    seen = glimpse(body, {"content-type": "application/json"}, "")
    assert (seen.sender, "\x00" in seen.text) == ("", False)


def test_only_so_many_headers_are_shown() -> None:
    body = b"From: a@post.example\n" + b"".join(b"X-%d: y\n" % n for n in range(100_000)) + b"\nHello"
    assert len(glimpse(body, {}, "").headers) == MOST_HEADERS
