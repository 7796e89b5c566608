"""A chat with 5,000 streams open: how soon the other side hears, what a stream keeps, and how all come back.

    python -m bench.load_chat [--streams 5000] [--rate 50] [--seconds 60]

A whole `shopbell up` and this program share the machine. Nine of ten streams are visitors', the others agents'. Four of
five messages are visitors', for an agent's stream; the fifth is an agent's answer by the API, for the visitor's. Then
the web process is killed; while it is away and they come back, a colleague answers in other threads.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import statistics
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import urlsplit

from bench.crowd import Ask, Crowd
from bench.installation import Installation, environment, fresh
from bench.measure import Context, Row, percentile, proportional_kib, server_pid, tree_ms

STREAMS, RATE, SECONDS = 5000, 50, 60
PER_AGENT = 20  # the hub ends a person's oldest stream beyond that
INBOXES = 20  # streams of agents who have the inbox open
TOPICS = 100  # the most of one stream
ANSWER_EVERY = 5
SPOKEN, SPEAK_EVERY = 500, 0.04
# A visitor may write 20 messages a minute.
TALKER_SECONDS = 4
PATIENCE_SECONDS = 180.0


@dataclass
class Said:
    """One message: when it was posted, under which id it is stored, and on which topic the other side hears of it."""

    topic: str
    posted_at: float
    message: str


@dataclass
class Load:
    """One run."""

    installation: Installation
    people: dict[str, Any]
    rate: int
    seconds: int
    said: dict[str, list[Said]] = field(default_factory=lambda: {"message": [], "answer": []})
    failed: int = 0

    @property
    def talkers(self) -> list[dict[str, Any]]:
        talking: list[dict[str, Any]] = self.people["visitors"][: self.rate * TALKER_SECONDS]
        return talking

    def asks(self) -> list[Ask]:
        """How each stream is asked for: agents who watch the talkers, agents' inboxes, other agents, visitors."""
        agents = [one for one in self.people["agents"] for _ in range(PER_AGENT)]
        watched = [f"ticket:{one['ticket']}" for one in self.talkers]
        topics = [",".join(watched[n : n + TOPICS]) for n in range(0, len(watched), TOPICS)]
        topics += [f"team:{self.people['team']}"] * INBOXES
        topics += [f"agent:{one['id']}" for one in agents[len(topics) :]]
        of_agents = [_by_session(one["cookie"], topic) for one, topic in zip(agents, topics, strict=True)]
        visitors = enumerate(self.people["visitors"])
        return [*of_agents, *(_by_ticket(self.people["chat"], one, n) for n, one in visitors)]

    async def talk(self, crowd: Crowd) -> None:
        """Post at the pace, whatever the server does meanwhile."""
        began, tasks = time.monotonic(), []
        for number in range(self.rate * self.seconds):
            await asyncio.sleep(max(0.0, began + number / self.rate - time.monotonic()))
            is_answer = number % ANSWER_EVERY == 0
            tasks.append(asyncio.create_task(self._answer(crowd, number) if is_answer else self._write(crowd, number)))
        await asyncio.gather(*tasks)
        await asyncio.sleep(2)

    async def _write(self, crowd: Crowd, number: int) -> None:
        visitor = self.talkers[number % len(self.talkers)]
        sent = {"client_uuid": str(uuid.uuid4()), "text": f"Message {number} of a chat under load"}
        began = time.monotonic()
        headers = {
            "Authorization": f"Bearer {visitor['token']}",
            "X_Forwarded_For": _address(number % len(self.talkers)),
        }
        status, found = await crowd.post(f"{self.people['chat']}/messages/", sent, **headers)
        if status == 201:
            self.said["message"].append(Said(f"ticket:{visitor['ticket']}", began, found["message"]["id"]))
        else:
            self.failed += 1

    async def _answer(self, crowd: Crowd, number: int) -> None:
        visitor, tokens = self.talkers[number % len(self.talkers)], self.people["tokens"]
        began = time.monotonic()
        status, found = await crowd.post(
            f"/api/v1/tickets/{visitor['ticket']}/replies",
            {"text": f"Answer {number} of a chat under load"},
            Authorization=f"Bearer {tokens[number // ANSWER_EVERY % len(tokens)]}",
        )
        if status == 201:
            self.said["answer"].append(Said(f"thread:{visitor['thread']}", began, found["id"]))
        else:
            self.failed += 1

    def events(self) -> dict[str, int]:
        """The number of the event by which each message was told, by the message's id."""
        rows = self.installation.ask(
            "SELECT m.public_id, e.id FROM core_event e JOIN tickets_message m ON m.id = (e.data->>'message')::bigint"
            " WHERE e.name IN ('message.received', 'message.sent')"
        )
        return {str(message): int(str(event)) for message, event in rows}

    def took(self, crowd: Crowd, kind: str) -> tuple[list[float], int]:
        """Milliseconds from the post to the first signal that told of it, and how many were never told."""
        events, found, missed = self.events(), [], 0
        for one in self.said[kind]:
            event = events[one.message]
            at = min((at for heard, at in crowd.heard[one.topic] if heard >= event and at > one.posted_at), default=0.0)
            if at:
                found.append((at - one.posted_at) * 1000)
            else:
                missed += 1
        return found, missed


def measure(context: Context) -> list[Row]:
    """The targets: p50 30 ms, p99 250 ms, 20 KiB a stream, all back within 30 s, nothing missed."""
    return run(STREAMS, RATE, SECONDS)


def run(streams: int, rate: int, seconds: int) -> list[Row]:
    """One run with a fresh installation."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    agents = max(2, streams // 10 // PER_AGENT)
    visitors = streams - agents * PER_AGENT
    with fresh("ci", {"SHOPBELL_TRUSTED_PROXIES": "127.0.0.1"}) as installation:
        people = installation.python("-m", "bench.crowd_seed", "--visitors", str(visitors), "--agents", str(agents))
        return asyncio.run(_run(Load(installation, json.loads(people.splitlines()[-1]), rate, seconds)))


async def _run(load: Load) -> list[Row]:
    where = urlsplit(load.installation.url)
    crowd = Crowd(str(where.hostname), int(where.port or 80))
    web, server = load.installation.children("web")[0], server_pid(load.installation.address())
    asks = load.asks()
    await crowd.gather(asks[:100])
    await asyncio.sleep(1)
    memory, began = proportional_kib(web), time.monotonic()
    await crowd.gather(asks[100:])
    opening = time.monotonic() - began
    await asyncio.sleep(3)
    kept = (proportional_kib(web) - memory) / (len(asks) - 100)
    processes = {"web": web, "worker": load.installation.children("worker")[0], "database": server}
    before = {name: tree_ms(pid) for name, pid in processes.items()} | {"this program": time.process_time() * 1000}
    await load.talk(crowd)
    number = load.rate * load.seconds
    after = {name: tree_ms(pid) for name, pid in processes.items()} | {"this program": time.process_time() * 1000}
    used = {name: round((after[name] - before[name]) / number, 1) for name in after}
    rows = [_row(load, crowd, kind) for kind in load.said]
    size = len(asks)
    rows += [
        Row(name="load_chat_cpu", size=size, cpu_ms=round(sum(used[name] for name in processes), 1),
            unit=", ".join(f"{name} {figure}" for name, figure in used.items()) + " a message"),
        Row(name="load_chat_failed", size=number, value=load.failed, unit="requests"),
        Row(name="load_chat_stream_kib", size=size, value=round(kept, 1), unit="KiB a stream"),
        Row(name="load_chat_opening_s", size=size - 100, value=round(opening, 1), unit="s for all"),
    ]  # fmt: skip
    rows += await _restart(load, crowd, size)
    await crowd.leave()
    return rows


def _row(load: Load, crowd: Crowd, kind: str) -> Row:
    found, missed = load.took(crowd, kind)
    return Row(
        name=f"load_chat_{kind}",
        size=len(crowd.open),
        p50_ms=round(statistics.median(found), 1),
        p95_ms=round(percentile(found, 0.95), 1),
        value=round(percentile(found, 0.99), 1),
        unit=f"ms p99 of {len(found)}; {missed} never heard",
    )


async def _restart(load: Load, crowd: Crowd, size: int) -> list[Row]:
    """Kill the web process; seconds until every stream is back, and which words said meanwhile they never heard."""
    began, refused = time.monotonic(), crowd.refused
    known = set(load.events())
    load.installation.kill("web")
    colleague = _colleague(load.installation)
    while len(crowd.open) == size:
        await asyncio.sleep(0.01)
    progress = []
    for second in count():
        await asyncio.sleep(1)
        progress.append(len(crowd.open))
        if len(crowd.open) == size and colleague.poll() is not None:
            break
        if second > PATIENCE_SECONDS:
            raise TimeoutError(f"only {len(crowd.open)} of {size} streams came back")
    back = next((n + 1 for n, number in enumerate(progress) if number == size), len(progress))
    print(f"streams open, second by second: {progress}", file=sys.stderr)
    await asyncio.sleep(3)
    rows = load.installation.ask(
        "SELECT t.public_id, m.public_id FROM tickets_message m JOIN tickets_thread t ON t.id = m.thread_id"
        " WHERE m.text LIKE 'Spoken while%'"
    )
    events = load.events()
    told = {str(thread): events[str(message)] for thread, message in rows if str(message) not in known}
    missed = sum(
        not any(heard >= event and at > began for heard, at in crowd.heard[f"thread:{thread}"])
        for thread, event in told.items()
    )
    return [
        Row(name="load_chat_back_s", size=size, value=back, unit=f"s; {crowd.refused - refused} attempts refused"),
        Row(name="load_chat_missed", size=len(told), value=missed, unit="messages said meanwhile"),
    ]


def _colleague(installation: Installation) -> subprocess.Popen[bytes]:
    variables = {"DATABASE_URL": installation.address(), "SHOPBELL_DATA": str(installation.data)}
    command = [sys.executable, "-m", "bench.crowd_seed", "--speak", str(SPOKEN), "--every", str(SPEAK_EVERY)]
    return subprocess.Popen(command, env={**environment(), **variables})


def _by_session(cookie: str, topics: str) -> Ask:
    request = f"GET /live/?topics={topics} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n".encode()

    async def ask(crowd: Crowd) -> bytes:
        return request

    return ask


def _by_ticket(chat: str, visitor: dict[str, Any], number: int) -> Ask:
    async def ask(crowd: Crowd) -> bytes:
        headers = {"Authorization": f"Bearer {visitor['token']}", "X_Forwarded_For": _address(number)}
        status, found = await crowd.post(f"{chat}/stream/", {}, **headers)
        if status != 200:
            raise ValueError(f"no ticket: {status}")
        return f"GET /live/?ticket={found['ticket']} HTTP/1.1\r\nHost: localhost\r\n".encode()

    return ask


def _address(number: int) -> str:
    """Every visitor sits elsewhere: what one address may do is limited."""
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--streams", type=int, default=STREAMS, help="open streams (5000)")
    parser.add_argument("--rate", type=int, default=RATE, help="messages a second (50)")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="how long (60)")
    options = parser.parse_args()
    from bench.run import print_table

    print(f"load average {os.getloadavg()[0]:.2f}")
    print_table(run(options.streams, options.rate, options.seconds))


if __name__ == "__main__":
    main()
