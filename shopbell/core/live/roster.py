"""Who is looking at or writing in what: in memory, forgotten after 30 seconds without a renewal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from shopbell.core.live.access import Listener

EXPIRY_SECONDS = 30.0
STATES = ("writing", "noting", "viewing")  # the first one wins when a person has several pages open
GONE = "gone"
MOST_PAGES = 8


@dataclass(slots=True)
class _Page:
    name: str
    state: str
    until: float


@dataclass(frozen=True, slots=True)
class Present:
    """One person on a topic, in the most active state of their pages."""

    kind: str
    id: str
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """One page of one person says its state."""

    topic: str
    who: Listener
    state: str
    page: str = ""


class Roster:
    """The people on each topic."""

    def __init__(self) -> None:
        self._topics: dict[str, dict[tuple[str, str], dict[str, _Page]]] = {}

    def see(self, sighting: Sighting, *, now: float) -> None:
        """Enter, renew or (`gone`) remove one page of a person."""
        person = (sighting.who.kind, sighting.who.id)
        people = self._topics.setdefault(sighting.topic, {})
        pages = people.setdefault(person, {})
        if sighting.state == GONE:
            pages.pop(sighting.page, None)
        elif sighting.page in pages or len(pages) < MOST_PAGES:
            pages[sighting.page] = _Page(sighting.who.name, sighting.state, now + EXPIRY_SECONDS)
        self._tidy(sighting.topic, person)

    def expire(self, *, now: float) -> set[str]:
        """Forget what was not renewed; the topics that changed."""
        over = [
            (topic, person, page)
            for topic, people in self._topics.items()
            for person, pages in people.items()
            for page, seen in pages.items()
            if seen.until <= now
        ]
        for topic, person, page in over:
            del self._topics[topic][person][page]
        for topic, person in {(topic, person) for topic, person, _ in over}:
            self._tidy(topic, person)
        return {topic for topic, _, _ in over}

    def present(self, topic: str) -> list[Present]:
        """Everybody on a topic. Safe to call from any thread."""
        return sorted(self._people(topic), key=lambda one: (one.kind, one.name, one.id))

    def shown_to(self, reader: Listener, topic: str) -> str:
        """What this listener may see, as a JSON list.

        A visitor learns the name of an agent who is writing to them, and nothing else: not who merely looks,
        not who writes an internal note, not who else is on the thread.
        """
        others = [one for one in self.present(topic) if (one.kind, one.id) != (reader.kind, reader.id)]
        if reader.kind == "agent":
            seen = [{"kind": one.kind, "id": one.id, "name": one.name, "state": one.state} for one in others]
        else:
            seen = [
                {"kind": one.kind, "name": one.name, "state": one.state}
                for one in others
                if one.kind == "agent" and one.state == "writing"
            ]
        return json.dumps(seen, separators=(",", ":"))

    def _people(self, topic: str) -> Iterator[Present]:
        for (kind, identity), pages in list(self._topics.get(topic, {}).items()):
            open_pages = sorted(pages.copy().values(), key=lambda page: STATES.index(page.state))
            if open_pages:
                yield Present(kind, identity, open_pages[0].name, open_pages[0].state)

    def _tidy(self, topic: str, person: tuple[str, str]) -> None:
        people = self._topics[topic]
        if not people[person]:
            del people[person]
        if not people:
            del self._topics[topic]
