"""Health: what each part of the house says of itself, for the operator's doctor and the page in the desk.

An app says so in its `checks.py`, which is read when somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import structlog
from django.db import DatabaseError, transaction
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

log = structlog.get_logger(__name__)
OK, LOOK, BROKEN = "ok", "look", "broken"
LEVELS = (OK, LOOK, BROKEN)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: of what, how it is (`ok`, `look`, `broken`), in words, and what to do about it."""

    subject: str
    level: str
    words: str
    advice: str = ""


Check = Callable[[], Iterable[Finding]]
_checks: dict[str, tuple[int, str | Promise, Check]] = {}


def check(name: str, label: str | Promise, *, order: int = 50) -> Callable[[Check], Check]:
    """Register a check; `label` names it when it cannot be made. Lower orders come first."""

    def register(run: Check) -> Check:
        _checks[name] = (order, label, run)
        return run

    return register


def examine() -> list[Finding]:
    """All findings, in order. A check that fails is a finding itself and stops no other."""
    autodiscover_modules("checks")
    found: list[Finding] = []
    for name, (_order, label, run) in sorted(_checks.items(), key=lambda item: (item[1][0], item[0])):
        try:
            with transaction.atomic():
                found += run()
        except (DatabaseError, OSError, ValueError) as error:
            log.warning("health check failed", check=name, error=str(error))
            found.append(Finding(str(label), BROKEN, _("Could not be looked at: {error}").format(error=error)))
    return found


def worst(findings: Iterable[Finding]) -> str:
    """The worst level among findings."""
    return max((one.level for one in findings), key=LEVELS.index, default=OK)
