"""Reaching mail servers: TLS, time limits, and plain words when it does not work."""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass
from typing import Any

from shopbell.core.sentences import Sentence
from shopbell.core.sentences import say as _


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds to wait for a connection and its greeting, and for each answer after it."""

    connect: float
    read: float


FETCHING = Patience(10.0, 60.0)
# Somebody looks at the screen meanwhile.
TESTING = Patience(5.0, 6.0)
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
    patience: Patience = FETCHING

    def context(self) -> ssl.SSLContext:
        """TLS that checks the certificate, unless the admin said not to."""
        context = ssl.create_default_context()
        if not self.verify:
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context


def receiving(settings: Any, patience: Patience = FETCHING) -> Server:
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
        patience=patience,
    )


def sending(settings: Any, patience: Patience = FETCHING) -> Server:
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
        patience=patience,
    )


def xoauth2(username: str, token: str) -> str:
    """The one line that signs in with a token."""
    return f"user={username}\x01auth=Bearer {token}\x01\x01"


def explain(error: Exception, server: Server) -> Sentence:
    """Why a connection that stood has ended, or could not be made, for somebody who knows host names and ports."""
    host, port = server.host, server.port
    if isinstance(error, socket.gaierror | UnicodeError):
        return _("The server {host} is not known. Is its name spelled right?", host=host)
    if isinstance(error, ssl.SSLCertVerificationError):
        return _("The certificate of {host} does not fit: {why}.", host=host, why=error.verify_message.rstrip("."))
    if isinstance(error, ssl.SSLError):
        return _("{host} could not agree on an encryption on port {port}.", host=host, port=port)
    if isinstance(error, ConnectionRefusedError):
        return _("Nobody answered on port {port}.", port=port)
    if isinstance(error, TimeoutError):
        return _("{host} did not answer on port {port} in time.", host=host, port=port)
    return _("The connection to {host} broke off: {why}", host=host, why=str(error)[:200])


def sign_in_refused(server: Server, why: str) -> Sentence:
    """What to say of a refused user name or password; `why` are the server's words."""
    return _("The mail server refused the sign-in of {name}: {why}", name=server.username, why=why)


def odd_letters(server: Server) -> Sentence:
    """What to say of a sign-in that the protocol cannot carry."""
    return _(
        "The user name or password for {host} has letters that mail servers do not take, such as ä or é.",
        host=server.host,
    )
