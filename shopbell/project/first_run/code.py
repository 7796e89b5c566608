"""The set-up code: whoever can read the terminal or the data directory may make the installation theirs.

Without Django, as the parent process prints it.
"""

from __future__ import annotations

import secrets
from hmac import compare_digest

from shopbell.project.paths import data_directory, read_key

NAME = "setup_code"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that look alike


def current() -> str:
    """The code; made at first use."""
    return read_key(NAME, _make)


def waiting() -> str | None:
    """The code while the installation waits for its first owner; None afterwards."""
    try:
        return (data_directory() / "keys" / NAME).read_text().strip()
    except FileNotFoundError:
        return None


def forget() -> None:
    """It has served."""
    (data_directory() / "keys" / NAME).unlink(missing_ok=True)


def fits(given: str) -> bool:
    """Whether this is the code, however it was typed."""
    wanted = waiting()
    return wanted is not None and compare_digest(_plain(given), _plain(wanted))


def _plain(code: str) -> bytes:
    return "".join(letter for letter in code.lower() if letter.isalnum()).encode()


def _make() -> str:
    """Three groups of four: 59 bits, and still to be typed from one screen into another."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
