"""A demo shop at a fixed moment: a Wednesday in office hours, as in the pictures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest

from shopbell.project.demo.story import PROFILES, Story, tell
from shopbell.shops.models import Shop
from shopbell.shops.queries import OpeningHours

NOW = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)
SUNDAY_NIGHT = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)
HOURS = OpeningHours(
    Shop(timezone="Europe/Dublin"),
    (*((weekday, time(9), time(17)) for weekday in range(5)), (3, time(18), time(20))),
    frozenset({date(2026, 10, 26)}),
)


@pytest.fixture(scope="session")
def story() -> Story:
    return tell(PROFILES["ci"], 7, NOW, HOURS)


@pytest.fixture(scope="module")
def keep_sign_in() -> Iterator[None]:
    """The demo's sign-in file must not outlive the demo."""
    from shopbell.project import demo_sign_in
    from shopbell.project.paths import data_directory

    yield
    (data_directory() / demo_sign_in.FILE).unlink(missing_ok=True)
