"""What an installation needs while nothing happens, and how soon a second start shows a page."""

from __future__ import annotations

import statistics
import time

from bench.installation import fresh
from bench.measure import Context, Row, server_pid, tree_mb

STARTS = 5
SETTLED_SECONDS = 75.0  # the jobs of one whole minute have run


def measure(context: Context) -> list[Row]:
    """MB of parent, web, worker and database of the demo (the target is 250), and seconds of a later start (5)."""
    with fresh("ci") as installation:
        starts = [installation.restart() for _ in range(STARTS)]
        time.sleep(SETTLED_SECONDS)
        ours, database = tree_mb(installation.parent.pid), tree_mb(server_pid(installation.address()))
    return [
        Row(name="idle_memory_mb", size=1, value=round(ours + database, 1), unit="MB"),
        Row(name="idle_memory_mb_database", size=1, value=round(database, 1), unit="MB"),
        Row(name="second_start_s", size=STARTS, value=round(statistics.median(starts), 2), unit="s"),
    ]
