"""Kill the web and the worker process in the middle of chats, again and again, and count what arrived.

Visitors write numbered lines, each sent up to three times. Whoever gets no answer sends
again with the same key. In the end every line must be there once and in order.
"""

from __future__ import annotations

import random
import re
import sys
import threading
import time
import uuid
from dataclasses import dataclass, field

import httpx

from bench.installation import Installation, fresh

VISITORS, LINES = 4, 15
PATIENCE = 180.0
MOST_KILLS = 8  # the parent waits longer after each death; more kills only test its patience


@dataclass
class Talk:
    """What one visitor wrote, and how often a request broke off."""

    written: list[str] = field(default_factory=list)
    broken: int = 0


def main() -> None:
    """Run the test; ends with 1 when anything is lost, doubled or out of order."""
    with fresh("ci") as installation:
        talks = [Talk() for _ in range(VISITORS)]
        done = threading.Event()
        killer = threading.Thread(target=kill, args=(installation, done))
        writers = [threading.Thread(target=talk, args=(installation, number, one)) for number, one in enumerate(talks)]
        killer.start()
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        done.set()
        killer.join()
        faults = compare(installation, talks)
    broken = sum(one.broken for one in talks)
    print(f"{VISITORS * LINES} lines by visitors, {broken} requests broken off, {len(faults)} faults")
    for fault in faults:
        print(f"  {fault}")
    sys.exit(1 if faults else 0)


def kill(installation: Installation, done: threading.Event) -> None:
    """Kill one kind of process after the other until the talks are over."""
    kinds, kills = ["web", "worker"], 0
    while kills < MOST_KILLS and not done.wait(random.uniform(2.5, 5.0)):
        kills += installation.kill(kinds[kills % 2])
    print(f"{kills} processes killed")


def talk(installation: Installation, number: int, one: Talk) -> None:
    """One visitor's chat from first to last line."""
    account = installation.ask("SELECT public_id FROM channels_channelaccount WHERE kind = 'chat' ORDER BY id LIMIT 1")[
        0
    ][0]
    base = f"{installation.url}/s/alder-flax/chat/{account}"
    client = httpx.Client(timeout=10)
    token = send(client, one, f"{base}/start/", {})["token"]
    client.headers["Authorization"] = f"Bearer {token}"
    for line in range(LINES):
        words, key = f"visitor {number} line {line:02}", str(uuid.uuid4())
        for _ in range(random.randint(1, 3)):
            send(client, one, f"{base}/messages/", {"client_uuid": key, "text": words})
        one.written.append(words)
        time.sleep(random.uniform(0.2, 1.5))


def send(client: httpx.Client, one: Talk, url: str, content: dict[str, object]) -> dict[str, str]:
    """Post until there is an answer; told to wait, wait."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            answer = client.post(url, json=content)
        except httpx.HTTPError:
            one.broken += 1
            time.sleep(0.2)
            continue
        if answer.status_code in (200, 201):
            return dict(answer.json())
        if answer.status_code == 429:
            time.sleep(min(float(answer.headers.get("Retry-After", 1)), 5))
            end += 5
        else:
            one.broken += 1
            time.sleep(0.2)
    raise TimeoutError(f"no answer from {url} for {PATIENCE:.0f} s")


def compare(installation: Installation, talks: list[Talk]) -> list[str]:
    """What is lost, doubled or out of order."""
    rows = installation.ask(
        "SELECT m.thread_id, m.seq, m.text FROM tickets_message m JOIN tickets_thread t ON t.id = m.thread_id"
        " WHERE m.text ~ '^visitor [0-9]+ line' ORDER BY m.thread_id, m.seq"
    )
    stored: dict[str, list[str]] = {}
    for _, _, text in rows:
        found = re.match(r"visitor \d+", str(text))
        stored.setdefault(found[0] if found else "", []).append(str(text))
    faults = []
    for number, one in enumerate(talks):
        seen = stored.get(f"visitor {number}", [])
        if seen != one.written:
            lost, doubled = set(one.written) - set(seen), len(seen) - len(set(seen))
            faults.append(f"visitor {number}: {len(lost)} lost, {doubled} doubled, {len(seen)} stored of {LINES}")
    return faults


if __name__ == "__main__":
    main()
