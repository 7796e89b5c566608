"""Reading a mailbox by POP3: a mail's own unique id is its key; nothing is deleted unless that is asked for."""

from __future__ import annotations

import base64
import contextlib
import poplib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from shopbell.channels.adapters.email.connection import Server, explain, sign_in_refused, xoauth2
from shopbell.channels.adapters.email.diagnosis import no_starttls, unreachable
from shopbell.channels.base import Facts, Moved, NeedsReconnect, Raw, Unavailable
from shopbell.core import clock
from shopbell.core.sentences import say as _

KEY = "pop3"
LARGEST, STUB_LINES = 50 * 1024 * 1024, 800

poplib._MAXLINE = 1024 * 1024  # type: ignore[attr-defined]  # real mail has lines above the module's 2,048 bytes


class Maildrop:
    """One account's mailbox by POP3. `delete_after` days mails are deleted there; 0 keeps them."""

    def __init__(self, server: Server, facts: Facts, *, oauth: bool = False, delete_after: int = 0) -> None:
        self.server, self.facts, self.oauth, self.delete_after = server, facts, oauth, delete_after

    def poll(self, cursors: Mapping[str, Mapping[str, Any]]) -> Iterator[Raw | Moved]:
        """Mail whose id is not stored yet. What lies there at the first look is left alone."""
        pop = self._connected()
        try:
            listed = self._listed(pop)
            cursor = cursors.get(KEY)
            if cursor is None:
                yield Moved(KEY, {"skipped": list(listed), "seen": {}})
                return
            skipped = set(cursor.get("skipped", ())) & set(listed)
            new = {uidl: number for uidl, number in listed.items() if uidl not in skipped}
            known = self.facts.known([f"pop3:{uidl}" for uidl in new])
            sizes = _sizes(pop)
            left = set(cursor.get("left", ())) & set(listed)
            for uidl, number in new.items():
                if f"pop3:{uidl}" in known:
                    continue
                raw = self._fetch(pop, uidl, number, sizes.get(number, 0))
                if raw.failed or "truncated" in raw.headers:  # only the server has all of it
                    left.add(uidl)
                    cursor = {**cursor, "left": sorted(left)}
                    raw = replace(raw, cursor=Moved(KEY, cursor))
                yield raw
            yield from self._tidied(pop, cursor, new, sorted(skipped), sorted(left))
            with contextlib.suppress(OSError, poplib.error_proto):
                pop.quit()  # only now does the server delete
        except (OSError, poplib.error_proto) as error:
            raise Unavailable(_words(error, self.server)) from error
        finally:
            pop.close()

    def try_out(self) -> str:
        """Sign in and list; gives how many mails lie there, in words."""
        pop = self._connected()
        try:
            return _("{n} mails lie there.", n=len(self._listed(pop)))
        except (OSError, poplib.error_proto) as error:
            raise Unavailable(_words(error, self.server)) from error
        finally:
            pop.close()

    def _listed(self, pop: poplib.POP3) -> dict[str, int]:
        try:
            _answer, lines, _size = pop.uidl()
        except poplib.error_proto as error:
            if _is_cut(error):
                raise
            words = _("This POP3 server gives mails no lasting ids (UIDL), so new ones cannot be told. Use IMAP.")
            raise NeedsReconnect(words) from error
        pairs = (line.decode("latin-1").split(None, 1) for line in lines)
        return {pair[1].strip()[:150]: int(pair[0]) for pair in pairs if len(pair) == 2}

    def _fetch(self, pop: poplib.POP3, uidl: str, number: int, size: int) -> Raw:
        headers: dict[str, Any] = {"folder": "inbox", "size": size}
        try:
            if size > LARGEST:
                headers["truncated"] = size
                _answer, lines, _octets = pop.top(number, STUB_LINES)
            else:
                _answer, lines, _octets = pop.retr(number)
        except poplib.error_proto as error:
            if _is_cut(error):
                raise
            words = _("The mail server does not hand over this mail: {why}", why=_words(error, self.server))
            return Raw(f"pop3:{uidl}", b"", headers, failed=words)
        return Raw(f"pop3:{uidl}", b"\r\n".join(lines) + b"\r\n", headers)

    def _tidied(
        self,
        pop: poplib.POP3,
        cursor: Mapping[str, Any],
        new: Mapping[str, int],
        skipped: list[str],
        left: list[str],
    ) -> Iterator[Moved]:
        """Forget ids that are gone, and delete what has been stored whole for long enough."""
        now = clock.now()
        seen = {uidl: cursor.get("seen", {}).get(uidl, now.isoformat()) for uidl in new if uidl not in left}
        if self.delete_after:
            limit = now - timedelta(days=self.delete_after)
            for uidl in [uidl for uidl, at in seen.items() if datetime.fromisoformat(at) < limit]:
                pop.dele(new[uidl])
                del seen[uidl]
        kept = {"skipped": skipped, "seen": seen if self.delete_after else {}, "left": left}
        before = {"skipped": sorted(cursor.get("skipped", ())), "seen": cursor.get("seen", {})}
        if kept != {**before, "left": list(cursor.get("left", ()))}:
            yield Moved(KEY, kept)

    def _connected(self) -> poplib.POP3:
        server = self.server
        try:
            if server.security == "tls":
                pop: poplib.POP3 = _Encrypted(
                    server.host, server.port, timeout=server.patience.connect, context=server.context()
                )
            else:
                pop = _Plain(server.host, server.port, timeout=server.patience.connect)
                if server.security == "starttls":
                    _encrypt(pop, server)
            pop.sock.settimeout(server.patience.read)
        except (OSError, poplib.error_proto) as error:
            raise unreachable(_cut(error), server) from error
        try:
            self._sign_in(pop)
        except poplib.error_proto as error:
            pop.close()
            said = _words(error, server)
            if _is_cut(error) or any(word in said.upper() for word in ("[IN-USE]", "[SYS/TEMP]", "[LOGIN-DELAY]")):
                raise Unavailable(said) from error
            raise NeedsReconnect(sign_in_refused(server, said)) from error
        except OSError as error:
            pop.close()
            raise Unavailable(explain(error, server)) from error
        return pop

    def _sign_in(self, pop: poplib.POP3) -> None:
        if not self.oauth:
            pop.user(self.server.username)
            pop.pass_(self.server.password)
            return
        try:
            self._with_token(pop, self.facts.token(False))
        except poplib.error_proto:
            self._with_token(pop, self.facts.token(True))

    def _with_token(self, pop: poplib.POP3, token: str) -> None:
        line = base64.b64encode(xoauth2(self.server.username, token).encode()).decode()
        answer = pop._shortcmd(f"AUTH XOAUTH2 {line}")  # type: ignore[attr-defined]  # poplib has no SASL of its own
        if answer.startswith(b"+ "):  # a challenge with the reason of the refusal wants an empty answer
            pop._shortcmd("")  # type: ignore[attr-defined]


class _Plain(poplib.POP3):
    """Lets go of its socket when the greeting fails, which poplib leaves to chance."""

    def __init__(self, *args: Any, **more: Any) -> None:
        try:
            super().__init__(*args, **more)
        except BaseException:
            if hasattr(self, "file"):
                with contextlib.suppress(OSError):
                    self.close()
            raise


class _Encrypted(_Plain, poplib.POP3_SSL):
    """The same with TLS from the first byte."""


def _encrypt(pop: poplib.POP3, server: Server) -> None:
    try:
        if "STLS" not in pop.capa():
            raise no_starttls(server)
        pop.stls(context=server.context())
    except BaseException:
        with contextlib.suppress(OSError):  # a handshake that failed has taken the socket along
            pop.close()
        raise


def _is_cut(error: poplib.error_proto) -> bool:
    """Whether the connection ended; poplib says that as if the server had refused."""
    return error.args[:1] == ("-ERR EOF",)


def _cut(error: Exception) -> Exception:
    """The end of the connection under its own name; other errors as they are."""
    is_cut = isinstance(error, poplib.error_proto) and _is_cut(error)
    return ConnectionResetError("EOF") if is_cut else error


def _sizes(pop: poplib.POP3) -> dict[int, int]:
    _answer, lines, _size = pop.list()
    pairs = (line.split() for line in lines)
    return {int(pair[0]): int(pair[1]) for pair in pairs if len(pair) >= 2}


def _words(error: Exception, server: Server) -> str:
    if isinstance(error, poplib.error_proto) and _is_cut(error):
        return explain(_cut(error), server)
    if isinstance(error, poplib.error_proto) and error.args:
        said = error.args[0]
        return (said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said))[:200]
    return explain(error, server)
