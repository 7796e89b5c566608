from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shopbell.core import clock
from shopbell.core.throttle import Limit, TooOften, count

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, 0, 0, tzinfo=UTC)
LIMIT = Limit("test", 2, 60)


def test_one_too_many_is_told_how_long_to_wait() -> None:
    with clock.frozen(NOON + timedelta(seconds=15)):
        count(LIMIT, "mia")
        count(LIMIT, "mia")
        with pytest.raises(TooOften) as refused:
            count(LIMIT, "mia")
    assert refused.value.retry_after == 45


def test_everybody_and_everything_is_counted_apart() -> None:
    with clock.frozen(NOON):
        for who in ("mia", "max"):
            for limit in (LIMIT, Limit("other", 2, 60)):
                count(limit, who)
                count(limit, who)


def test_the_next_window_begins_at_nought() -> None:
    for seconds in (0, 60, 120):
        with clock.frozen(NOON + timedelta(seconds=seconds)):
            count(LIMIT, "mia")
            count(LIMIT, "mia")
