"""Golden files: expectations too long for a test, rewritten with `--update-golden` and reviewed in the diff."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "golden"


class Golden:
    """One JSON file of named expectations."""

    def __init__(self, name: str, *, update: bool) -> None:
        self.path = FOLDER / f"{name}.json"
        self.update = update

    def check(self, key: str, value: Any) -> None:
        """Compare with what is written, or write it when asked to."""
        known: dict[str, Any] = json.loads(self.path.read_text()) if self.path.exists() else {}
        if self.update:
            known[key] = value
            self.path.parent.mkdir(exist_ok=True)
            self.path.write_text(json.dumps(dict(sorted(known.items())), indent=2, ensure_ascii=False) + "\n")
        assert key in known, f"{self.path.name} has no {key!r}: run with --update-golden and review the diff"
        assert value == known[key]
