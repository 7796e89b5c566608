"""Who opens a stream or says where they are: an agent by session, a visitor by ticket or key."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.contrib.auth import get_user
from django.db import close_old_connections
from django.http import HttpRequest

from shopbell.core.live import tickets
from shopbell.core.live.access import Listener, may_listen
from shopbell.core.live.hub import MOST_TOPICS

P = ParamSpec("P")
T = TypeVar("T")
_TOPIC = re.compile(r"[a-z_]{1,20}:[A-Za-z0-9._-]{1,60}")
_threads = ThreadPoolExecutor(4, thread_name_prefix="live")


@dataclass(frozen=True, slots=True)
class Admission:
    """A listener, and which of the topics they asked for they may hear."""

    who: Listener
    allowed: tuple[str, ...]
    refused: tuple[str, ...]


async def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run what uses the Django database in one of a few threads with lasting connections."""
    work = partial(_with_sound_connection, partial(function, *args, **kwargs))
    return await asyncio.get_running_loop().run_in_executor(_threads, work)


def parse_topics(text: str) -> list[str]:
    """The well-formed topics of `ticket:7,queue:3`, each once."""
    return well_formed(text.split(","))


def well_formed(names: Sequence[object]) -> list[str]:
    """Those that are topics, each once, at most as many as a stream takes."""
    topics = [name for name in names if isinstance(name, str) and _TOPIC.fullmatch(name)]
    return list(dict.fromkeys(topics))[:MOST_TOPICS]


def agent_of_session(session_key: str | None) -> Listener | None:
    """The active agent whose session this is, or None."""
    if not session_key:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    user = get_user(request)  # checks the session's hash against the password, and that the user is active
    if not user.is_authenticated or not user.is_active:
        return None
    return Listener("agent", str(user.pk), str(user))


def admit(session_key: str | None, ticket: str | None, topics: Sequence[str]) -> Admission | None:
    """Who is there and what they may hear; None for nobody. A ticket names its own topics and is used up."""
    if ticket is not None:
        try:
            allowed = tickets.spend(ticket)
        except tickets.Invalid:
            return None
        return judge(allowed.who, well_formed(allowed.topics))
    who = agent_of_session(session_key)
    return None if who is None else judge(who, topics)


def judge(who: Listener, topics: Sequence[str]) -> Admission:
    """Ask each topic's question."""
    answers = {name: may_listen(name, who) for name in topics}
    allowed = tuple(name for name, answer in answers.items() if answer)
    return Admission(who, allowed, tuple(name for name, answer in answers.items() if not answer))


def _with_sound_connection(work: Callable[[], T]) -> T:
    close_old_connections()
    try:
        return work()
    finally:
        close_old_connections()
