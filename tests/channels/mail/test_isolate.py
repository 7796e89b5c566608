import subprocess
import sys
import time
from pathlib import Path

import pytest

from shopbell.channels.mail.isolate import ParseFailed, is_ordinary, parse_in_child, parse_isolated
from shopbell.channels.mail.parse import parse

FOLDER = Path(__file__).parents[2] / "payloads" / "mail"
BIG = b"From: mia@kunde.example\nMessage-ID: <a@b>\n\n" + b"abcd efgh\n" * 200_000


@pytest.mark.parametrize("name", ["tnef_winmail", "calendar_invitation", "bounce_postfix", "gmail_reply"])
def test_the_child_sees_the_same_mail(name):
    raw = (FOLDER / f"{name}.eml").read_bytes()
    assert parse_in_child(raw) == parse(raw)


def test_small_mail_is_parsed_here_and_large_or_foreign_mail_is_not():
    assert is_ordinary((FOLDER / "gmail_reply.eml").read_bytes())
    assert not is_ordinary((FOLDER / "tnef_winmail.eml").read_bytes())
    assert not is_ordinary(BIG)
    many = b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 99
    assert is_ordinary(many.replace(b"--b\n\nx\n", b"", 1))
    assert not is_ordinary(many)
    assert is_ordinary(b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 2000)


def test_large_mail_comes_back_whole():
    assert parse_isolated(BIG) == parse(BIG)


def test_a_child_that_takes_too_long_is_stopped():
    start = time.monotonic()
    with pytest.raises(ParseFailed) as caught:
        parse_in_child(BIG, timeout=0.01)
    assert caught.value.reason == "timeout"
    assert time.monotonic() - start < 3


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not limit address space")
def test_a_child_without_memory_fails_with_a_reason():
    with pytest.raises(ParseFailed) as caught:
        parse_in_child(BIG * 20, memory=64 * 1024 * 1024)
    assert caught.value.reason in ("memory", "crashed")


def test_reading_mail_loads_no_foreign_parsers_and_no_django():
    code = (
        "import sys; from shopbell.channels.mail.parse import parse; from shopbell.channels.mail.trim import trim;"
        "mail = parse(b'From: a@b.example\\n\\nHallo'); trim(mail.text, mail.html, []);"
        "print([m for m in ('django', 'tnefparse', 'flufl.bounce', 'dkim', 'inscriptis', 'nh3', 'lxml',"
        " 'charset_normalizer', 'email.message') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_hijacked_child_cannot_run_code_here():
    import io
    import os
    import pickle

    from shopbell.channels.mail.isolate import _Unpickler

    for bad in (os.system, subprocess.Popen, Path):
        with pytest.raises(pickle.UnpicklingError):
            _Unpickler(io.BytesIO(pickle.dumps(bad))).load()
