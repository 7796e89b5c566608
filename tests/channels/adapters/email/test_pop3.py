from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shopbell.channels.adapters.email import pop3
from shopbell.channels.adapters.email.pop3 import KEY, Maildrop
from shopbell.channels.base import Facts, Moved, NeedsReconnect, Raw, Unavailable
from shopbell.core import clock
from tests.channels.adapters.email.servers import Script, listening, server_at
from tests.channels.adapters.email.servers import pop3 as holding

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
EMPTY = {"skipped": [], "seen": {}, "left": []}


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def mails() -> dict[str, bytes]:
    return {"one": b"Subject: 1\r\n\r\nOne\r\n", "two": b"Subject: 2\r\n\r\nTwo\r\n"}


@pytest.fixture
def port(script: Script, mails: dict[str, bytes]) -> Iterator[int]:
    with listening(holding(script, mails)) as port:
        yield port


@pytest.fixture
def poll(port: int) -> Callable[..., list[Raw | Moved]]:
    def polled(cursor: dict[str, Any] | None = None, *, known: tuple[str, ...] = (), **how: Any) -> list[Raw | Moved]:
        facts = Facts(known=lambda keys: set(known) & set(keys), token=how.pop("token", lambda refresh: ""))
        drop = Maildrop(server_at("pop3", port), facts, **how)
        with clock.frozen(NOW):
            return list(drop.poll({} if cursor is None else {KEY: cursor}))

    return polled


Poll = Callable[..., list[Raw | Moved]]


def test_the_first_look_leaves_alone_what_lies_there(poll: Poll, script: Script) -> None:
    assert poll() == [Moved(KEY, {"skipped": ["one", "two"], "seen": {}})]
    assert not any(line.startswith("RETR") for line in script.heard)


def test_new_mail_comes_byte_for_byte_and_stored_mail_does_not(poll: Poll, mails: dict[str, bytes]) -> None:
    found = poll(EMPTY, known=("pop3:one",))
    assert found == [Raw("pop3:two", mails["two"], {"folder": "inbox", "size": len(mails["two"])})]


def test_what_was_skipped_stays_skipped_and_is_forgotten_when_it_is_gone(poll: Poll) -> None:
    found = poll({**EMPTY, "skipped": ["one", "gone"]}, known=("pop3:two",))
    assert found == [Moved(KEY, {**EMPTY, "skipped": ["one"]})]


def test_by_default_nothing_is_ever_deleted(poll: Poll, script: Script) -> None:
    poll({**EMPTY, "seen": {"one": "2020-01-01T00:00:00+00:00"}}, known=("pop3:one", "pop3:two"))
    assert not any(line.startswith("DELE") for line in script.heard)


@pytest.mark.parametrize(("seconds", "deleted"), [(0, []), (1, ["DELE 1"])])
def test_stored_mail_is_deleted_after_the_days_that_were_set(
    poll: Poll, script: Script, seconds: int, deleted: list[str]
) -> None:
    at = (NOW - timedelta(days=7, seconds=seconds)).isoformat()
    poll({**EMPTY, "seen": {"one": at}}, known=("pop3:one", "pop3:two"), delete_after=7)
    assert [line for line in script.heard if line.startswith("DELE")] == deleted


def test_the_days_begin_when_a_mail_is_first_seen_here(poll: Poll) -> None:
    found = poll(EMPTY, known=("pop3:one", "pop3:two"), delete_after=7)
    assert found == [Moved(KEY, {**EMPTY, "seen": {"one": NOW.isoformat(), "two": NOW.isoformat()}})]


def test_a_mail_the_server_does_not_hand_over_is_said_and_the_next_one_comes(
    poll: Poll, script: Script, mails: dict[str, bytes]
) -> None:
    script.answers["RETR 1"] = "-ERR damaged"
    first, second = poll(EMPTY)
    assert isinstance(first, Raw)
    assert isinstance(second, Raw)
    assert (first.body, first.failed) == (b"", "The mail server does not hand over this mail: -ERR damaged")
    assert (second.body, second.failed) == (mails["two"], "")
    assert first.cursor == Moved(KEY, {**EMPTY, "left": ["one"]})


def test_of_a_mail_over_the_cap_the_beginning_comes(
    poll: Poll, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pop3, "LARGEST", 10)
    first = poll(EMPTY)[0]
    assert isinstance(first, Raw)
    assert first.headers["truncated"] == first.headers["size"]
    assert [line for line in script.heard if line.startswith("TOP")] == ["TOP 1 800", "TOP 2 800"]


def test_what_only_the_server_has_whole_is_never_deleted_there(poll: Poll, script: Script) -> None:
    at = (NOW - timedelta(days=30)).isoformat()
    cursor = {**EMPTY, "seen": {"one": at, "two": at}, "left": ["one", "gone"]}
    found = poll(cursor, known=("pop3:one", "pop3:two"), delete_after=7)
    assert [line for line in script.heard if line.startswith("DELE")] == ["DELE 2"]
    assert found == [Moved(KEY, {**EMPTY, "left": ["one"]})]


def test_a_line_cut_amid_the_reading_keeps_what_came_and_deletes_nothing(poll: Poll, script: Script, port: int) -> None:
    script.answers["RETR 2"] = ""
    drop = Maildrop(server_at("pop3", port), Facts(), delete_after=1)
    came = drop.poll({KEY: EMPTY})
    first = next(came)
    assert isinstance(first, Raw)
    assert first.key == "pop3:one"
    with pytest.raises(Unavailable):
        next(came)
    assert "QUIT" not in script.heard


@pytest.mark.parametrize("command", ["USER", "UIDL", "LIST"])
def test_a_line_cut_is_never_taken_for_a_refusal(port: int, script: Script, command: str) -> None:
    script.answers[command] = ""
    drop = Maildrop(server_at("pop3", port), Facts())
    with pytest.raises(Unavailable, match="broke off"):
        list(drop.poll({KEY: EMPTY}))


def test_a_server_without_lasting_ids_is_refused_in_plain_words(poll: Poll, script: Script) -> None:
    script.answers["UIDL"] = "-ERR unknown command"
    with pytest.raises(NeedsReconnect, match="Use IMAP"):
        poll(EMPTY)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("-ERR [AUTH] Bad password", NeedsReconnect),
        ("-ERR [IN-USE] Another session", Unavailable),
        ("-ERR [SYS/TEMP] Later", Unavailable),
        ("-ERR [LOGIN-DELAY] Wait", Unavailable),
        ("", Unavailable),
    ],
)
def test_a_refused_sign_in_is_told_from_a_busy_server(
    poll: Poll, script: Script, answer: str, error: type[Exception]
) -> None:
    script.answers["PASS"] = answer
    with pytest.raises(error):
        poll(EMPTY)


def test_a_token_signs_in_and_an_old_one_is_renewed_once(poll: Poll, script: Script) -> None:
    script.answers["AUTH"] = ["-ERR expired", "+OK"]
    poll(EMPTY, oauth=True, token=lambda refresh: "new" if refresh else "old")
    lines = [base64.b64decode(line.split()[-1]) for line in script.heard if line.startswith("AUTH")]
    assert [b"old" in lines[0], b"new" in lines[1]] == [True, True]
    assert "USER hello" not in script.heard


def test_the_live_test_counts_what_lies_there(port: int) -> None:
    assert Maildrop(server_at("pop3", port), Facts()).try_out() == "2 mails lie there."


def test_no_password_goes_in_the_clear_where_encryption_was_asked_for(port: int, script: Script) -> None:
    script.answers["STLS"] = "-ERR no"
    drop = Maildrop(replace(server_at("pop3", port), security="starttls"), Facts())
    with pytest.raises(Unavailable):
        drop.try_out()
    assert not any(line.startswith("PASS") for line in script.heard)
