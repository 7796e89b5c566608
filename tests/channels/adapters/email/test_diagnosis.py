"""Wrong ports and encryptions, against servers on this machine: what is said, and how soon."""

from __future__ import annotations

import contextlib
import datetime as dt
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import dns.resolver
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from shopbell.channels.adapters.email import EmailAdapter, connection
from shopbell.channels.adapters.email.connection import TESTING, Patience
from shopbell.channels.adapters.email.diagnosis import Voice, WrongSetting, listen, reach, unreachable
from shopbell.channels.base import CheckStep, Facts, Unavailable
from tests.channels.adapters.email.servers import Folder, Script, imap, listening, server_at, smtp

SOON = 8.0
GREETING = {"imap": b"* OK ready\r\n", "pop3": b"+OK ready\r\n", "smtp": b"220 mx.example\r\n"}


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second instead of several."""
    monkeypatch.setattr("shopbell.channels.adapters.email.TESTING", Patience(1.0, 1.0))


@pytest.fixture
def unhurried(hurried: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as people wait, for what measures that."""
    monkeypatch.setattr("shopbell.channels.adapters.email.TESTING", TESTING)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1 that nobody trusts, with its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return file


@contextlib.contextmanager
def answering(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """A port whose every call is answered by `talk`, which may raise what it likes; gives its number."""
    over = threading.Event()

    def one(line: socket.socket) -> None:
        with contextlib.suppress(OSError), line:
            line.settimeout(20)
            talk(line)
            over.wait(20)

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=one, args=(listener.accept()[0],), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]
        over.set()
        listener.shutdown(socket.SHUT_RDWR)


def in_tls(certificate: Path, said: bytes, alpn: str = "") -> Callable[[socket.socket], None]:
    """What speaks TLS from the first byte and then says this."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    if alpn:
        context.set_alpn_protocols([alpn])

    def talk(line: socket.socket) -> None:
        with context.wrap_socket(line, server_side=True) as inner:
            inner.sendall(said)
            inner.recv(100)

    return talk


def as_http(line: socket.socket) -> None:
    line.recv(100)
    line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


def saying(said: bytes) -> Callable[[socket.socket], None]:
    return lambda line: line.sendall(said)


def silent(line: socket.socket) -> None:
    line.recv(4096)


def first_step(port: int, security: str, **more: object) -> tuple[CheckStep, float]:
    """The verdict of the first step of a mailbox that only sends by this port, and the seconds until then."""
    settings = {"receive": "none", "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": security, **more}
    began = time.monotonic()
    steps = (step for step in EmailAdapter(settings, Facts(address="a@b.example")).check() if step.state != "running")
    return next(steps), time.monotonic() - began


def test_starttls_at_a_port_of_implicit_tls_is_told_to_choose_tls(certificate: Path) -> None:
    with answering(in_tls(certificate, GREETING["smtp"])) as port:
        step, seconds = first_step(port, "starttls", verify_tls=False)
    assert (step.state, step.detail) == ("bad", f"Port {port} expects TLS from the first byte: choose TLS.")
    assert step.change == {"smtp_security": "tls"}
    assert seconds < SOON


def test_tls_at_a_port_that_begins_in_the_clear_is_told_to_choose_starttls() -> None:
    with listening(smtp(Script())) as port:
        step, seconds = first_step(port, "tls")
    assert step.detail == f"Port {port} begins without encryption: choose STARTTLS."
    assert step.change == {"smtp_security": "starttls"}
    assert seconds < SOON


@pytest.mark.parametrize("security", ["tls", "starttls", "none"])
def test_a_web_server_is_told_from_a_mail_server(security: str) -> None:
    with answering(as_http) as port:
        step, seconds = first_step(port, security)
    assert step.detail.startswith(f"On port {port} a web server answers, not a mail server.")
    assert step.change["smtp_security"] == ("tls" if security == "none" else security)
    assert seconds < SOON


def test_a_web_server_with_tls_is_known_by_what_it_agrees_to_speak(certificate: Path) -> None:
    with answering(in_tls(certificate, b"", alpn="http/1.1")) as port:
        server = server_at("smtp", port, security="tls", verify=False)
        assert str(unreachable(TimeoutError(), server)).startswith(f"On port {port} a web server answers")


@pytest.mark.parametrize("security", ["tls", "starttls", "none"])
def test_a_port_that_never_speaks_is_given_up_soon(security: str) -> None:
    with answering(silent) as port:
        step, seconds = first_step(port, security)
    assert step.detail.startswith(f"Port {port} takes the call, then says nothing. The usual port of SMTP is ")
    assert seconds < SOON


@pytest.mark.usefixtures("unhurried")
def test_a_call_that_a_firewall_drops_is_given_up_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A full queue of calls answers nothing at all, as a firewall that drops them."""
    monkeypatch.setitem(connection.USUAL_PORTS, "smtp", {"tls": 1, "starttls": 1, "none": 1})
    with socket.socket() as full, contextlib.ExitStack() as waiting:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(3):
            caller = waiting.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(full.getsockname())
        port = full.getsockname()[1]
        step, seconds = first_step(port, "starttls")
    assert step.detail == f"127.0.0.1 did not answer on port {port}. A firewall in between may close it."
    assert seconds < SOON


def test_the_port_of_another_protocol_is_named(certificate: Path) -> None:
    with listening(imap(Script(), {"INBOX": Folder()})) as port:
        step, _seconds = first_step(port, "starttls")
        assert step.detail == f"On port {port} an IMAP server answers, not an SMTP server. The usual port is 587."
        assert step.change == {"smtp_port": 587, "smtp_security": "starttls"}
    with answering(in_tls(certificate, GREETING["imap"])) as port:
        step, _seconds = first_step(port, "tls", verify_tls=False)
        assert step.detail == f"On port {port} an IMAP server answers, not an SMTP server. The usual port is 465."


def test_a_server_without_starttls_is_told_to_use_tls() -> None:
    with listening(smtp(Script())) as port:
        step, _seconds = first_step(port, "starttls")
    assert step.detail == f"127.0.0.1 offers no STARTTLS on port {port}: choose TLS, usually on port 465."
    assert step.change == {"smtp_port": 465, "smtp_security": "tls"}


@pytest.mark.parametrize("protocol", ["imap", "pop3"])
def test_receiving_is_told_the_same(protocol: str, certificate: Path) -> None:
    with answering(in_tls(certificate, GREETING[protocol])) as port:
        settings = {"receive": protocol, "host": "127.0.0.1", "port": port, "security": "starttls", "username": "u"}
        began = time.monotonic()
        running, verdict, *_ = _two(EmailAdapter(settings, Facts(address="a@b.example")))
    assert (running.label, running.state) == ("Sign in to receive", "running")
    assert verdict.detail == f"Port {port} expects TLS from the first byte: choose TLS."
    assert verdict.change == {"security": "tls"}
    assert time.monotonic() - began < SOON


def _two(adapter: EmailAdapter) -> list[CheckStep]:
    steps = iter(adapter.check())
    return [next(steps), next(steps)]


@pytest.mark.usefixtures("unhurried")
def test_all_of_a_test_of_a_mailbox_with_wrong_ports_ends_within_a_quarter_of_a_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nothing(self: dns.resolver.Resolver, name: str, kind: str) -> list[object]:
        raise dns.resolver.NXDOMAIN

    monkeypatch.setattr(dns.resolver.Resolver, "resolve", nothing)
    with answering(silent) as port:
        settings = {
            "host": "127.0.0.1", "port": port, "security": "starttls", "username": "u", "smtp_port": port,
        }  # fmt: skip
        began = time.monotonic()
        steps = [step for step in EmailAdapter(settings, Facts(address="a@b.example")).check() if step.state == "bad"]
    assert [step.label for step in steps] == ["Sign in to receive", "Sign in to send", "MX"]
    assert time.monotonic() - began < 15


def test_a_certificate_that_is_refused_after_stls_is_told_as_such(certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def talk(line: socket.socket) -> None:
        line.sendall(b"+OK ready\r\n")
        while line.recv(100).startswith(b"CAPA"):
            line.sendall(b"+OK\r\nSTLS\r\n.\r\n")
        line.sendall(b"+OK begin\r\n")
        with context.wrap_socket(line, server_side=True):
            pass

    with answering(talk) as port:
        settings = {"receive": "pop3", "host": "127.0.0.1", "port": port, "security": "starttls", "username": "u"}
        verdict = _two(EmailAdapter(settings, Facts(address="a@b.example")))[1]
    assert verdict.detail == "The certificate of 127.0.0.1 does not fit: self-signed certificate."


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def test_where_nobody_answers_the_port_that_does_is_named(closed_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    server = server_at("imap", closed_port, security="tls")
    with answering(silent) as port:
        monkeypatch.setitem(connection.USUAL_PORTS, "imap", {"tls": port, "starttls": 1, "none": 1})
        with pytest.raises(WrongSetting) as met:
            reach(server)
    assert str(met.value) == f"Nobody answered on port {closed_port}. The server offers {port}."
    assert met.value.change == {"port": port, "security": "tls"}
    monkeypatch.setitem(connection.USUAL_PORTS, "imap", {"tls": closed_port, "starttls": 1, "none": 1})
    with pytest.raises(Unavailable, match=rf"^Nobody answered on port {closed_port}\.$"):
        reach(server)


def test_going_without_encryption_is_never_proposed(closed_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(silent) as port:
        monkeypatch.setitem(connection.USUAL_PORTS, "smtp", {"tls": 1, "starttls": 1, "none": port})
        error = unreachable(ConnectionRefusedError(), server_at("smtp", closed_port, security="tls"))
    assert isinstance(error, WrongSetting)
    assert error.change == {"port": port, "security": "starttls"}


@pytest.mark.parametrize(
    ("said", "voice"),
    [
        (b"* OK ready", Voice.IMAP),
        (b"* BYE full", Voice.IMAP),
        (b"+OK ready", Voice.POP3),
        (b"220-mx", Voice.SMTP),
        (b"554 5.7.1 go away", Voice.SMTP),
        (b"HTTP/1.1 400 Bad Request", Voice.HTTP),
        (b"SSH-2.0-OpenSSH", Voice.OTHER),
        (b"\x15\x03\x01\x00\x02\x02\x28", Voice.TLS),
    ],
)
def test_a_port_is_known_by_its_first_bytes(said: bytes, voice: Voice) -> None:
    with answering(saying(said)) as port:
        assert listen("127.0.0.1", port) is voice


def test_a_name_that_is_not_known_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_args: object, **_more: object) -> list[object]:
        raise socket.gaierror(-2, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(Unavailable, match=r"^The server 127\.0\.0\.1 is not known\."):
        reach(server_at("smtp", 1))
