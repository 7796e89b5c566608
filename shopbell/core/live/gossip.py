"""What hubs tell each other by NOTIFY, in batches: who is present, and topics of streams held elsewhere."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg
import structlog

from shopbell.core.live.access import Listener
from shopbell.core.live.postgres import Line
from shopbell.core.live.roster import Sighting

log = structlog.get_logger(__name__)
PRESENCE_CHANNEL = "shopbell_presence"
TOPICS_CHANNEL = "shopbell_live_topics"
BATCH_SECONDS = 0.1
_LONGEST = 7900  # PostgreSQL allows 8,000 bytes a payload


@dataclass(frozen=True, slots=True)
class Change:
    """Other topics for one stream of this listener; `add` were allowed already."""

    stream: str
    who: Listener
    add: tuple[str, ...]
    remove: tuple[str, ...]
    last: int | None = None


class Gossip:
    """Tells other hubs, and hears from them without hearing itself."""

    def __init__(
        self, line: Line, *, on_sighting: Callable[[Sighting], None], on_change: Callable[[Change], None]
    ) -> None:
        self.origin = secrets.token_hex(6)
        self._line = line
        self._on_sighting, self._on_change = on_sighting, on_change
        self._waiting: dict[tuple[str, Listener, str], Sighting] = {}
        self._batch: asyncio.Task[None] | None = None

    def tell(self, sighting: Sighting) -> None:
        """Pass on a sighting with the next batch; the newest of a page replaces the one that waits."""
        self._waiting[sighting.topic, sighting.who, sighting.page] = sighting
        if self._batch is None:
            self._batch = asyncio.get_running_loop().create_task(self._send_batch())

    async def stop(self) -> None:
        """Tell nothing more."""
        if self._batch is not None:
            self._batch.cancel()
            await asyncio.gather(self._batch, return_exceptions=True)

    async def ask_to_change(self, change: Change) -> None:
        """Ask whichever hub holds the stream to change its topics."""
        who = [change.who.kind, change.who.id, change.who.name]
        content = [self.origin, change.stream, who, change.add, change.remove, change.last]
        await self._notify(TOPICS_CHANNEL, json.dumps(content))

    def hear(self, channel: str, payload: str) -> None:
        """Take in what a hub said on one of the two channels."""
        origin, *content = json.loads(payload)
        if origin == self.origin:
            return
        if channel == TOPICS_CHANNEL:
            stream, who, add, remove, last = content
            self._on_change(Change(stream, Listener(*who), tuple(add), tuple(remove), last))
            return
        for topic, kind, identity, name, state, page in content:
            self._on_sighting(Sighting(topic, Listener(kind, identity, name), state, page))

    async def _send_batch(self) -> None:
        try:
            while self._waiting:
                await asyncio.sleep(BATCH_SECONDS)
                batch, self._waiting = list(self._waiting.values()), {}
                for payload in self._payloads(batch):
                    await self._notify(PRESENCE_CHANNEL, payload)
        except (psycopg.Error, OSError, TimeoutError) as error:  # clients renew within seconds
            log.warning("presence was not passed on", error=str(error))
        finally:
            self._batch = None

    def _payloads(self, batch: list[Sighting]) -> Iterator[str]:
        said, size = [json.dumps(self.origin)], 20
        for one in batch:
            row = json.dumps([one.topic, one.who.kind, one.who.id, one.who.name, one.state, one.page])
            if size + len(row) + 1 > _LONGEST:
                yield f"[{','.join(said)}]"
                said, size = said[:1], 20
            said.append(row)
            size += len(row) + 1
        yield f"[{','.join(said)}]"

    async def _notify(self, channel: str, payload: str) -> None:
        await self._line.ask("SELECT pg_notify(%s, %s)", [channel, payload])
