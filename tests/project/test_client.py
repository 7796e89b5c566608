"""The Python client in `clients/python` is the one that the API's document makes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from shopbell.project.paths import CHECKOUT

KEPT = CHECKOUT / "clients" / "python" / "shopbell_client"


def _files(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {str(path.relative_to(folder)): path.read_text() for path in found}


def test_the_client_is_current(tmp_path: Path) -> None:
    made = tmp_path / "shopbell_client"
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "VENV": sys.prefix}
    command = [CHECKOUT / "scripts" / "client", made]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    assert ran.returncode == 0, ran.stderr
    assert "Warning" not in ran.stdout
    expected, kept = _files(made), _files(KEPT)
    assert "py.typed" in kept
    assert sorted(kept) == sorted(expected)
    stale = [name for name, text in expected.items() if kept[name] != text]
    assert stale == [], "run scripts/client"
