"""Reaching mail servers: TLS, time limits, and plain words when it does not work."""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

CONNECT_SECONDS, READ_SECONDS = 10.0, 60.0
# Where each kind of server listens, by the way the connection is secured.
USUAL_PORTS = {
    "imap": {"tls": 993, "starttls": 143, "none": 143},
    "pop3": {"tls": 995, "starttls": 110, "none": 110},
    "smtp": {"tls": 465, "starttls": 587, "none": 25},
}


@dataclass(frozen=True, slots=True)
class Server:
    """One server of an account, and how to sign in there."""

    protocol: str
    host: str
    port: int
    security: str
    username: str
    password: str
    verify: bool = True
    # The sign-in is only borrowed from the other server: a relay that offers none needs none.
    is_borrowed: bool = False

    def context(self) -> ssl.SSLContext:
        """TLS that checks the certificate, unless the admin said not to."""
        context = ssl.create_default_context()
        if not self.verify:
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context


def receiving(settings: Any) -> Server:
    """The server that mail is read from."""
    protocol = settings.get("receive") or "imap"
    security = settings.get("security") or "tls"
    return Server(
        protocol=protocol,
        host=settings.get("host") or "",
        port=int(settings.get("port") or USUAL_PORTS.get(protocol, USUAL_PORTS["imap"])[security]),
        security=security,
        username=settings.get("username") or "",
        password=settings.get("password") or "",
        verify=bool(settings.get("verify_tls", True)),
    )


def sending(settings: Any) -> Server:
    """The server that mail is handed to; its sign-in is the other one's unless it has its own."""
    security = settings.get("smtp_security") or "starttls"
    return Server(
        protocol="smtp",
        host=settings.get("smtp_host") or settings.get("host") or "",
        port=int(settings.get("smtp_port") or USUAL_PORTS["smtp"][security]),
        security=security,
        username=settings.get("smtp_username") or settings.get("username") or "",
        password=settings.get("smtp_password") or settings.get("password") or "",
        verify=bool(settings.get("verify_tls", True)),
        is_borrowed=not settings.get("smtp_username"),
    )


def xoauth2(username: str, token: str) -> str:
    """The one line that signs in with a token."""
    return f"user={username}\x01auth=Bearer {token}\x01\x01"


def explain(error: Exception, server: Server) -> str:
    """What went wrong, for somebody who only knows host names and ports."""
    if isinstance(error, socket.gaierror):
        return _("The server {host} is not known. Is its name spelled right?").format(host=server.host)
    if isinstance(error, ssl.SSLCertVerificationError):
        return _("The certificate of {host} does not fit: {why}.").format(host=server.host, why=error.verify_message)
    if isinstance(error, ssl.SSLError):
        return _("{host} speaks no TLS on port {port}. Try STARTTLS, or port {usual}.").format(
            host=server.host, port=server.port, usual=USUAL_PORTS[server.protocol]["tls"]
        )
    if isinstance(error, ConnectionRefusedError):
        return nobody_there(server)
    if isinstance(error, TimeoutError):
        return _("{host} did not answer on port {port} in time.").format(host=server.host, port=server.port)
    return _("The connection to {host} broke off: {why}").format(host=server.host, why=str(error)[:200])


def odd_letters(server: Server) -> str:
    """What to say of a sign-in that the protocol cannot carry."""
    words = _("The user name or password for {host} has letters that mail servers do not take, such as ä or é.")
    return words.format(host=server.host)


def nobody_there(server: Server) -> str:
    """Nobody listens on this port; say on which of the usual ones somebody does."""
    said = _("Nobody answered on port {port}.").format(port=server.port)
    offered = [port for port in sorted(set(USUAL_PORTS[server.protocol].values())) if port != server.port]
    for port in offered:
        if _listens(server.host, port):
            return f"{said} " + _("The server offers {port}.").format(port=port)
    return said


def _listens(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=2):
            return True
    except OSError:
        return False
