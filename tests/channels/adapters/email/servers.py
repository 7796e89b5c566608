"""Small mail servers on this machine that say what a test wrote down, refusals above all.

The real ones (Dovecot, Exim) are in `tests/real/mail`; they cannot be talked into most of this.
"""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from shopbell.channels.adapters.email.connection import Server


@dataclass
class Script:
    """What a server answers (a command or its first word, in capitals; "" hangs up) and what it heard."""

    answers: dict[str, str | list[str]] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)

    def answer(self, line: str, usual: str) -> str:
        """The answer to a line; several for one command are given out in turn, the last one for ever."""
        for key in (line.upper(), line.upper().partition(" ")[0]):
            if key in self.answers:
                given = self.answers[key]
                if isinstance(given, str):
                    return given
                return given.pop(0) if len(given) > 1 else given[0]
        return usual


class HungUp(Exception):
    """The server ends the connection."""


class Line(socketserver.StreamRequestHandler):
    """One connection, in lines."""

    disable_nagle_algorithm = True

    def read(self) -> str:
        line = self.rfile.readline()
        if not line:
            raise HungUp
        return line.decode("utf-8", "replace").rstrip("\r\n")

    def write(self, text: str) -> None:
        if not text:
            raise HungUp
        self.wfile.write(text.encode() + b"\r\n")


class _Listening(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def listening(talk: Callable[[Line], None]) -> Iterator[int]:
    """A server for the length of a test; gives its port."""

    class Handler(Line):
        def handle(self) -> None:
            try:
                talk(self)
            except (HungUp, ConnectionError):
                return

    with _Listening(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield int(server.server_address[1])
        finally:
            server.shutdown()
            thread.join()


def server_at(protocol: str, port: int, **details: object) -> Server:
    """How an account names the server at this port."""
    given: dict[str, object] = {"security": "none", "username": "hello", "password": "pw", **details}
    return Server(protocol=protocol, host="127.0.0.1", port=port, **given)  # type: ignore[arg-type]


def smtp(script: Script) -> Callable[[Line], None]:
    """A server that takes mail; the mail itself is heard as one entry, and answered as "."."""

    def talk(line: Line) -> None:
        line.write(script.answer("GREETING", "220 mx.example"))
        while True:
            said = line.read()
            script.heard.append(said)
            verb = said.upper().partition(" ")[0]
            usual = {"EHLO": "250-mx.example\r\n250 AUTH PLAIN XOAUTH2", "AUTH": "235 In", "DATA": "354 Go"}
            reply = script.answer(said, usual.get(verb, "250 OK"))
            line.write(reply)
            if verb == "DATA" and reply.startswith("354"):
                mail = []
                while (text := line.read()) != ".":
                    mail.append(text)
                script.heard.append("\n".join(mail))
                line.write(script.answer(".", "250 Taken"))

    return talk


def pop3(script: Script, mails: Mapping[str, bytes]) -> Callable[[Line], None]:
    """A maildrop: mails by their unique id, numbered in order. `script.heard` has "DELE" only after QUIT."""

    def talk(line: Line) -> None:
        line.write("+OK ready")
        deleted: list[str] = []
        listed = list(mails.items())
        while True:
            said = line.read()
            verb, _, rest = said.upper().partition(" ")
            if verb != "DELE":
                script.heard.append(said)
            number = int(rest.split()[0]) if rest and rest.split()[0].isdigit() else 0
            body = listed[number - 1][1].decode() if 0 < number <= len(listed) else ""
            usual = "+OK"
            if verb == "UIDL":
                usual = "\r\n".join(["+OK", *(f"{n} {uidl}" for n, (uidl, _) in enumerate(listed, 1)), "."])
            elif verb == "CAPA":
                usual = "+OK\r\nSTLS\r\n."
            elif verb == "LIST":
                usual = "\r\n".join(["+OK", *(f"{n} {len(body)}" for n, (_, body) in enumerate(listed, 1)), "."])
            elif verb in ("RETR", "TOP"):
                usual = f"+OK\r\n{body.rstrip()}\r\n."
            elif verb == "DELE":
                deleted.append(said)
            elif verb == "QUIT":
                script.heard.extend(deleted)
            line.write(script.answer(said, usual))
            if verb == "QUIT":
                return

    return talk


@dataclass
class Folder:
    """A folder of an IMAP server: mails by UID."""

    mails: dict[int, bytes] = field(default_factory=dict)
    validity: int = 1
    next_uid: int | None = None
    sizes: dict[int, int] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)

    def following(self) -> int:
        return self.next_uid or max(self.mails, default=0) + 1


def imap(script: Script, folders: Mapping[str, Folder]) -> Callable[[Line], None]:
    """A server as far as reading needs one. Answers in `script` are the tagged line, such as "NO No"."""

    def talk(line: Line) -> None:
        line.write("* OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2] ready")
        folder = Folder()
        while True:
            tag, _, said = line.read().partition(" ")
            said = re.sub(r"^UID (\w+)", r"UID-\1", said)
            verb, _, rest = said.partition(" ")
            script.heard.append(said)
            reply = script.answer(said, "OK done")
            if not reply:
                raise HungUp
            if reply.startswith("OK"):
                if verb == "CAPABILITY":
                    line.write("* CAPABILITY IMAP4rev1 AUTH=XOAUTH2")
                elif verb == "EXAMINE":
                    folder = folders[rest.strip('"')]
                    line.write(f"* {len(folder.mails)} EXISTS\r\n* OK [UIDVALIDITY {folder.validity}] v")
                    line.write(f"* OK [UIDNEXT {folder.following()}] n")
                elif verb == "UID-SEARCH":
                    line.write(" ".join(["* SEARCH", *map(str, _found(folder, rest))]))
                elif verb == "UID-FETCH":
                    _fetched(line, folder, rest)
            line.write(f"{tag} {reply}")
            if verb == "LOGOUT":
                return

    return talk


def _found(folder: Folder, criteria: str) -> list[int]:
    """UIDs in a range; as the standard wants it, `n:*` has the newest mail even below n."""
    shown = sorted(set(folder.mails) - folder.hidden)
    span = re.search(r"UID (\d+):(\d+|\*)", criteria)
    if not span or not shown:
        return shown
    if span[2] == "*":
        return [uid for uid in shown if uid >= int(span[1])] or shown[-1:]
    return [uid for uid in shown if int(span[1]) <= uid <= int(span[2])]


def _fetched(line: Line, folder: Folder, asked: str) -> None:
    uids, _, items = asked.partition(" ")
    for uid in (int(uid) for part in uids.split(",") for uid in _span(part)):
        mail = folder.mails.get(uid)
        if mail is None:
            continue
        if "BODY.PEEK" not in items:
            size = folder.sizes.get(uid, len(mail))
            line.write(f'* 1 FETCH (UID {uid} RFC822.SIZE {size} INTERNALDATE "17-Nov-2026 10:00:00 +0000")')
            continue
        partial = re.search(r"<0\.(\d+)>", items)
        body = mail[: int(partial[1])] if partial else mail
        header = "HEADER.FIELDS (MESSAGE-ID)" if "HEADER" in items else ""
        if header:
            found = re.search(rb"(?im)^message-id:.*$", mail)
            body = (found[0].strip() if found else b"") + b"\r\n\r\n"
        more = f' RFC822.SIZE {len(mail)} INTERNALDATE "17-Nov-2026 10:00:00 +0000"' if "SIZE" in items else ""
        start = "<0>" if partial else ""
        line.wfile.write(f"* 1 FETCH (UID {uid}{more} BODY[{header}]{start} {{{len(body)}}}\r\n".encode())
        line.wfile.write(body + b")\r\n")


def _span(part: str) -> range:
    first, _, last = part.partition(":")
    return range(int(first), int(last or first) + 1)
