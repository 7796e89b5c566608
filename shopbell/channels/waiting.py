"""Waiting readers: one thread a mailbox that waits for a push, and does nothing else than ask for a poll.

Each holds a session advisory lock of its own connection, so that of several workers only one waits; when that
one dies its connection dies, and another takes over.
"""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import psycopg
import structlog
from django.db import close_old_connections, connection

from shopbell.channels.actions import health
from shopbell.channels.actions.reading import defer_poll, polled_accounts
from shopbell.channels.actions.speaking import speaking
from shopbell.channels.base import ChannelAdapter, NeedsReconnect, Unavailable
from shopbell.channels.models import ChannelAccount

log = structlog.get_logger(__name__)
LOCK_SPACE = 5_551_229
RELIST_SECONDS = 5.0
SLICE_SECONDS = 5.0
_BACKOFF = (1.0, 5.0, 15.0, 60.0, 180.0)
_NOT_COMPARED = ("access_token", "expires_at", "refresh_token")


def start() -> Callable[[], None]:
    """Begin to wait for all accounts; call what is given back to end it."""
    readers = Readers()
    thread = threading.Thread(target=readers.run, name="channels-readers", daemon=True)
    thread.start()

    def stop() -> None:
        readers.stopping.set()
        thread.join(SLICE_SECONDS * 2)

    return stop


@dataclass
class Readers:
    """The set of readers, kept in step with the accounts."""

    stopping: threading.Event = field(default_factory=threading.Event)
    readers: dict[int, Reader] = field(default_factory=dict)

    def run(self) -> None:
        """List the accounts every few seconds; start, restart and end readers."""
        while not self.stopping.is_set():
            try:
                close_old_connections()
                self.relist()
            except Exception:  # the database may be away for a moment; the next listing finds out
                log.exception("accounts could not be listed")
            self.stopping.wait(RELIST_SECONDS)
        for reader in self.readers.values():
            reader.stopping.set()
        for reader in self.readers.values():
            reader.join(SLICE_SECONDS + 1)
        connection.close()

    def relist(self) -> None:
        """Bring the readers in step with the accounts as they are now."""
        waits = {kind for kind, adapter in ChannelAdapter.kinds().items() if adapter.capabilities.waits}
        wanted = {account.pk: account for account in polled_accounts() if account.kind in waits}
        for pk, reader in list(self.readers.items()):
            account = wanted.get(pk)
            if account is None or reader.fingerprint != fingerprint(account):
                reader.stopping.set()
            if not reader.is_alive():
                del self.readers[pk]
        for pk, account in wanted.items():
            if pk not in self.readers:
                self.readers[pk] = Reader(account)
                self.readers[pk].start()


class Reader(threading.Thread):
    """Waits for one account."""

    def __init__(self, account: ChannelAccount) -> None:
        super().__init__(name=f"channels-reader-{account.pk}", daemon=True)
        self.account, self.fingerprint = account, fingerprint(account)
        self.stopping = threading.Event()

    def run(self) -> None:
        """Hold the lock, then wait until told to end or the lock's connection is lost."""
        try:
            with _own_connection() as held:
                while not self._locked(held):
                    if self.stopping.wait(RELIST_SECONDS):
                        return
                self._wait(held)
        except psycopg.Error:  # the lock went with its connection: the next listing starts another reader
            log.warning("a reader lost its database connection", account=self.account.pk)
        except Exception:
            log.exception("a reader broke off", account=self.account.pk)
        finally:
            connection.close()

    def _locked(self, held: psycopg.Connection) -> bool:
        row = held.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_SPACE, self.account.pk]).fetchone()
        return bool(row and row[0])

    def _wait(self, held: psycopg.Connection) -> None:
        failures = 0
        while not self.stopping.is_set():
            try:
                with speaking(self.account) as adapter:
                    while not self.stopping.is_set():
                        held.execute("SELECT 1")
                        if adapter.wait(SLICE_SECONDS):
                            failures = 0
                            close_old_connections()
                            defer_poll(self.account.pk)
            except NeedsReconnect as error:
                close_old_connections()
                health.needs_reconnect(self.account, str(error))
                return
            except Unavailable as error:
                close_old_connections()
                health.failed(self.account, str(error))
                pause = _BACKOFF[min(failures, len(_BACKOFF) - 1)] * random.uniform(0.7, 1.3)  # noqa: S311
                failures += 1
                self.stopping.wait(pause)


def fingerprint(account: ChannelAccount) -> str:
    """Changes when the reader must begin anew; fresh tokens are no reason."""
    settings = dict(account.settings)
    settings["oauth"] = {key: value for key, value in (settings.get("oauth") or {}).items() if key not in _NOT_COMPARED}
    return json.dumps([account.kind, account.address, settings], sort_keys=True, default=str)


def _own_connection() -> psycopg.Connection:
    parameters = connection.get_connection_params()
    kept = {k: v for k, v in parameters.items() if k not in ("cursor_factory", "context", "prepare_threshold")}
    return psycopg.connect(**kept, autocommit=True)
