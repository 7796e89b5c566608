"""The live hub: one a web process. Hears what changed and tells the streams that listen to it."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Coroutine, Iterable, Sequence

import psycopg
import structlog

from shopbell.core.live import presence, tickets
from shopbell.core.live.access import Listener
from shopbell.core.live.gossip import PRESENCE_CHANNEL, TOPICS_CHANNEL, Change, Gossip
from shopbell.core.live.postgres import Ear, Line
from shopbell.core.live.replay import Replay, newest
from shopbell.core.live.roster import Present, Roster, Sighting
from shopbell.core.live.signal import CHANNEL, CLOSE_CHANNEL
from shopbell.core.live.stream import RETRY_MILLISECONDS, Stream, sse

log = structlog.get_logger(__name__)
MOST_PER_PERSON = 20
MOST_TOPICS = 100
LONGEST_STREAM_SECONDS = 4 * 3600.0  # then it reopens, and a session that has expired is noticed
ADMISSION_SECONDS = 30.0
NEWCOMERS_WAIT = 0.05


class Hub:
    """Streams by topic. Everything but `present` belongs to the event loop's thread."""

    def __init__(self) -> None:
        self.roster = Roster()
        self.last = 0
        self._streams: dict[str, Stream] = {}
        self._of_person: defaultdict[str, list[Stream]] = defaultdict(list)  # oldest first
        self._listening: defaultdict[str, set[Stream]] = defaultdict(set)
        self._closed: dict[str, float] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._online: set[str] = set()
        self._newcomers: set[str] = set()
        self._stopping = False

    async def start(self) -> None:
        """Listen to the database until `stop`; waits for nothing."""
        self.line = Line()
        self.replay = Replay(self.line)
        self.gossip = Gossip(self.line, on_sighting=self._sighted, on_change=self._change)
        channels = [CHANNEL, CLOSE_CHANNEL, PRESENCE_CHANNEL, TOPICS_CHANNEL]
        self.ear = Ear(channels, self._hear, self._catch_up)
        presence.reside(self.roster)
        self._run(self.ear.run())
        self._run(self._tick())
        self._run(self._renew_online())

    def end_streams(self) -> None:
        """Finish every response, now and for those to come: the process stops."""
        self._stopping = True
        for stream in self._streams.values():
            stream.end()

    async def stop(self) -> None:
        """End the streams and let go of the database."""
        self.end_streams()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.gossip.stop()
        await self.line.close()

    @property
    def time(self) -> float:
        return asyncio.get_running_loop().time()

    def __len__(self) -> int:
        return len(self._streams)

    def present(self, topic: str) -> list[Present]:
        """Who is on a topic, as far as this process knows. Safe to call from any thread."""
        return self.roster.present(topic)

    async def open(self, stream: Stream, *, refused: Sequence[str], last: int | None, asked_at: float) -> None:
        """Subscribe a stream, then tell it what it missed since the event `last`.

        `asked_at` is when the questions of its access were put: who was closed since then must ask again.
        """
        self._enter(stream)
        self._subscribe(stream, stream.topics)
        if self._stopping or self._closed.get(_person(stream.who), -1.0) >= asked_at:
            stream.end("closed")
            return
        self._note_online(stream)
        hello: dict[str, object] = {"stream": stream.id, "refused": list(refused), "last": self.last}
        if stream.who.kind != "agent":
            hello["key"] = tickets.key_of(stream.who, stream.topics)
        stream.last = self.last if last is None else min(last, self.last)
        # With an id only for a newcomer: who resumes has not seen the events before it yet.
        stream.text(
            b"retry: %d\n" % RETRY_MILLISECONDS + sse("hello", hello, event_id=self.last if last is None else None)
        )
        if last is not None:
            await self._replay(stream, last, stream.topics)
        self._show_presence(stream, stream.topics, anyway=last is not None)
        stream.release()

    def close(self, stream: Stream) -> None:
        """Forget a stream."""
        self._streams.pop(stream.id, None)
        person = _person(stream.who)
        theirs = [other for other in self._of_person.pop(person, ()) if other is not stream]
        if theirs:
            self._of_person[person] = theirs
        for topic in stream.topics:
            self._unsubscribe(stream, topic)

    async def change(self, change: Change) -> None:
        """Give a stream other topics, wherever it is held."""
        if change.stream in self._streams:
            self._change(change)
        else:
            await self.gossip.ask_to_change(change)

    def holds(self, who: Listener, topic: str) -> bool:
        """Whether this listener has a stream here that was allowed this topic."""
        return any(_person(stream.who) == _person(who) for stream in self._listening.get(topic, ()))

    def see(self, sighting: Sighting) -> None:
        """Somebody looks, writes or goes: tell everybody on the topic, in every process."""
        self._sighted(sighting)
        self.gossip.tell(sighting)

    def publish(self, event_id: int, topics: Iterable[str]) -> None:
        """Tell the streams of these topics; whatever goes wrong with one does not touch the others."""
        self.last = max(self.last, event_id)
        hit: dict[Stream, list[str]] = {}
        for topic in topics:
            for stream in self._listening.get(topic, ()):
                hit.setdefault(stream, []).append(topic)
        for stream, heard in hit.items():
            try:
                stream.signal(heard, event_id)
            except Exception:  # seen: logged; the stream and the others go on
                log.exception("a live signal was not passed on", event_id=event_id)

    def close_person(self, person: str) -> None:
        """End the streams of `agent:5`: their access changed."""
        now = self.time
        self._closed = {who: at for who, at in self._closed.items() if at > now - ADMISSION_SECONDS} | {person: now}
        for stream in self._of_person.get(person, ()):
            stream.end("closed")

    def _hear(self, channel: str, payload: str) -> None:
        if channel == CHANNEL:
            event_id, *topics = payload.split()
            self.publish(int(event_id), topics)
        elif channel == CLOSE_CHANNEL:
            self.close_person(payload)
        else:
            self.gossip.hear(channel, payload)

    async def _catch_up(self) -> None:
        """After each connection: what was said while nobody listened."""
        if not self.last:
            self.last = await newest(self.line)
            return
        events = await self.replay.missed(self.last, None)
        if events is None:
            self.last = await newest(self.line)
            for stream in self._streams.values():
                self._resync(stream)
            return
        for event_id, topics in events:
            self.publish(event_id, topics)

    async def _replay(self, stream: Stream, last: int, topics: Iterable[str]) -> None:
        if not self.last:  # the log is empty
            return
        try:
            events = await self.replay.missed(last, topics)
        except (psycopg.Error, OSError, TimeoutError) as error:
            log.warning("a live stream could not be resumed", error=str(error))
            events = None
        if events is None:
            self._resync(stream)
            return
        for event_id, names in events:
            stream.signal(stream.topics.intersection(names), event_id)

    def _resync(self, stream: Stream) -> None:
        stream.last = max(stream.last, self.last)
        stream.text(sse("resync", {"last": stream.last}, event_id=stream.last))

    def _change(self, change: Change) -> None:
        stream = self._streams.get(change.stream)
        if stream is None or _person(stream.who) != _person(change.who):
            return
        for topic in change.remove:
            stream.topics.discard(topic)
            self._unsubscribe(stream, topic)
        added = set(change.add[: MOST_TOPICS - len(stream.topics)]) - stream.topics
        stream.topics |= added
        self._subscribe(stream, added)
        if added:
            self._run(self._begin(stream, added, change.last))

    async def _begin(self, stream: Stream, added: set[str], last: int | None) -> None:
        """The page showed these topics as they were at `last`, or a moment ago."""
        stream.hold()
        await self._replay(stream, last or self.last, added)
        self._show_presence(stream, added, anyway=True)
        stream.release()

    def _subscribe(self, stream: Stream, topics: Iterable[str]) -> None:
        for topic in topics:
            self._listening[topic].add(stream)

    def _unsubscribe(self, stream: Stream, topic: str) -> None:
        listening = self._listening.get(topic)
        if listening is not None:
            listening.discard(stream)
            if not listening:
                del self._listening[topic]

    def _enter(self, stream: Stream) -> None:
        """A person's oldest stream ends when there are too many: most likely its page is long gone."""
        theirs = self._of_person[_person(stream.who)]
        if len(theirs) >= MOST_PER_PERSON:
            theirs[0].end("closed")
        theirs.append(stream)
        self._streams[stream.id] = stream

    def _sighted(self, sighting: Sighting) -> None:
        self.roster.see(sighting, now=self.time)
        self._announce(sighting.topic)

    def _announce(self, topic: str) -> None:
        for stream in self._listening.get(topic, ()):
            stream.presence(topic, self.roster.shown_to(stream.who, topic))

    def _show_presence(self, stream: Stream, topics: Iterable[str], *, anyway: bool) -> None:
        for topic in topics:
            stream.presence(topic, self.roster.shown_to(stream.who, topic), anyway=anyway)

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(1)
            now = self.time
            for stream in list(self._streams.values()):
                stream.beat(now, self.last)
                if now - stream.opened_at > LONGEST_STREAM_SECONDS:
                    stream.end()
            for topic in self.roster.expire(now=now):
                self._announce(topic)

    def _note_online(self, stream: Stream) -> None:
        """A newcomer is online at once, not only from the next round on."""
        name = _online_name(stream)
        if name and name not in self._online:
            self._online.add(name)
            self._run(self._renew({name}))

    async def _renew_online(self) -> None:
        while True:
            await asyncio.sleep(presence.RENEW_SECONDS)
            self._online = {name for stream in self._streams.values() if (name := _online_name(stream))}
            await self._renew(self._online)

    async def _renew(self, people: set[str]) -> None:
        try:
            await presence.renew(self.line, people)
        except (psycopg.Error, OSError, TimeoutError) as error:
            log.warning("who is online could not be stored", error=str(error))

    def _run(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _person(who: Listener) -> str:
    return f"{who.kind}:{who.id}"


def _online_name(stream: Stream) -> str:
    """Under which name who listens is online for all processes; only agents are."""
    return f"{presence.AGENT}{stream.who.id}" if stream.who.kind == "agent" else ""
