"""The hub's own connections to PostgreSQL: one that listens, one that asks and tells."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, LiteralString

import structlog
from django.db import connections
from psycopg import AsyncConnection, Error, OperationalError, sql

log = structlog.get_logger(__name__)
Row = tuple[Any, ...]
Values = Sequence[object] | Mapping[str, object]
ANSWER_SECONDS = 10
CHECK_SECONDS = 30
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 10.0
# A connection cut by a firewall must not look alive: it would be deaf for ever.
KEEPALIVE = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "connect_timeout": 10}


async def connect(purpose: str) -> AsyncConnection[Row]:
    """A direct connection to the default database, in autocommit."""
    parameters = connections["default"].get_connection_params()
    for unwanted in ("cursor_factory", "context"):
        parameters.pop(unwanted, None)
    named = {"application_name": f"shopbell live {purpose}"}
    return await AsyncConnection.connect(**{**KEEPALIVE, **parameters, **named}, autocommit=True)


class Line:
    """One connection for short statements; made at first use, made anew when it broke."""

    def __init__(self) -> None:
        self._connection: AsyncConnection[Row] | None = None
        self._turn = asyncio.Lock()

    async def ask(self, statement: LiteralString | sql.Composed, values: Values) -> list[Row]:
        """The rows of a statement, if it has any. Raises `psycopg.Error` or `TimeoutError`."""
        async with self._turn:
            try:
                return await self._run(statement, values)
            except OperationalError:
                if self._connection is not None and not self._connection.broken:
                    raise
                return await self._run(statement, values)

    async def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            await self._connection.close()

    async def _run(self, statement: LiteralString | sql.Composed, values: Values) -> list[Row]:
        async with asyncio.timeout(ANSWER_SECONDS):
            if self._connection is None or self._connection.closed:
                self._connection = await connect("asks")
            cursor = await self._connection.execute(statement, values)
            return await cursor.fetchall() if cursor.description else []


class Ear:
    """Listens on channels for as long as `run` runs, through every loss of the connection."""

    def __init__(
        self, channels: Sequence[str], hear: Callable[[str, str], None], woken: Callable[[], Awaitable[None]]
    ) -> None:
        """`hear(channel, payload)` gets each notification; `woken()` runs after each (re)connection."""
        self.channels, self.hear, self.woken = channels, hear, woken
        self.listening = asyncio.Event()

    async def run(self) -> None:
        """Listen until cancelled."""
        pause = FIRST_PAUSE
        while True:
            try:
                async with await connect("listens") as connection:
                    for channel in self.channels:
                        await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
                    await self.woken()
                    self.listening.set()
                    pause = FIRST_PAUSE
                    await self._listen(connection)
            except (Error, OSError, TimeoutError) as error:
                log.warning("the live hub lost its database connection", error=str(error))
            finally:
                self.listening.clear()
            await asyncio.sleep(pause * random.uniform(0.7, 1.3))  # noqa: S311 (spreads the load)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _listen(self, connection: AsyncConnection[Row]) -> None:
        while True:
            async for notice in connection.notifies(timeout=CHECK_SECONDS):
                try:
                    self.hear(notice.channel, notice.payload)
                except Exception:  # seen: logged; one bad notice must not end everybody's stream
                    log.exception("a live notice was not understood", channel=notice.channel)
            async with asyncio.timeout(ANSWER_SECONDS):
                await connection.execute("SELECT 1")
