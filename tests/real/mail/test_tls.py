"""Mail over TLS, from the first byte and by STARTTLS, and what the live test says of certificates that do not fit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from imapclient import IMAPClient

from shopbell.channels.actions import reading
from shopbell.channels.adapters.email import EmailAdapter
from shopbell.channels.base import CheckStep, Facts
from shopbell.channels.models import ChannelAccount
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages
from shopbell.tickets.models import Ticket
from tests.channels.conftest import a_mail
from tests.real.mail.servers import PASSWORD, SHOP, Servers, wait_for

WAYS = ["tls", "starttls"]
RECEIVE, NEWEST, SEND, BACK = (
    "Sign in to receive",
    "Read the newest message",
    "Sign in to send",
    "A letter to ourselves came back",
)


def tried(settings: dict[str, object]) -> dict[str, CheckStep]:
    """The verdicts of the live test by their labels, without those of the name servers."""
    adapter, verdicts = EmailAdapter(settings, Facts(address=SHOP)), {}
    last = BACK if settings["receive"] == "imap" else SEND
    for step in adapter.check():
        if step.state != "running":
            verdicts[step.label] = step
            if step.label == last or (step.label == SEND and verdicts[RECEIVE].state != "ok"):
                break
    adapter.close()
    return verdicts


def said(verdicts: dict[str, CheckStep]) -> dict[str, tuple[str, str]]:
    return {label: (step.state, str(step.detail)) for label, step in verdicts.items()}


@pytest.fixture
def known(servers: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine trusts the certificate, as an administrator makes it do."""
    monkeypatch.setenv("SSL_CERT_FILE", str(servers.certificate))


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("receive", ["imap", "pop3"])
@pytest.mark.parametrize("way", WAYS)
def test_a_mail_comes_and_its_answer_goes_over_tls(
    mailbox: ChannelAccount,
    servers: Servers,
    imap: IMAPClient,
    letters: Callable[[], list[bytes]],
    alice: Agent,
    run_jobs: Callable[[], int],
    way: str,
    receive: str,
) -> None:
    mailbox.settings = servers.secure(way, receive)
    mailbox.save()
    taken, signed_in = logged(servers, "exim/log-mainlog"), logged(servers, "dovecot.log")
    reading.poll(account_id=mailbox.pk)
    imap.append("INBOX", a_mail(subject="Lamp"))
    reading.poll(account_id=mailbox.pk)
    run_jobs()
    ticket = Ticket.objects.get()
    answer = messages.reply(ticket.threads.get(), text="It left.", by=alice.actor, agent=alice)
    run_jobs()
    answer.refresh_from_db()
    assert (ticket.subject, answer.state, answer.reason) == ("Lamp", "sent", "")
    assert answer.external_id.encode() in wait_for(lambda: (got := letters()) and len(got) == 2 and got[-1])  # type: ignore[operator]
    lines = [line for line in logged(servers, "exim/log-mainlog")[len(taken) :] if " <= " in line]
    assert len(lines) == 2
    assert all("P=esmtpsa X=TLS1.3" in line and f"A=plain:{SHOP}" in line for line in lines)
    logins = [
        line for line in logged(servers, "dovecot.log")[len(signed_in) :] if f"{receive}-login: Info: Login" in line
    ]
    assert logins
    assert all(", TLS," in line for line in logins)


@pytest.mark.usefixtures("known", "imap")
@pytest.mark.parametrize("way", WAYS)
def test_the_live_test_is_content_where_the_certificate_is_known(servers: Servers, way: str) -> None:
    verdicts = said(tried(servers.secure(way)))
    came_back = verdicts.pop(BACK)
    port = servers.smtps if way == "tls" else servers.smtp
    assert verdicts == {
        RECEIVE: ("ok", "127.0.0.1 lets us in."),
        NEWEST: ("ok", "The folder is empty."),
        SEND: ("ok", f"127.0.0.1 lets us in on port {port}."),
    }
    assert came_back[0] == "ok"


@pytest.mark.usefixtures("imap")
@pytest.mark.parametrize("receive", ["imap", "pop3"])
@pytest.mark.parametrize("way", WAYS)
def test_a_certificate_signed_by_nobody_known_is_refused_until_the_check_is_left_out(
    servers: Servers, way: str, receive: str
) -> None:
    refused = ("bad", "The certificate of 127.0.0.1 does not fit: self-signed certificate.")
    assert said(tried(servers.secure(way, receive))) == {RECEIVE: refused, SEND: refused}
    trusting = tried(servers.secure(way, receive, verify_tls=False))
    assert {step.state for step in trusting.values()} == {"ok"}
    assert len(trusting) == (4 if receive == "imap" else 2)


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("receive", ["imap", "pop3"])
@pytest.mark.parametrize("way", WAYS)
def test_a_certificate_of_another_host_is_refused(servers: Servers, way: str, receive: str) -> None:
    settings = servers.secure(way, receive, host="localhost", smtp_host="localhost")
    why = "Hostname mismatch, certificate is not valid for 'localhost'"
    refused = ("bad", f"The certificate of localhost does not fit: {why}.")
    assert said(tried(settings)) == {RECEIVE: refused, SEND: refused}


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("receive", ["imap", "pop3"])
def test_the_two_ways_mixed_up_are_told_apart_and_the_right_one_is_proposed(servers: Servers, receive: str) -> None:
    tls, starttls = servers.secure("tls", receive), servers.secure("starttls", receive)
    ports = ("port", "smtp_port")
    first = tried(tls | {name: starttls[name] for name in ports})
    later = tried(starttls | {name: tls[name] for name in ports})
    for label, name in ((RECEIVE, "port"), (SEND, "smtp_port")):
        prefix = name.removesuffix("port")
        assert first[label].detail == f"Port {starttls[name]} begins without encryption: choose STARTTLS."
        assert first[label].change == {f"{prefix}security": "starttls"}
        assert later[label].detail == f"Port {tls[name]} expects TLS from the first byte: choose TLS."
        assert later[label].change == {f"{prefix}security": "tls"}


@pytest.mark.usefixtures("known", "imap")
@pytest.mark.parametrize("way", WAYS)
def test_a_wrong_password_over_tls_is_told_as_such(servers: Servers, way: str) -> None:
    verdicts = said(tried(servers.secure(way, password=f"not {PASSWORD}")))
    assert verdicts[RECEIVE][1].startswith(f"The mail server refused the sign-in of {SHOP}: ")
    assert verdicts[SEND] == ("bad", f"The mail server refused the sign-in of {SHOP}: Incorrect authentication data")


def logged(servers: Servers, name: str) -> list[str]:
    path = servers.folder / name
    return path.read_text(errors="replace").splitlines() if path.exists() else []
