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
    assert seen.reason.startswith("Shopbell does not understand something in it.")
    assert seen.advice.startswith("Replay it after the next update.")
    assert seen.details.endswith("ValueError: no such charset")


def test_a_sentence_is_no_traceback() -> None:
    seen = glimpse(b"", {}, "The mail is larger than we take.")
    assert (seen.reason, seen.details, seen.text) == ("The mail is larger than we take.", "", "")
    assert seen.advice == "Look for it in the mailbox itself; nothing of it was fetched."


@pytest.mark.parametrize("body", [b"\x00\xff\xfe" * 1000, b":" * 5000, b"A: " + b"x" * 100_000, b"\n" * 9999])
def test_nothing_in_it_breaks_the_look(body: bytes) -> None:
    seen = glimpse(body, {"content-type": "application/json"}, "")
    assert (seen.sender, "\x00" in seen.text) == ("", False)


def test_only_so_many_headers_are_shown() -> None:
    body = b"From: a@post.example\n" + b"".join(b"X-%d: y\n" % n for n in range(100_000)) + b"\nHello"
    assert len(glimpse(body, {}, "").headers) == MOST_HEADERS


@pytest.mark.parametrize(
    ("last", "reason", "advice"),
    [
        ("shopbell.channels.mail.isolate.ParseFailed: timeout", "It is so entangled", "A Replay seldom helps"),
        ("shopbell.channels.mail.isolate.ParseFailed: memory", "Reading it would have taken more memory", "A Replay"),
        ("shopbell.channels.mail.isolate.ParseFailed: crashed", "The program that reads mail broke down", "A Replay"),
        (
            "django.db.utils.OperationalError: server closed",
            "The database was busy or away",
            "Nothing is wrong",
        ),
        ("OSError: [Errno 28] No space left on device", "The disk was full.", "Make room"),
        ("KeyError: 'x'", "Shopbell does not understand something", "Replay it after the next update."),
    ],
)
def test_what_happened_is_said_before_the_technical_text(last: str, reason: str, advice: str) -> None:
    seen = glimpse(MAIL, {}, f"Traceback (most recent call last):\n  File\n{last}")
    assert seen.reason.startswith(reason)
    assert seen.advice.startswith(advice)
    assert last not in seen.reason
    assert seen.details.endswith(last)
