from __future__ import annotations

import gettext
import os
from pathlib import Path

import pytest

from shopbell.project import prepare

CATALOGUE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Open"\nmsgstr "Geöffnet"\n'


def test_catalogues_are_compiled_when_their_source_is_newer(tmp_path: Path) -> None:
    po = tmp_path / "de" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(CATALOGUE, encoding="utf-8")
    assert prepare.compile_catalogues(tmp_path) == 1
    assert gettext.translation("django", tmp_path, ["de"]).gettext("Open") == "Geöffnet"
    assert prepare.compile_catalogues(tmp_path) == 0
    later = po.with_suffix(".mo").stat().st_mtime_ns + 1_000_000_000
    os.utime(po, ns=(later, later))
    assert prepare.compile_catalogues(tmp_path) == 1


def test_the_fingerprint_changes_with_code_address_and_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, database = tmp_path / "package", tmp_path / "database"
    (package / "migrations").mkdir(parents=True)
    (package / "migrations" / "0001_initial.py").write_text("one")
    monkeypatch.setattr(prepare, "PACKAGE", package)
    seen = [prepare.fingerprint("postgresql:///a", database)]
    assert prepare.fingerprint("postgresql:///a", database) == seen[0]

    seen.append(prepare.fingerprint("postgresql:///b", database))
    (package / "migrations" / "0002_more.py").write_text("two")
    seen.append(prepare.fingerprint("postgresql:///a", database))
    database.mkdir()
    (database / "PG_VERSION").write_text("18\n")
    seen.append(prepare.fingerprint("postgresql:///a", database))
    assert len(set(seen)) == 4

    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "x.pyc").write_text("compiled")
    (package / "django.mo").write_text("compiled")
    assert prepare.fingerprint("postgresql:///a", database) == seen[-1]


@pytest.mark.django_db
def test_migrating_again_finds_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    prepare.migrate(verbosity=1)
    assert "No migrations to apply" in capsys.readouterr().out
