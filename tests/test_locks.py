"""The lock files fit pyproject.toml: whatever it names is pinned in them, within its range, with hashes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

CHECKOUT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
RUN = [Requirement(text) for text in PROJECT["dependencies"]]
DEV = [Requirement(text) for text in PROJECT["optional-dependencies"]["dev"]]
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>[^\\]+))? \\$")


def _pins(lock: str) -> dict[str, list[tuple[Version, str]]]:
    """Each pinned package with its versions and their markers (a package may be pinned once a platform)."""
    found: dict[str, list[tuple[Version, str]]] = {}
    for line in (CHECKOUT / lock).read_text().splitlines():
        if line and not line.startswith((" ", "#")):
            pin = PIN.match(line)
            assert pin, f"{lock}: this is no pin with hashes: {line}"
            found.setdefault(canonicalize_name(pin["name"]), []).append((Version(pin["version"]), pin["marker"] or ""))
    return found


@pytest.mark.parametrize(("lock", "wanted"), [("requirements.lock", RUN), ("requirements-dev.lock", RUN + DEV)])
def test_what_the_project_names_is_pinned_within_its_range(lock: str, wanted: list[Requirement]) -> None:
    pins = _pins(lock)
    wrong = []
    for requirement in wanted:
        versions = [version for version, _ in pins.get(canonicalize_name(requirement.name), [])]
        if not versions or not all(requirement.specifier.contains(version, prereleases=True) for version in versions):
            wrong.append(f"{requirement} is pinned as {', '.join(map(str, versions)) or 'nothing'}")
    assert wrong == [], "run make lock"


def test_both_locks_agree() -> None:
    run, dev = _pins("requirements.lock"), _pins("requirements-dev.lock")
    assert {name: pins for name, pins in run.items() if dev.get(name) != pins} == {}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_hashes_and_no_address(lock: str) -> None:
    text = (CHECKOUT / lock).read_text()
    assert text.count("--hash=sha256:") >= len(_pins(lock))
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", text)
