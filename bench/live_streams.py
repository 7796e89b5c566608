"""What the live hub costs: memory of an idle stream and CPU of a fan-out, in a process of its own.

    DATABASE_URL=... python -m bench.live_streams [--streams 1000] [--events 20]

The database needs Shopbell's tables (`shopbell migrate`); an agent and a session are made for the run and
removed after it. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.measure import Context, Row, proportional_kib


def cpu_ms(pid: int) -> float:
    """CPU time a process has used so far."""
    return (
        sum(int((thread / "schedstat").read_text().split()[0]) for thread in Path(f"/proc/{pid}/task").iterdir()) / 1e6
    )


@contextmanager
def a_session() -> Iterator[tuple[str, str]]:
    """The cookie of an agent made for the run, and the agent's own topic."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shopbell.project.settings")
    django.setup()
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    agent = get_user_model()._default_manager.create(email=f"bench-{os.getpid()}@shop.example", name="Bench")
    browser = Client()
    browser.force_login(agent)
    try:
        yield (
            f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}",
            f"agent:{agent.pk}",
        )
    finally:
        agent.delete()


@contextmanager
def a_server() -> Iterator[tuple[int, int]]:
    """A web process: its pid and port. One person may hold any number of streams there."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    code = (
        "import uvicorn; from shopbell.core.live import hub; hub.MOST_PER_PERSON = 10**6;"
        f"uvicorn.run('shopbell.project.asgi:app', port={port}, loop='uvloop', http='httptools', ws='none',"
        "proxy_headers=False, access_log=False, log_level='error', backlog=4096)"
    )
    process = subprocess.Popen([sys.executable, "-c", code])
    try:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.05)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait()


Readers = list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]


async def open_streams(port: int, count: int, cookie: str, topic: str) -> Readers:
    """Open streams and read each up to its first event."""
    request = f"GET /live/?topics={topic} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n".encode()
    gate = asyncio.Semaphore(50)

    async def one() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        async with gate:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request)
            try:
                await reader.readuntil(b"event: hello")
            except asyncio.IncompleteReadError as refused:
                raise SystemExit(refused.partial.decode()) from None
            return reader, writer

    return list(await asyncio.gather(*(one() for _ in range(count))))


async def fan_out(pid: int, readers: Readers, topic: str) -> tuple[float, float]:
    """CPU ms of the web process, and wall ms until the last stream has heard."""
    import psycopg

    before, began = cpu_ms(pid), time.perf_counter()
    async with await psycopg.AsyncConnection.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        await connection.execute("SELECT pg_notify('shopbell_live', %s)", [f"1 {topic}"])
    await asyncio.gather(*(reader.readuntil(b"event: signal") for reader, _ in readers))
    wall = (time.perf_counter() - began) * 1000
    await asyncio.sleep(0.2)
    return cpu_ms(pid) - before, wall


def measure(context: Context) -> list[Row]:
    """Memory of an idle stream (the target is 20 KiB), and CPU of one signal to all of them."""
    size = min(context.sizes)
    context.database(size)
    streams, events = 1000, max(5, context.rounds)
    found = json.loads(
        context.run(size, "-m", "bench.live_streams", "--streams", str(streams), "--events", str(events))
    )
    return [
        Row(name="idle_stream_kib", size=streams, value=found["KiB per idle stream"], unit="KiB"),
        Row(
            name="live_fan_out",
            size=streams,
            cpu_ms=found["CPU ms per fan-out"],
            p50_ms=found["wall ms per fan-out"],
        ),
    ]


async def run(pid: int, port: int, options: argparse.Namespace, cookie: str, topic: str) -> dict[str, object]:
    """The whole run: open, idle, fan out, close."""
    warm = await open_streams(port, 50, cookie, topic)
    await asyncio.sleep(0.5)
    memory, cpu = proportional_kib(pid), cpu_ms(pid)
    readers = await open_streams(port, options.streams, cookie, topic)
    opening = cpu_ms(pid) - cpu
    await asyncio.sleep(1)
    idle = (proportional_kib(pid) - memory) / options.streams
    rounds = [await fan_out(pid, warm + readers, topic) for _ in range(options.events)]
    after = (proportional_kib(pid) - memory) / options.streams
    for _, writer in warm + readers:
        writer.close()
    return {
        "streams": options.streams,
        "KiB per idle stream": round(idle, 1),
        "KiB per stream after the fan-outs": round(after, 1),
        "CPU ms to open one": round(opening / options.streams, 2),
        "CPU ms per fan-out": round(statistics.median(cpu for cpu, _ in rounds), 1),
        "wall ms per fan-out": round(statistics.median(wall for _, wall in rounds), 1),
        "load": os.getloadavg()[0],
    }


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--streams", type=int, default=1000)
    parser.add_argument("--events", type=int, default=20)
    options = parser.parse_args()
    with a_session() as (cookie, topic), a_server() as (pid, port):
        print(json.dumps(asyncio.run(run(pid, port, options, cookie, topic)), indent=2))


if __name__ == "__main__":
    main()
