from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from shopbell.core import clock
from shopbell.tickets.queries.offers import snooze_offers

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize("begin", [datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 3, 29, 0, 30, tzinfo=UTC)])
def test_hours_pass_also_in_the_night_when_clocks_change(begin: datetime) -> None:
    with clock.frozen(begin):
        offers = snooze_offers(BERLIN)
    assert offers["hour"].astimezone(UTC) - begin == timedelta(hours=1)
    assert offers["later"].astimezone(UTC) - begin == timedelta(hours=3)


def test_tomorrow_begins_at_nine_by_the_new_clock() -> None:
    with clock.frozen(datetime(2026, 10, 24, 12, 0, tzinfo=UTC)):
        offers = snooze_offers(BERLIN)
    assert offers["tomorrow"].astimezone(UTC) == datetime(2026, 10, 25, 8, 0, tzinfo=UTC)
    assert offers["monday"].astimezone(UTC) == datetime(2026, 10, 26, 8, 0, tzinfo=UTC)
    assert offers["week"].astimezone(UTC) == datetime(2026, 10, 31, 8, 0, tzinfo=UTC)
