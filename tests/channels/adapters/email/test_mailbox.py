"""The mailbox account as a whole: which of its sides is used for what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import dns.resolver
import pytest

from shopbell.channels.adapters.email import EmailAdapter
from shopbell.channels.base import Facts, Identity, Moved, Outbound, Raw, Status
from tests.channels.adapters.email.servers import Folder, Script, imap, listening, pop3, smtp

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
MAIL = b"Message-ID: <1@post.example>\r\nSubject: 1\r\n\r\nOne\r\n"


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def out(script: Script) -> Iterator[int]:
    with listening(smtp(script)) as port:
        yield port


def an_adapter(port: int = 0, **settings: object) -> EmailAdapter:
    given = {"host": "127.0.0.1", "port": port, "security": "none", "username": "hello", "password": "pw", **settings}
    return EmailAdapter(given, Facts(address="hello@shop.example"))


def test_an_account_that_only_sends_asks_no_server_for_mail() -> None:
    adapter = an_adapter(receive="none")
    assert list(adapter.poll({})) == []
    assert list(adapter.backfill({}, since=SINCE)) == []


def test_a_maildrop_is_read_by_its_own_protocol_and_has_no_history() -> None:
    with listening(pop3(Script(), {"one": MAIL})) as port:
        adapter = an_adapter(port, receive="pop3")
        (first,) = adapter.poll({})
        assert isinstance(first, Moved)
        (raw,) = adapter.poll({"pop3": {"skipped": [], "seen": {}}})
        assert isinstance(raw, Raw)
        assert (raw.key, raw.body) == ("pop3:one", MAIL)
        assert list(adapter.backfill({}, since=SINCE)) == []


def test_all_folders_that_were_named_are_read_each_once() -> None:
    folders = {"INBOX": Folder({1: MAIL}), "Spam": Folder(), "Sent": Folder()}
    with listening(imap(Script(), folders)) as port:
        adapter = an_adapter(port, junk="Spam", sent="Sent")
        keys = [item.key for item in adapter.poll({})]
        adapter.close()
        same = an_adapter(port, junk="INBOX")
        once = [item.key for item in same.poll({})]
        same.close()
    assert (keys, once) == (["imap:INBOX", "imap:Spam", "imap:Sent"], ["imap:INBOX"])


def test_the_connection_is_made_anew_after_closing() -> None:
    script = Script()
    with listening(imap(script, {"INBOX": Folder()})) as port:
        adapter = an_adapter(port)
        for _ in range(2):
            list(adapter.poll({}))
            list(adapter.poll({}))
            adapter.close()
    assert sum(line.startswith("LOGIN") for line in script.heard) == 2


def an_outbound(to: str = "mia@post.example") -> Outbound:
    return Outbound(
        key="7",
        to=Identity("email", to),
        body="Hello",
        subject="S",
        message_id="<7@shop.example>",
        headers={"envelope-from": "hello+b.7.0@shop.example"},
    )


def test_an_answer_is_handed_to_the_outgoing_server(out: int, script: Script) -> None:
    adapter = an_adapter(smtp_host="127.0.0.1", smtp_port=out, smtp_security="none")
    (part,) = adapter.render(an_outbound())
    assert adapter.send(part).status is Status.SENT
    assert any("hello+b.7.0@shop.example" in line for line in script.heard)


def test_an_answer_that_makes_no_mail_is_refused_before_anybody_is_called(out: int, script: Script) -> None:
    adapter = an_adapter(smtp_host="127.0.0.1", smtp_port=out, smtp_security="none")
    (part,) = adapter.render(an_outbound("not an address"))
    result = adapter.send(part)
    assert (result.status, result.code, result.permanent, script.heard) == (Status.FAILED, "compose", True, [])


def test_the_live_test_goes_no_further_than_the_sign_in_that_fails(
    out: int, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(self: dns.resolver.Resolver, name: str, kind: str) -> list[object]:
        raise dns.resolver.NXDOMAIN

    monkeypatch.setattr(dns.resolver.Resolver, "resolve", nothing)
    receiving = Script({"LOGIN": "NO [AUTHENTICATIONFAILED] Bad password"})
    with listening(imap(receiving, {"INBOX": Folder()})) as port:
        adapter = an_adapter(port, smtp_host="127.0.0.1", smtp_port=out, smtp_security="none")
        steps = [step for step in adapter.check() if step.state != "running"]
    assert [(step.label, step.state) for step in steps[:2]] == [
        ("Sign in to receive", "bad"),
        ("Sign in to send", "ok"),
    ]
    assert [step.label for step in steps[2:]] == ["MX", "SPF", "DMARC", "DKIM"]
    assert not any(line.lower().startswith("mail") for line in script.heard)
