"""Handing mail to an SMTP server, knowing at each step whether it may have been taken."""

from __future__ import annotations

import contextlib
import re
import smtplib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from shopbell.channels.adapters.email.connection import (
    Server,
    explain,
    odd_letters,
    sign_in_refused,
    xoauth2,
)
from shopbell.channels.adapters.email.diagnosis import no_starttls, unreachable
from shopbell.channels.base import NeedsReconnect, SendResult, Status, Unavailable
from shopbell.core.sentences import say as _

_ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_AUTH_REFUSED = (530, 534, 535, 538)
Token = Callable[[bool], str]


@contextmanager
def session(server: Server, *, token: Token | None = None) -> Iterator[smtplib.SMTP]:
    """A signed-in session. Raises `Unavailable` (nothing was sent) and `NeedsReconnect`."""
    try:
        smtp = _connect(server)
    except (OSError, smtplib.SMTPException) as error:
        raise unreachable(error, server) from error
    try:
        _sign_in(smtp, server, token)
        yield smtp
    finally:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            smtp.quit()
        smtp.close()


def deliver(
    server: Server,
    message: bytes,
    senders: Sequence[str],
    recipients: Sequence[str],
    *,
    token: Token | None = None,
) -> SendResult:
    """Send one mail. `senders` are envelope senders in order of preference; the first recipient is the one
    that counts, the others are copies. Raises `NeedsReconnect`."""
    try:
        with session(server, token=token) as smtp:
            return _hand_over(smtp, server, message, senders, recipients)
    except Unavailable as error:
        return SendResult(Status.FAILED, code="connect", detail=str(error))


def _connect(server: Server) -> smtplib.SMTP:
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=server.patience.connect, context=server.context()
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=server.patience.connect)
    try:
        if smtp.sock:
            smtp.sock.settimeout(server.patience.read)
        smtp.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            if not smtp.has_extn("starttls"):
                raise no_starttls(server)
            smtp.starttls(context=server.context())
            smtp.ehlo()
    except BaseException:
        smtp.close()
        raise
    return smtp


def _sign_in(smtp: smtplib.SMTP, server: Server, token: Token | None) -> None:
    if (not server.username and token is None) or (server.is_borrowed and not smtp.has_extn("auth")):
        return
    try:
        if token is None:
            smtp.login(server.username, server.password)
        elif not _with_token(smtp, server, token(False)) and not _with_token(smtp, server, token(True)):
            raise NeedsReconnect(_("The mail server no longer accepts our permission to send."))
    except smtplib.SMTPAuthenticationError as error:
        if error.smtp_code in _AUTH_REFUSED:
            raise NeedsReconnect(sign_in_refused(server, _said(error.smtp_error))) from error
        raise Unavailable(_said(error.smtp_error)) from error
    except UnicodeError as error:  # smtplib signs in with ASCII alone
        raise NeedsReconnect(odd_letters(server)) from error
    except smtplib.SMTPNotSupportedError as error:
        raise Unavailable(_("The mail server offers no sign-in on this port.")) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Unavailable(explain(error, server)) from error


def _with_token(smtp: smtplib.SMTP, server: Server, token: str) -> bool:
    line = xoauth2(server.username, token)
    # Refused, the server sends a challenge with the reason, which wants an empty answer.
    try:
        smtp.auth("XOAUTH2", lambda challenge=None: line if challenge is None else "")
    except smtplib.SMTPAuthenticationError as error:
        if error.smtp_code in _AUTH_REFUSED:
            return False
        raise
    return True


def _hand_over(
    smtp: smtplib.SMTP, server: Server, message: bytes, senders: Sequence[str], recipients: Sequence[str]
) -> SendResult:
    try:
        found = _envelope(smtp, senders, recipients)
        if isinstance(found, SendResult):
            return found
        code, answer = smtp.docmd("DATA")
        if code != 354:
            return _refused(code, answer)
        smtp.send(_dotted(message))
    except (OSError, smtplib.SMTPException) as error:  # without the final dot no server keeps a mail
        return SendResult(Status.FAILED, code="connect", detail=explain(error, server))
    try:
        smtp.send(b".\r\n")
        code, answer = smtp.getreply()
    except (OSError, smtplib.SMTPException):
        words = _("The mail server did not say whether it took the mail.")
        return SendResult(Status.UNKNOWN, detail=words)
    return SendResult(Status.SENT, detail=_left_out(found)) if code == 250 else _refused(code, answer)


def _envelope(smtp: smtplib.SMTP, senders: Sequence[str], recipients: Sequence[str]) -> SendResult | list[str]:
    """Name sender and recipients; gives the copies that the server refused with its words, or why nothing goes."""
    code, answer = 0, b""
    for sender in senders:  # servers of some providers take only the bare address
        code, answer = smtp.mail(sender)
        if code == 250:
            break
        smtp.rset()
    if code != 250:
        return _refused(code, answer)
    left_out = []
    for number, recipient in enumerate(recipients):
        code, answer = smtp.rcpt(recipient)
        if code in (250, 251):
            continue
        if number == 0:
            smtp.rset()
            return _refused(code, answer)
        left_out.append(f"{recipient} ({_said(answer)[:60]})")
    return left_out


def _left_out(copies: Sequence[str]) -> str:
    if not copies:
        return ""
    return _("The mail server refused the copy to: {whom}", whom=", ".join(copies))


def _refused(code: int, answer: bytes) -> SendResult:
    said = _said(answer)
    enhanced = _ENHANCED.search(said)
    is_final = 500 <= code < 600
    return SendResult(
        Status.FAILED,
        code=enhanced[1] if enhanced else str(code),
        detail=_("The mail server refused: {why}", why=said)
        if is_final
        else _("The mail server is busy: {why}", why=said),
        permanent=is_final,
    )


def _said(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join(text.split())[:200]


def _dotted(message: bytes) -> bytes:
    """Lines that begin with a dot get another one (RFC 5321, 4.5.2)."""
    ready = re.sub(rb"(?m)^\.", b"..", message)
    return ready if ready.endswith(b"\r\n") else ready + b"\r\n"
