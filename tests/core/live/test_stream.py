"""A slow client: what waits is merged, and one that does not read at all is sent away."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, MutableMapping
from typing import Any

from shopbell.core.live.access import Listener
from shopbell.core.live.stream import BEAT_SECONDS, LAGGING_SECONDS, Stream


class Client:
    """What the server would have written; reads only when told."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.reading = asyncio.Event()
        self.reading.set()

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        await self.reading.wait()
        self.read.append(message["body"].decode() if message["more_body"] else "END")


def _run(scene: Coroutine[Any, Any, None]) -> None:
    asyncio.run(scene)


async def _settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def _open() -> tuple[Client, Stream]:
    client = Client()
    stream = Stream(Listener("agent", "1"), ["matter:1", "matter:2"], client)
    stream.release()
    return client, stream


def test_signals_for_a_slow_client_merge() -> None:
    async def scene() -> None:
        client, stream = _open()
        client.reading.clear()
        stream.signal(["matter:1"], 1)
        await _settle()
        for number in range(2, 1000):
            stream.signal(["matter:1", "matter:2"], number)
        client.reading.set()
        await _settle()
        assert client.read == [
            'id: 1\nevent: signal\ndata: {"topics":["matter:1"],"event":1}\n\n',
            'id: 999\nevent: signal\ndata: {"topics":["matter:1","matter:2"],"event":999}\n\n',
        ]

    _run(scene())


def test_a_late_lower_number_does_not_move_the_place_back() -> None:
    async def scene() -> None:
        client, stream = _open()
        stream.signal(["matter:1"], 9)
        await _settle()
        stream.signal(["matter:2"], 8)
        await _settle()
        assert client.read[1] == 'id: 9\nevent: signal\ndata: {"topics":["matter:2"],"event":9}\n\n'

    _run(scene())


def test_while_held_signals_gather() -> None:
    async def scene() -> None:
        client, stream = _open()
        stream.hold()
        stream.signal(["matter:1"], 2)
        await _settle()
        assert client.read == []
        stream.signal(["matter:2"], 1)
        stream.release()
        await _settle()
        assert client.read == ['id: 2\nevent: signal\ndata: {"topics":["matter:1","matter:2"],"event":2}\n\n']

    _run(scene())


def test_who_does_not_read_for_long_is_told_to_come_again() -> None:
    async def scene() -> None:
        client, stream = _open()
        now = asyncio.get_running_loop().time()
        client.reading.clear()
        stream.signal(["matter:1"], 1)
        await _settle()
        stream.signal(["matter:2"], 2)
        stream.beat(now + LAGGING_SECONDS - 1, 2)
        stream.beat(now + LAGGING_SECONDS + 1, 2)
        stream.signal(["matter:1"], 3)
        client.reading.set()
        await _settle()
        assert client.read == [
            'id: 1\nevent: signal\ndata: {"topics":["matter:1"],"event":1}\n\n',
            "event: lagging\ndata: {}\n\n",
            "END",
        ]

    _run(scene())


def test_a_write_that_has_not_begun_is_no_lag() -> None:
    async def scene() -> None:
        client, stream = _open()
        stream.signal(["matter:1"], 1)
        stream.beat(asyncio.get_running_loop().time(), 1)
        await _settle()
        assert client.read == ['id: 1\nevent: signal\ndata: {"topics":["matter:1"],"event":1}\n\n']

    _run(scene())


def test_a_silent_stream_gives_a_sign_of_life_every_fifteen_seconds() -> None:
    async def scene() -> None:
        client, stream = _open()
        now = asyncio.get_running_loop().time()
        stream.signal(["matter:1"], 1)
        await _settle()
        stream.beat(now + BEAT_SECONDS - 1, 5)
        await _settle()
        assert len(client.read) == 1
        stream.beat(now + BEAT_SECONDS + 1, 5)
        await _settle()
        assert client.read[1:] == [":\nid: 5\nevent: beat\ndata: {}\n\n"]

    _run(scene())


def test_a_client_that_breaks_while_written_to_does_no_harm() -> None:
    async def scene() -> None:
        written = []

        async def send(message: MutableMapping[str, Any]) -> None:
            written.append(message)
            if len(written) == 1:
                raise OSError("gone")

        stream = Stream(Listener("agent", "1"), ["matter:1"], send)
        stream.release()
        stream.signal(["matter:1"], 1)
        await _settle()
        stream.signal(["matter:1"], 2)
        await _settle()
        assert len(written) == 2

    _run(scene())
