from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from shopbell.channels.adapters.email.imap import Mailbox, raw_key
from shopbell.channels.base import Facts, Moved, NeedsReconnect, Raw, Unavailable
from shopbell.core import clock
from tests.channels.adapters.email.servers import Folder, Script, listening, server_at
from tests.channels.adapters.email.servers import imap as holding

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
KEY = "imap:INBOX"


def a_mail(number: int) -> bytes:
    return f"Message-ID: <{number}@post.example>\r\nSubject: {number}\r\n\r\nText {number}\r\n".encode()


def at(first: int, last: int, **more: Any) -> dict[str, dict[str, Any]]:
    """The cursor of an inbox read up to `last`."""
    return {KEY: {"uidvalidity": 1, "first_uid": first, "last_uid": last, **more}}


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def inbox() -> Folder:
    return Folder({uid: a_mail(uid) for uid in (3, 5, 8)})


@pytest.fixture
def port(script: Script, inbox: Folder) -> Iterator[int]:
    with listening(holding(script, {"INBOX": inbox, "Junk": Folder({1: a_mail(1)})})) as port:
        yield port


@pytest.fixture
def a_mailbox(port: int) -> Iterator[Callable[..., Mailbox]]:
    made: list[Mailbox] = []

    def make(*, known: tuple[str, ...] = (), folders: dict[str, str] | None = None, **facts: Any) -> Mailbox:
        how = {"oauth": facts.pop("oauth", False)}
        password = facts.pop("password", "pw")
        all_facts = Facts(known=lambda keys: set(known) & set(keys), **facts)
        server = server_at("imap", port, password=password)
        made.append(Mailbox(server, all_facts, folders or {"INBOX": "inbox"}, **how))
        return made[-1]

    yield make
    for mailbox in made:
        mailbox.close()


Make = Callable[..., Mailbox]


def keys(items: list[Raw | Moved]) -> list[str]:
    return [item.key for item in items if isinstance(item, Raw)]


def uid_key(*uids: int) -> list[str]:
    return [raw_key("INBOX", 1, uid) for uid in uids]


def test_the_first_look_only_notes_where_to_begin(a_mailbox: Make) -> None:
    with clock.frozen(NOW):
        found = list(a_mailbox().poll({}))
    assert found == [Moved(KEY, {"uidvalidity": 1, "first_uid": 8, "last_uid": 8, "began": NOW.isoformat()})]


def test_new_mail_comes_oldest_first_each_with_its_cursor(a_mailbox: Make) -> None:
    found = list(a_mailbox().poll(at(3, 3)))
    assert keys(found) == uid_key(5, 8)
    first, second = found
    assert isinstance(first, Raw)
    assert isinstance(second, Raw)
    assert (first.body, first.headers["message_id"], first.headers["size"]) == (
        a_mail(5),
        "<5@post.example>",
        len(a_mail(5)),
    )
    assert first.received_at == datetime(2026, 11, 17, 10, tzinfo=UTC)
    assert [raw.cursor and raw.cursor.value["last_uid"] for raw in (first, second)] == [5, 8]


def test_the_newest_mail_that_every_question_gives_is_not_read_again(a_mailbox: Make) -> None:
    assert list(a_mailbox(known=tuple(uid_key(5, 8))).poll(at(3, 8))) == []


def test_a_mail_that_appears_below_the_cursor_is_found_and_the_cursor_stays(a_mailbox: Make) -> None:
    (found,) = a_mailbox(known=tuple(uid_key(8))).poll(at(3, 8))
    assert isinstance(found, Raw)
    assert found.cursor is not None
    assert (found.key, found.cursor.value["last_uid"]) == (raw_key("INBOX", 1, 5), 8)


def test_what_lay_there_before_we_began_is_left_alone(a_mailbox: Make) -> None:
    assert keys(list(a_mailbox().poll(at(5, 8)))) == uid_key(8)


def test_the_folder_is_opened_read_only_and_no_mail_is_marked_as_read(a_mailbox: Make, script: Script) -> None:
    list(a_mailbox().poll(at(3, 3)))
    assert any(line.startswith("EXAMINE") for line in script.heard)
    assert not any(line.startswith(("SELECT", "UID-STORE")) for line in script.heard)
    assert all("BODY.PEEK" in line for line in script.heard if "BODY" in line)


def test_a_mail_expunged_meanwhile_is_no_loss(a_mailbox: Make, inbox: Folder) -> None:
    found = a_mailbox().poll(at(3, 3))
    first = next(found)
    del inbox.mails[8]
    assert [first.key, *keys(list(found))] == uid_key(5)


def test_a_mail_the_server_refuses_is_tried_thrice_and_the_next_one_comes(a_mailbox: Make, script: Script) -> None:
    script.answers["UID-FETCH 5 (BODY.PEEK[])"] = "NO Damaged"
    refused, second = a_mailbox().poll(at(3, 3))
    assert isinstance(refused, Raw)
    assert isinstance(second, Raw)
    assert refused.cursor is not None
    assert refused.failed.startswith("The mail server does not hand over this mail:")
    assert (refused.body, refused.cursor.value["last_uid"], second.body) == (b"", 5, a_mail(8))
    assert script.heard.count("UID-FETCH 5 (BODY.PEEK[])") == 3


def test_a_mail_the_server_gives_at_the_third_attempt_has_not_failed(a_mailbox: Make, script: Script) -> None:
    script.answers["UID-FETCH 5 (BODY.PEEK[])"] = ["NO Later", "NO Later", "OK done"]
    first = next(a_mailbox().poll(at(3, 3)))
    assert isinstance(first, Raw)
    assert (first.body, first.failed) == (a_mail(5), "")


@pytest.mark.parametrize(("size", "is_cut"), [(100, False), (101, True)])
def test_over_the_cap_the_beginning_comes(a_mailbox: Make, inbox: Folder, size: int, is_cut: bool) -> None:
    inbox.sizes[5] = size
    mailbox = a_mailbox()
    mailbox.largest = 100
    first = next(mailbox.poll(at(3, 3)))
    assert isinstance(first, Raw)
    assert (first.headers.get("truncated"), first.body) == (101 if is_cut else None, a_mail(5))


def test_a_connection_that_breaks_off_keeps_what_came(a_mailbox: Make, script: Script) -> None:
    script.answers["UID-FETCH 8 (BODY.PEEK[])"] = ""
    found = a_mailbox().poll(at(3, 3))
    assert next(found).key == raw_key("INBOX", 1, 5)
    with pytest.raises(Unavailable):
        next(found)


def test_a_folder_that_is_gone_is_named(a_mailbox: Make, script: Script) -> None:
    script.answers["EXAMINE"] = "NO No such mailbox"
    with pytest.raises(Unavailable, match="The folder INBOX cannot be opened"):
        list(a_mailbox().poll(at(3, 3)))


def test_each_folder_has_its_own_cursor_and_role(a_mailbox: Make) -> None:
    mailbox = a_mailbox(folders={"INBOX": "inbox", "Junk": "junk"})
    junk = {"imap:Junk": {"uidvalidity": 1, "first_uid": 0, "last_uid": 0}}
    found = list(mailbox.poll({**at(5, 5), **junk}))
    assert [(raw.key, raw.headers["folder"]) for raw in found if isinstance(raw, Raw)] == [
        (raw_key("INBOX", 1, 8), "inbox"),
        (raw_key("Junk", 1, 1), "junk"),
    ]


def test_a_renumbered_folder_brings_only_what_nobody_knows(a_mailbox: Make, inbox: Folder) -> None:
    inbox.validity = 2
    inbox.mails[9] = b"Subject: no id\r\n\r\nStored\r\n"
    stored = {hashlib.sha256(inbox.mails[9]).hexdigest()}
    mailbox = a_mailbox(seen=lambda since: ({("<3@post.example>", len(a_mail(3))), ("<5@post.example>", 9)}, stored))
    found = list(mailbox.poll(at(0, 8, newest="2026-11-17T10:00:00+00:00", began="2026-11-01T00:00:00+00:00")))
    came = [item for item in found if isinstance(item, Raw)]
    assert [raw.key for raw in came] == [raw_key("INBOX", 2, 5), raw_key("INBOX", 2, 8)]
    assert all(raw.headers["catch_up"] and raw.cursor is None for raw in came)
    (moved,) = (item for item in found if isinstance(item, Moved))
    assert (moved.value["uidvalidity"], moved.value["last_uid"]) == (2, 9)


def test_mail_older_than_our_beginning_stays_left_alone_after_a_renumbering(a_mailbox: Make, inbox: Folder) -> None:
    inbox.validity = 2
    found = list(a_mailbox().poll(at(0, 8, began="2026-11-17T10:00:01+00:00")))
    assert keys(found) == []


def test_history_goes_down_in_batches_and_ends(a_mailbox: Make, inbox: Folder) -> None:
    inbox.mails = {uid: a_mail(uid) for uid in range(1, 61)}
    mailbox = a_mailbox()
    cursors = at(60, 60)
    batches = []
    for _ in range(3):
        found = list(mailbox.backfill(cursors, since=datetime(2026, 1, 1, tzinfo=UTC)))
        batches.append([item for item in found if isinstance(item, Raw)])
        moved = [item.cursor or item if isinstance(item, Raw) else item for item in found]
        if moved:
            assert isinstance(moved[-1], Moved)
            cursors = {KEY: dict(moved[-1].value)}
    assert [raw.key for raw in batches[0]] == uid_key(*range(60, 10, -1))
    assert [raw.key for raw in batches[1]] == uid_key(*range(10, 0, -1))
    assert batches[2] == []
    assert all(raw.is_backfill for raw in batches[0] + batches[1])
    assert cursors[KEY]["is_backfilled"] is True
    assert cursors[KEY]["last_uid"] == 60


def test_history_is_not_read_from_a_folder_that_was_renumbered(a_mailbox: Make, inbox: Folder) -> None:
    inbox.validity = 2
    assert list(a_mailbox().backfill(at(8, 8), since=datetime(2026, 1, 1, tzinfo=UTC))) == []


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("NO [AUTHENTICATIONFAILED] Bad password", NeedsReconnect),
        ("NO [UNAVAILABLE] Backend down", Unavailable),
        ("NO Too many connections", Unavailable),
        ("", Unavailable),
    ],
)
def test_a_refused_sign_in_is_told_from_a_busy_server(
    a_mailbox: Make, script: Script, answer: str, error: type[Exception]
) -> None:
    script.answers["LOGIN"] = answer
    with pytest.raises(error):
        list(a_mailbox().poll({}))


def test_a_password_that_no_server_can_be_told_asks_for_a_person(a_mailbox: Make, script: Script) -> None:
    with pytest.raises(NeedsReconnect):
        list(a_mailbox(password="größe").poll({}))
    assert not any(line.startswith("LOGIN") for line in script.heard)


@pytest.mark.parametrize("answer", ["OK done", "NO Not now", ""])
def test_no_password_goes_in_the_clear_where_encryption_was_asked_for(port: int, script: Script, answer: str) -> None:
    """The server offers no STARTTLS, refuses it, or hangs up."""
    script.answers["STARTTLS"] = answer
    mailbox = Mailbox(replace(server_at("imap", port), security="starttls"), Facts(), {"INBOX": "inbox"})
    with pytest.raises(Unavailable):
        list(mailbox.poll({}))
    assert not any(line.startswith("LOGIN") for line in script.heard)


def test_an_old_token_is_renewed_once_and_then_a_person_is_asked(a_mailbox: Make, script: Script) -> None:
    asked: list[bool] = []

    def token(refresh: bool) -> str:
        asked.append(refresh)
        return "token"

    script.answers["AUTHENTICATE"] = "NO Expired"
    with pytest.raises(NeedsReconnect):
        list(a_mailbox(oauth=True, token=token).poll({}))
    assert asked == [False, True]


def test_the_live_test_counts_and_finds(a_mailbox: Make) -> None:
    mailbox = a_mailbox()
    assert mailbox.newest() == 3


def test_long_names_of_folders_fit_into_their_key() -> None:
    long = raw_key("x" * 500, 4_294_967_295, 4_294_967_295)
    assert len(long) <= 200
    assert long != raw_key("x" * 501, 4_294_967_295, 4_294_967_295)
