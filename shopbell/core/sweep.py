"""What a sweep has found, one after another: one that fails is logged and never holds up the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import structlog

log = structlog.get_logger(__name__)
Found = TypeVar("Found")
Done = TypeVar("Done")


def each(found: Iterable[Found], run: Callable[[Found], Done], *, sweep: str) -> list[Done]:
    """Run for each, which opens its own transaction; gives what came of those that went well.

    `sweep` is the name for the log. The next sweep finds again what failed.
    """
    done = []
    for one in found:
        try:
            done.append(run(one))
        except Exception:  # whatever is wrong with this one is wrong with this one only
            log.exception("sweep failed for one", sweep=sweep, key=getattr(one, "pk", one))
    return done
