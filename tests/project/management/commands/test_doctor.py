"""`shopbell doctor` in a terminal and for programs."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command

from shopbell.core import health
from shopbell.core.health import Finding

pytestmark = pytest.mark.django_db


@pytest.fixture
def findings(monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    found = [Finding("Clock", "ok", "Right"), Finding("Disk", "look", "2 GB free", "Make room")]
    health.examine()  # so that everything is registered
    monkeypatch.setattr(health, "_checks", {"one": (1, "One", lambda: found)})
    return found


def doctor(*options: str) -> tuple[str, int]:
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", *options, stdout=out, no_color=True)
    return out.getvalue(), int(str(ended.value.code))


def test_each_finding_is_a_line_and_what_to_do_is_below(findings: list[Finding]) -> None:
    said, code = doctor()
    assert said == "ok      Clock: Right\nlook    Disk: 2 GB free\n        Make room\n"
    assert code == 1


def test_the_worst_decides_how_it_ends(findings: list[Finding]) -> None:
    findings.append(Finding("Jobs", "broken", "None"))
    assert doctor()[1] == 2
    del findings[1:]
    assert doctor()[1] == 0


def test_programs_get_a_list(findings: list[Finding]) -> None:
    said, _code = doctor("--json")
    assert json.loads(said)[1] == {"subject": "Disk", "level": "look", "words": "2 GB free", "advice": "Make room"}
