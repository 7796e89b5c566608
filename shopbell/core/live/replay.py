"""What a stream missed: the events since the last one it has seen, with an overlap."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from operator import itemgetter

import psycopg

from shopbell.core import clock
from shopbell.core.live.postgres import Line

OVERLAP = timedelta(seconds=10)  # ids are handed out before commit: 41 may become visible before 40
LONGEST_ABSENCE = timedelta(minutes=15)
MOST = 500

AT_ONCE = 200

# The range over `at` is materialised, lest ORDER BY id LIMIT walk the primary key of the whole table. An old
# event still serves as a start when nothing happened between it and the longest absence: a quiet night.
_MISSED = """
SELECT asked.n, missed.id, missed.topics
FROM unnest(%(numbers)s::int[], %(lasts)s::bigint[], %(topics)s::text[]) AS asked (n, last, topics)
CROSS JOIN LATERAL (
    SELECT at FROM core_event this WHERE id = asked.last AND (at > %(oldest)s OR NOT EXISTS (
        SELECT 1 FROM core_event later WHERE later.at > this.at AND later.at <= %(oldest)s
    ))
) seen LEFT JOIN LATERAL (
    WITH missed AS MATERIALIZED (
        SELECT e.id, e.topics FROM core_event e
        WHERE e.at >= seen.at - %(overlap)s AND e.topics <> '{}'
            AND (asked.topics IS NULL OR e.topics && string_to_array(asked.topics, ',')::varchar[])
    )
    SELECT id, topics FROM missed ORDER BY id LIMIT %(most)s
) missed ON true
ORDER BY asked.n, missed.id
"""

Events = list[tuple[int, list[str]]]


@dataclass(slots=True)
class _Question:
    last: int
    topics: str | None
    answer: asyncio.Future[Events | None]


class Replay:
    """Asks for many streams in one statement: those who ask while one is under way go into the next.

    After a restart thousands come back at once, and each would wait for its turn on the one connection.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self._waiting: list[_Question] = []
        self._turn = asyncio.Lock()

    async def missed(self, last: int, topics: Iterable[str] | None) -> Events | None:
        """Events (id, topics) from `OVERLAP` before the event `last` on, in id order; of all topics when None.

        None when that cannot be told any more: the event is unknown or too old, or too many came since.
        Raises `psycopg.Error`, `OSError` or `TimeoutError`.
        """
        wanted = None if topics is None else ",".join(topics)
        question = _Question(last, wanted, asyncio.get_running_loop().create_future())
        self._waiting.append(question)
        async with self._turn:
            if not question.answer.done():
                asked, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
                await self._ask(asked)
        return await question.answer

    async def _ask(self, asked: list[_Question]) -> None:
        try:
            answers = await self._answers(asked)
        except BaseException as error:
            for question in asked:
                if not question.answer.done():
                    is_ours = isinstance(error, psycopg.Error | OSError | TimeoutError)
                    question.answer.set_exception(error if is_ours else TimeoutError("nobody asked any more"))
                    question.answer.exception()  # whoever asked may be gone
            raise
        for question, answer in zip(asked, answers, strict=True):
            if not question.answer.done():
                question.answer.set_result(answer)

    async def _answers(self, asked: list[_Question]) -> list[Events | None]:
        given = {
            "numbers": list(range(len(asked))),
            "lasts": [question.last for question in asked],
            "topics": [question.topics for question in asked],
            "oldest": clock.now() - LONGEST_ABSENCE,
            "overlap": OVERLAP,
            "most": MOST + 1,
        }
        answers: list[Events | None] = [None] * len(asked)
        for number, rows in groupby(await self._line.ask(_MISSED, given), key=itemgetter(0)):
            found = [(event_id, names) for _, event_id, names in rows if event_id is not None]
            answers[number] = found if len(found) <= MOST else None
        return answers


async def newest(line: Line) -> int:
    """The id of the newest visible event, 0 when there is none."""
    return int((await line.ask("SELECT coalesce(max(id), 0) FROM core_event", []))[0][0])
