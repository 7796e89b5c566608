from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from shopbell.project.first_run import code


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHOPBELL_DATA", str(tmp_path))
    return tmp_path


def test_the_code_is_made_once_and_readable_by_its_owner_alone(data: Path) -> None:
    made = code.current()
    assert re.fullmatch(r"[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){2}", made)
    assert code.current() == code.waiting() == made
    assert stat.S_IMODE((data / "keys" / code.NAME).stat().st_mode) == 0o600


def test_it_fits_however_it_was_typed_and_nothing_else_does() -> None:
    made = code.current()
    for typed in (made, made.upper(), made.replace("-", " "), f" {made.replace('-', '')} "):
        assert code.fits(typed), typed
    for typed in ("", "-", made[:-1], made + "a", "ümläut"):
        assert not code.fits(typed), typed


def test_forgotten_nothing_fits_and_nothing_waits() -> None:
    made = code.current()
    code.forget()
    code.forget()
    assert code.waiting() is None
    assert not code.fits(made)
    assert not code.fits("")
    assert code.current() != made
