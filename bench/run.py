"""`make bench`: every measurement of this folder, as a table and as a file in `bench/results/`.

    python -m bench.run [--sizes 10000,100000] [--rounds 30] [--only inbox_page] [--peers]

A module takes part by having `measure(context: Context) -> list[Row]`; those in `bench/peers/` with `--peers`.
"""

from __future__ import annotations

import argparse
import inspect
import json
import os
import pkgutil
import platform
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import bench.peers
from bench.installation import CHECKOUT
from bench.measure import Context, Row

RESULTS = Path(__file__).parent / "results"
Measurement = Callable[[Context], list[Row]]


def main() -> None:
    """Measure, print, and note what was measured on which machine."""
    options = _options()
    load = os.getloadavg()[0]
    rows: list[Row] = []
    context = Context(tuple(int(size) for size in options.sizes.split(",")), options.rounds)
    with context.stack:
        for name, measure in measurements(options.only, peers=options.peers):
            print(f"{name} ...", flush=True)
            rows += measure(context)
    print_table(rows)
    print(f"\nWritten to {write(rows, load).relative_to(CHECKOUT)}")


def measurements(only: str = "", *, peers: bool = False) -> Iterator[tuple[str, Measurement]]:
    """The modules that measure, by name."""
    for package in (bench, bench.peers) if peers else (bench,):
        for found in pkgutil.iter_modules(package.__path__):
            if only and found.name != only:
                continue
            if b"def measure(context" not in Path(package.__path__[0], f"{found.name}.py").read_bytes():
                continue
            measure = getattr(import_module(f"{package.__name__}.{found.name}"), "measure", None)
            if measure and list(inspect.signature(measure).parameters) == ["context"]:
                yield found.name, measure


def print_table(rows: list[Row]) -> None:
    """The figures for people."""
    print(f"\n{'':34}{'size':>11}{'CPU ms':>9}{'p50 ms':>9}{'p95 ms':>9}  value")
    for row in rows:
        figures = "".join(
            f"{'' if figure is None else f'{figure:,.1f}':>9}" for figure in (row.cpu_ms, row.p50_ms, row.p95_ms)
        )
        value = row.unit if row.value is None else f"{row.value:,.1f} {row.unit}"
        print(f"{row.name:34}{row.size:>11,}{figures}  {value}")


def write(rows: list[Row], load: float) -> Path:
    """Note the figures of today; those taken again replace the earlier ones of the same day."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{datetime.now(UTC):%Y-%m-%d}.json"
    taken = {(row.name, row.size) for row in rows}
    if path.exists():
        earlier = [Row(**row) for row in json.loads(path.read_text())["rows"]]
        rows = [row for row in earlier if (row.name, row.size) not in taken] + rows
    said = {"machine": {**machine(), "load": round(load, 2)}, "commit": _commit(), "rows": [asdict(r) for r in rows]}
    path.write_text(json.dumps(said, indent=1) + "\n")
    return path


def machine() -> dict[str, object]:
    """What the figures depend on."""
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    return {
        "processor": names[0] if names else platform.processor(),
        "cores": os.cpu_count(),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
    }


def _commit() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.run", description="Measure Shopbell on this machine.")
    parser.add_argument("--sizes", default="10000,100000", help="numbers of tickets (10000,100000)")
    parser.add_argument("--rounds", type=int, default=30, help="how often each figure is taken (30)")
    parser.add_argument("--only", default="", help="one module, for instance inbox_page")
    parser.add_argument("--peers", action="store_true", help="other help desks too; the first time needs the network")
    return parser.parse_args()


if __name__ == "__main__":
    main()
