"""A connection to an IMAP server, encrypted and signed in, with plain words when it does not come about."""

from __future__ import annotations

import contextlib
import imaplib
import re

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import CapabilityError, IMAPClientAbortError, IMAPClientError, LoginError

from shopbell.channels.adapters.email.connection import Server, explain, odd_letters, sign_in_refused
from shopbell.channels.adapters.email.diagnosis import no_starttls, unreachable
from shopbell.channels.base import Facts, NeedsReconnect, Unavailable

_LATER = re.compile(r"unavailable|temporar|try again|inuse|too many|limit", re.I)


def connect(server: Server, facts: Facts, *, oauth: bool) -> IMAPClient:
    """A signed-in connection. Raises `Unavailable` and `NeedsReconnect`."""
    try:
        client = IMAPClient(
            server.host,
            server.port,
            ssl=server.security == "tls",
            ssl_context=server.context() if server.security == "tls" else None,
            timeout=SocketTimeout(connect=server.patience.connect, read=server.patience.read),
        )
    except (OSError, imaplib.IMAP4.error) as error:
        raise unreachable(error, server) from error
    client.normalise_times = False
    try:
        _encrypt(client, server)
        _sign_in(client, server, facts, oauth=oauth)
    except BaseException:
        drop(client)
        raise
    return client


def drop(client: IMAPClient) -> None:
    """Let go of a connection without a word."""
    with contextlib.suppress(OSError, imaplib.IMAP4.error):
        client.shutdown()


def _encrypt(client: IMAPClient, server: Server) -> None:
    if server.security == "starttls":
        try:
            client.starttls(ssl_context=server.context())
        except CapabilityError as error:
            raise no_starttls(server) from error
        except (OSError, imaplib.IMAP4.error) as error:
            raise Unavailable(explain(error, server)) from error


def _sign_in(client: IMAPClient, server: Server, facts: Facts, *, oauth: bool) -> None:
    try:
        if not oauth:
            client.login(server.username, server.password)
            return
        try:
            client.oauth2_login(server.username, facts.token(False))
        except IMAPClientError as error:
            if isinstance(error, IMAPClientAbortError):
                raise
            client.oauth2_login(server.username, facts.token(True))
    except IMAPClientAbortError as error:
        raise Unavailable(explain(error, server)) from error
    except (LoginError, IMAPClientError) as error:
        if isinstance(error.__context__, IMAPClientAbortError) or _LATER.search(str(error)):
            raise Unavailable(str(error)[:200]) from error
        raise NeedsReconnect(sign_in_refused(server, said(error))) from error
    except UnicodeError as error:  # imaplib signs in with ASCII alone
        raise NeedsReconnect(odd_letters(server)) from error
    except OSError as error:
        raise Unavailable(explain(error, server)) from error


def said(error: Exception) -> str:
    """What the server said, without its response code; imaplib hands it on as the text of a bytes literal."""
    words = " ".join(str(error).split())
    literal = re.fullmatch(r"""b(['"])(.*)\1""", words)
    return re.sub(r"^\[[A-Z-]+\] ", "", literal[2] if literal else words)[:200]
