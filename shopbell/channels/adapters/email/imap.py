"""Reading a mailbox by IMAP: by UIDs alone, read-only, one mail at a time, oldest first."""

from __future__ import annotations

import hashlib
import imaplib
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from shopbell.channels.adapters.email.checking import is_test_letter
from shopbell.channels.adapters.email.connection import Server, explain
from shopbell.channels.adapters.email.imap_session import connect, drop
from shopbell.channels.base import Facts, Moved, Raw, Unavailable
from shopbell.core import clock
from shopbell.core.sentences import say as _

LARGEST, STUB = 50 * 1024 * 1024, 64 * 1024
RELISTED, RELISTED_SPAN = 200, 2000
TRIES = 3
BATCH = 50
_THOROUGH = timedelta(days=7)
_OVERLAP = timedelta(days=2)
_RENEW_SECONDS = (240.0, 540.0)
_MESSAGE_ID = re.compile(rb"message-id:\s*(<[^>\s]{1,990}>)", re.I)
_ID_FIELD = b"BODY[HEADER.FIELDS (MESSAGE-ID)]"
T = TypeVar("T")

Cursors = Mapping[str, Mapping[str, Any]]


class Mailbox:
    """One account's mailbox. `folders` maps names of folders to inbox, junk or sent."""

    def __init__(self, server: Server, facts: Facts, folders: Mapping[str, str], *, oauth: bool = False) -> None:
        self.server, self.facts, self.folders, self.oauth = server, facts, folders, oauth
        self.largest = LARGEST
        self._client: IMAPClient | None = None
        self._idle: IMAPClient | None = None
        self._renew_at = 0.0

    def poll(self, cursors: Cursors, *, thorough: bool = False) -> Iterator[Raw | Moved]:
        """What is new in all folders. The first look only notes where to begin."""
        client = self.client()
        for folder, role in self.folders.items():
            yield from self._read(client, folder, role, cursors.get(_key(folder), {}), thorough=thorough)

    def backfill(self, cursors: Cursors, *, since: datetime) -> Iterator[Raw | Moved]:
        """The next batch of older mail, downwards from where reading began."""
        client = self.client()
        for folder, role in self.folders.items():
            cursor = cursors.get(_key(folder))
            if cursor and not cursor.get("is_backfilled"):
                yield from self._older(client, folder, role, dict(cursor), since)
                return

    def wait(self, timeout: float) -> bool:
        """Wait for a push; True also after every new connection and renewal, since pushes may have been missed."""
        if self._idle is None:
            client = connect(self.server, self.facts, oauth=self.oauth)
            self._ask(lambda: client.select_folder(next(iter(self.folders)), readonly=True))
            self._idle = client
            if client.has_capability("IDLE"):
                self._start_idle(client)
            return True
        client = self._idle
        if not client.has_capability("IDLE"):
            time.sleep(timeout)
            return False
        if time.monotonic() >= self._renew_at:
            return self._renewed(client)
        started = time.monotonic()
        pushed = self._ask(lambda: client.idle_check(timeout=timeout))
        if not pushed and time.monotonic() - started < timeout / 2:
            # At the end of a connection IMAPClient gives an empty list at once: only a question tells.
            return self._renewed(client)
        return any(isinstance(line[0], int) for line in pushed)

    def newest(self) -> int:
        """Read the newest mail of the first folder; gives how many lie there."""
        client = self.client()
        status = self._ask(lambda: client.select_folder(next(iter(self.folders)), readonly=True))
        if uids := self._search(client, ["UID", "*"]) if status[b"EXISTS"] else []:
            self._ask(lambda: client.fetch(uids[-1:], ["BODY.PEEK[HEADER]"]))
        return int(status[b"EXISTS"])

    def holds(self, header: str, value: str) -> bool:
        """Whether a mail with this header lies in one of the folders."""
        client = self.client()
        for folder in self.folders:
            self._ask(lambda folder=folder: client.select_folder(folder, readonly=True))  # type: ignore[misc]
            if self._search(client, ["HEADER", header, value]):
                return True
        return False

    def client(self) -> IMAPClient:
        """The signed-in connection for reading."""
        if self._client is None:
            self._client = connect(self.server, self.facts, oauth=self.oauth)
        return self._client

    def close(self) -> None:
        """End both connections."""
        if self._client is not None:
            try:
                self._client.logout()
            except (OSError, imaplib.IMAP4.error):  # a dead connection still holds its socket
                drop(self._client)
        if self._idle is not None:  # amid IDLE no command is heard
            drop(self._idle)
        self._client = self._idle = None

    def _read(
        self, client: IMAPClient, folder: str, role: str, cursor: Mapping[str, Any], *, thorough: bool
    ) -> Iterator[Raw | Moved]:
        validity, newest = self._select(client, folder)
        if not cursor:
            yield Moved(_key(folder), _beginning(validity, newest))
            return
        if cursor["uidvalidity"] != validity:
            yield from self._again(client, folder, role, cursor, validity, newest)
            return
        first, last = int(cursor["first_uid"]), int(cursor["last_uid"])
        wanted = self._missed(client, folder, validity, first, last, thorough=thorough)
        # "n:*" always gives the newest mail, even one below n.
        wanted += [uid for uid in self._search(client, ["UID", f"{last + 1}:*"]) if uid > last]
        for raw, uid in self._fetch(client, folder, role, validity, sorted(set(wanted))):
            last = max(last, uid)
            cursor = {**cursor, "last_uid": last, "newest": _later(cursor.get("newest"), raw)}
            yield _with_cursor(raw, Moved(_key(folder), cursor))

    def _missed(
        self, client: IMAPClient, folder: str, validity: int, first: int, last: int, *, thorough: bool
    ) -> list[int]:
        """Mail below the cursor that was never stored: clustered servers may show a higher UID first."""
        if last <= first:
            return []
        low = max(first + 1, last - RELISTED_SPAN)
        if thorough:
            since = (clock.now() - _THOROUGH).date()
            listed = [uid for uid in self._search(client, ["SINCE", since]) if first < uid <= last]
        else:
            listed = sorted(self._search(client, ["UID", f"{low}:{last}"]))[-RELISTED:]
        keys = {raw_key(folder, validity, uid): uid for uid in listed}
        known = self.facts.known(list(keys))
        return [uid for key, uid in keys.items() if key not in known]

    def _again(
        self,
        client: IMAPClient,
        folder: str,
        role: str,
        cursor: Mapping[str, Any],
        validity: int,
        newest: int,
    ) -> Iterator[Raw | Moved]:
        """The folder was renumbered: find by Message-ID and size, then by hash, what is really new in it."""
        known_to = cursor.get("newest") or cursor.get("began")
        begin = (datetime.fromisoformat(known_to) if known_to else clock.now()) - _OVERLAP
        uids = [uid for uid in sorted(self._search(client, ["SINCE", begin.date()])) if uid <= newest]
        pairs, hashes = self.facts.seen(begin - _OVERLAP)
        began = cursor.get("began")
        for chunk in _chunks(uids):
            found = self._ask(
                lambda chunk=chunk: client.fetch(  # type: ignore[misc]
                    chunk, ["RFC822.SIZE", "INTERNALDATE", "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"]
                )
            )
            unknown = [
                uid
                for uid in chunk
                if uid in found and not _is_known(found[uid], pairs) and not _is_older(found[uid], began)
            ]
            for raw, _uid in self._fetch(client, folder, role, validity, unknown):
                if hashlib.sha256(raw.body).hexdigest() not in hashes:
                    yield _with_headers(raw, catch_up=True)
        yield Moved(_key(folder), {**_beginning(validity, newest), "began": began, "newest": cursor.get("newest")})

    def _older(
        self, client: IMAPClient, folder: str, role: str, cursor: dict[str, Any], since: datetime
    ) -> Iterator[Raw | Moved]:
        validity, _newest = self._select(client, folder)
        if cursor["uidvalidity"] != validity:
            return
        lowest = int(cursor.get("lowest_backfilled_uid") or int(cursor["first_uid"]) + 1)
        uids = self._search(client, ["SINCE", since.date(), "UID", f"1:{lowest - 1}"]) if lowest > 1 else []
        uids = sorted(uid for uid in uids if uid < lowest)
        batch = uids[-BATCH:]
        for raw, uid in self._fetch(client, folder, role, validity, batch[::-1]):
            cursor = {**cursor, "lowest_backfilled_uid": uid}
            yield _with_cursor(_backfilled(raw), Moved(_key(folder), cursor))
        is_done = len(uids) <= BATCH
        yield Moved(
            _key(folder),
            {**cursor, "is_backfilled": is_done, "lowest_backfilled_uid": batch[0] if batch else lowest},
        )

    def _fetch(
        self, client: IMAPClient, folder: str, role: str, validity: int, uids: list[int]
    ) -> Iterator[tuple[Raw, int]]:
        for chunk in _chunks(uids):
            sizes = self._ask(lambda chunk=chunk: client.fetch(chunk, ["RFC822.SIZE", "INTERNALDATE"]))  # type: ignore[misc]
            for uid in chunk:
                if uid not in sizes:  # expunged meanwhile: a hole is no loss
                    continue
                size, arrived = int(sizes[uid].get(b"RFC822.SIZE", 0)), sizes[uid].get(b"INTERNALDATE")
                headers = {
                    "folder": role,
                    "size": size,
                    **({"internaldate": arrived.isoformat()} if isinstance(arrived, datetime) else {}),
                    **({"truncated": size} if size > self.largest else {}),
                }
                found = self._body(client, uid, size)
                if found is None:
                    continue
                body, failed = found
                named = _MESSAGE_ID.search(body[:STUB])
                headers["message_id"] = named[1].decode("latin-1") if named else ""
                if is_test_letter(body):
                    headers["is_test"] = True
                yield (
                    Raw(
                        raw_key(folder, validity, uid),
                        body,
                        headers,
                        received_at=arrived if isinstance(arrived, datetime) else None,
                        failed=failed,
                    ),
                    uid,
                )

    def _body(self, client: IMAPClient, uid: int, size: int) -> tuple[bytes, str] | None:
        """The bytes of one mail, or why there are none; None when it is gone."""
        item = f"BODY.PEEK[]<0.{STUB}>" if size > self.largest else "BODY.PEEK[]"
        failure = ""
        for _attempt in range(TRIES):
            try:
                answer = client.fetch([uid], [item])
            except IMAPClientAbortError as error:
                raise Unavailable(explain(error, self.server)) from error
            except IMAPClientError as error:
                failure = str(error)[:200]
                continue
            except OSError as error:
                raise Unavailable(explain(error, self.server)) from error
            if uid not in answer:
                return None
            for name, value in answer[uid].items():
                if name.startswith(b"BODY[") and isinstance(value, bytes):
                    return value, ""
            failure = "NIL"
        return b"", _("The mail server does not hand over this mail: {why}", why=failure)

    def _select(self, client: IMAPClient, folder: str) -> tuple[int, int]:
        """UIDVALIDITY and the highest UID so far."""
        try:
            status = self._ask(lambda: client.select_folder(folder, readonly=True))
        except IMAPClientError as error:
            words = _("The folder {name} cannot be opened: {why}", name=folder, why=str(error)[:200])
            raise Unavailable(words) from error
        following = status.get(b"UIDNEXT")
        if following is None:
            following = max(self._search(client, ["ALL"]), default=0) + 1
        return int(status[b"UIDVALIDITY"]), int(following) - 1

    def _search(self, client: IMAPClient, criteria: list[Any]) -> list[int]:
        return [int(uid) for uid in self._ask(lambda: client.search(criteria))]

    def _ask(self, question: Callable[[], T]) -> T:
        try:
            return question()
        except (IMAPClientAbortError, OSError) as error:
            raise Unavailable(explain(error, self.server)) from error

    def _renewed(self, client: IMAPClient) -> bool:
        self._ask(client.idle_done)
        self._start_idle(client)
        return True

    def _start_idle(self, client: IMAPClient) -> None:
        self._ask(client.idle)
        self._renew_at = time.monotonic() + random.uniform(*_RENEW_SECONDS)  # noqa: S311


def raw_key(folder: str, validity: int, uid: int) -> str:
    """The key under which a mail of this folder is stored."""
    name = folder if len(folder) <= 100 else hashlib.sha256(folder.encode()).hexdigest()
    return f"imap:{name}:{validity}:{uid}"


def _key(folder: str) -> str:
    return f"imap:{folder}"[:200]


def _beginning(validity: int, newest: int) -> dict[str, Any]:
    return {
        "uidvalidity": validity,
        "first_uid": newest,
        "last_uid": newest,
        "began": clock.now().isoformat(),
    }


def _with_cursor(raw: Raw, moved: Moved) -> Raw:
    return Raw(raw.key, raw.body, raw.headers, moved, raw.received_at, raw.is_backfill, raw.failed)


def _with_headers(raw: Raw, **more: Any) -> Raw:
    return Raw(raw.key, raw.body, {**raw.headers, **more}, None, raw.received_at, raw.is_backfill, raw.failed)


def _backfilled(raw: Raw) -> Raw:
    return Raw(raw.key, raw.body, raw.headers, raw.cursor, raw.received_at, True, raw.failed)


def _later(newest: str | None, raw: Raw) -> str | None:
    if raw.received_at is None:
        return newest
    arrived = raw.received_at.isoformat()
    return arrived if newest is None or raw.received_at > datetime.fromisoformat(newest) else newest


def _is_known(found: Mapping[bytes, Any], pairs: set[tuple[str, int]]) -> bool:
    """A mail without an id is never taken for another one by its size."""
    named = _MESSAGE_ID.search(found.get(_ID_FIELD) or b"")
    return bool(named) and (named[1].decode("latin-1"), int(found[b"RFC822.SIZE"])) in pairs  # type: ignore[index]


def _is_older(found: Mapping[bytes, Any], began: str | None) -> bool:
    """Whether it lay in the mailbox before we began to read it; such mail was left alone on purpose."""
    arrived = found.get(b"INTERNALDATE")
    return bool(began and isinstance(arrived, datetime)) and arrived < datetime.fromisoformat(began).replace(  # type: ignore[arg-type, operator]
        microsecond=0
    )


def _chunks(uids: list[int], size: int = 100) -> Iterator[list[int]]:
    for start in range(0, len(uids), size):
        yield uids[start : start + size]
