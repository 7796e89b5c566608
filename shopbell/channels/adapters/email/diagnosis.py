"""Why a mail server could not be reached: what its port speaks, and which setting is most likely wrong."""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_noop

from shopbell.channels.adapters.email.connection import USUAL_PORTS, Server, explain
from shopbell.channels.base import Unavailable
from shopbell.core.sentences import Sentence
from shopbell.core.sentences import say as _

REACH_SECONDS, LOOK_SECONDS, LISTEN_SECONDS = 3.0, 1.5, 1.5
_NAMES = {"imap": "IMAP", "pop3": "POP3", "smtp": "SMTP"}
_GREETING = re.compile(rb"\* (?:OK|PREAUTH|BYE)|(\+OK|-ERR)|([245]\d\d[ -])|(HTTP/|<)")


class Voice(StrEnum):
    """What a port speaks to somebody who calls with the first bytes of TLS."""

    TLS = "tls"
    IMAP = "imap"
    POP3 = "pop3"
    SMTP = "smtp"
    HTTP = "http"
    OTHER = "other"
    SILENT = "silent"
    NOBODY = "nobody"


class WrongSetting(Unavailable):
    """Not reached, and known why: `change` has the port and the encryption that would do."""

    def __init__(self, words: Sentence, change: Mapping[str, Any] | None = None) -> None:
        super().__init__(words)
        self.change = dict(change or {})


def reach(server: Server) -> None:
    """Open and end a connection, within some seconds for all its addresses together. Raises `Unavailable`."""
    try:
        _dialled(server.host, server.port, REACH_SECONDS).close()
    except OSError as error:
        raise unreachable(error, server) from error


def unreachable(error: Exception, server: Server) -> Unavailable:
    """What to raise for an error met before anybody was greeted; looks once more at what the port speaks."""
    if isinstance(error, Unavailable):
        return error
    if isinstance(error, socket.gaierror | UnicodeError | ssl.SSLCertVerificationError):
        return Unavailable(explain(error, server))
    voice = listen(server.host, server.port)
    if voice is Voice.TLS and server.security == "tls":
        voice = _inside(server)
    return _verdict(voice, error, server)


def no_starttls(server: Server) -> WrongSetting:
    """What to raise where STARTTLS was asked for and is not offered."""
    usual = USUAL_PORTS[server.protocol]["tls"]
    missing = gettext_noop("{host} offers no STARTTLS on port {port}: choose TLS, usually on port {usual}.")
    words = _(missing, host=server.host, port=server.port, usual=usual)
    return WrongSetting(words, {"port": usual, "security": "tls"})


def listen(host: str, port: int) -> Voice:
    """Call a port as TLS does, and tell by its first bytes what it is."""
    try:
        with _dialled(host, port, LOOK_SECONDS) as line:
            line.settimeout(LISTEN_SECONDS)
            line.sendall(_client_hello(host))
            return _voice(line.recv(512))
    except TimeoutError:
        return Voice.SILENT if _is_open(host, port) else Voice.NOBODY
    except ConnectionRefusedError:
        return Voice.NOBODY
    except OSError:
        return Voice.OTHER


def _verdict(voice: Voice, error: Exception, server: Server) -> Unavailable:
    if voice is Voice.NOBODY:
        return _nobody_there(error, server)
    if voice is Voice.TLS and server.security != "tls":
        words = _("Port {port} expects TLS from the first byte: choose TLS.", port=server.port)
        return WrongSetting(words, {"security": "tls"})
    if voice == server.protocol and server.security == "tls":
        words = _("Port {port} begins without encryption: choose STARTTLS.", port=server.port)
        return WrongSetting(words, {"security": "starttls"})
    if voice == server.protocol or voice is Voice.OTHER:
        return Unavailable(explain(error, server))
    change = _usual(server)
    words = _(
        _WRONG_PORT.get(voice, _OTHER_KIND),
        port=server.port,
        name=_NAMES[server.protocol],
        other=_NAMES.get(voice, ""),
        usual=change["port"],
    )
    return WrongSetting(words, change if change["port"] != server.port else {})


_OTHER_KIND = gettext_noop("On port {port} an {other} server answers, not an {name} server. The usual port is {usual}.")
_WRONG_PORT = {
    Voice.HTTP: gettext_noop("On port {port} a web server answers, not a mail server. The usual port is {usual}."),
    Voice.SILENT: gettext_noop("Port {port} takes the call, then says nothing. The usual port of {name} is {usual}."),
    Voice.TLS: gettext_noop("Port {port} speaks TLS, but no {name} server is there. The usual port is {usual}."),
}


def _nobody_there(error: Exception, server: Server) -> Unavailable:
    """Nobody listens on this port, or a firewall swallows the call; say on which of the usual ones somebody does."""
    ports = USUAL_PORTS[server.protocol]
    ways = {port: way for way, port in reversed(ports.items()) if port != server.port}
    with ThreadPoolExecutor(len(ways) or 1) as pool:
        found = dict(zip(ways, pool.map(lambda port: _is_open(server.host, port), ways), strict=True))
    offered = next((port for port in reversed(ways) if found[port]), None)
    is_dropped = isinstance(error, TimeoutError)
    if offered is None and is_dropped:
        firewalled = gettext_noop("{host} did not answer on port {port}. A firewall in between may close it.")
        return Unavailable(_(firewalled, host=server.host, port=server.port))
    if offered is None:
        return Unavailable(_("Nobody answered on port {port}.", port=server.port))
    words = _("Nobody answered on port {port}. The server offers {offered}.", port=server.port, offered=offered)
    return WrongSetting(words, {"port": offered, "security": _way(server, ways[offered])})


def _usual(server: Server) -> dict[str, Any]:
    way = "starttls" if (server.protocol, server.security) == ("smtp", "starttls") else "tls"
    return {"port": USUAL_PORTS[server.protocol][way], "security": way}


def _way(server: Server, way: str) -> str:
    """Never propose to go without encryption, unless that was chosen."""
    return "starttls" if way == "none" and server.security != "none" else way


def _inside(server: Server) -> Voice:
    """What is said inside the TLS of a port that speaks it."""
    context = replace(server, verify=False).context()
    context.set_alpn_protocols(["http/1.1"])  # only a web server takes that up
    try:
        with _dialled(server.host, server.port, LOOK_SECONDS) as line:
            line.settimeout(LISTEN_SECONDS)
            with context.wrap_socket(line, server_hostname=server.host) as inner:
                if inner.selected_alpn_protocol():
                    return Voice.HTTP
                voice = _voice(inner.recv(512))
    except OSError:
        return Voice.TLS
    return voice if voice in (*_NAMES, Voice.HTTP) else Voice.TLS


def _voice(said: bytes) -> Voice:
    if said[:2] in (b"\x16\x03", b"\x15\x03"):  # a handshake or an alert of TLS (RFC 8446, 5.1)
        return Voice.TLS
    match = _GREETING.match(said)
    if not match:
        return Voice.OTHER
    return (Voice.IMAP, Voice.POP3, Voice.SMTP, Voice.HTTP)[match.lastindex or 0]


def _client_hello(host: str) -> bytes:
    context = ssl.create_default_context()
    outgoing = ssl.MemoryBIO()
    with contextlib.suppress(ssl.SSLWantReadError):
        context.wrap_bio(ssl.MemoryBIO(), outgoing, server_hostname=host).do_handshake()
    return outgoing.read()


def _is_open(host: str, port: int) -> bool:
    try:
        _dialled(host, port, LOOK_SECONDS).close()
    except OSError:
        return False
    return True


def _dialled(host: str, port: int, seconds: float) -> socket.socket:
    """A connection to the first address that answers; `seconds` are for all of them together."""
    until = time.monotonic() + seconds
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    failure: OSError = TimeoutError()
    for number, (_family, _type, _proto, _name, address) in enumerate(found[:4]):
        left = (until - time.monotonic()) / (min(len(found), 4) - number)
        try:
            return socket.create_connection((str(address[0]), port), timeout=max(left, 0.2))
        except OSError as error:
            failure = error
    raise failure
