"""Who may listen to what: each kind of topic has one question, asked at connection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listener:
    """Who opens a stream: an agent by session, or a visitor of one thread by a single-use ticket."""

    kind: str  # agent | visitor
    id: str
    name: str = ""


Question = Callable[[str, Listener], bool]
_questions: dict[str, Question] = {}


def topic(prefix: str) -> Callable[[Question], Question]:
    """Register the question for topics such as `ticket:7`: `(id, listener) -> may listen`. It may query."""

    def register(question: Question) -> Question:
        _questions[prefix] = question
        return question

    return register


def may_listen(name: str, who: Listener) -> bool:
    """Whether this listener may hear of this topic. Unknown topics are refused."""
    prefix, _, rest = name.partition(":")
    question = _questions.get(prefix)
    return bool(rest) and question is not None and question(rest, who)
