"""The sign-in of a demo installation, as the demo wrote it into the data directory."""

from __future__ import annotations

import json

from shopbell.project.paths import data_directory

FILE = "demo.json"


def demo_sign_in() -> dict[str, str] | None:
    """E-mail and password of the demo's agent; None when this is no demo."""
    try:
        loaded: dict[str, str] = json.loads((data_directory() / FILE).read_text())
    except (OSError, ValueError):
        return None
    return loaded


def write(email: str, password: str) -> None:
    """Note the sign-in for the terminal and the sign-in page."""
    path = data_directory() / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"email": email, "password": password}))
