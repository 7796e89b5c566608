from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from shopbell.core.sweep import each
from shopbell.shops.models import Shop


def test_what_fails_is_logged_and_the_others_go_on() -> None:
    with capture_logs() as lines:
        assert each([2, 0, 4], lambda number: 8 // number, sweep="halves") == [4, 2]
    (line,) = lines
    assert line.pop("exc_info") is True
    assert line == {"event": "sweep failed for one", "sweep": "halves", "key": 0, "log_level": "error"}


def test_rows_are_named_by_their_key() -> None:
    with capture_logs() as lines:
        assert each([Shop(pk=7)], lambda shop: [][shop.pk], sweep="shops") == []
    assert [line["key"] for line in lines] == [7]


def test_to_stop_the_worker_stops_the_sweep() -> None:
    def stop(number: int) -> int:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        each([1, 2], stop, sweep="stopped")
