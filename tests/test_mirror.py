"""The tests mirror the code: what changes state or is registered has a test file of its own."""

from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
FOLDERS = ("actions", "adapters", "connectors", "steps", "reports")
MIRRORED = sorted(
    path
    for folder in FOLDERS
    for path in (CHECKOUT / "shopbell").glob(f"*/{folder}/*")
    if path.stem not in ("__init__", "__pycache__") and (path.suffix == ".py" or path.is_dir())
)
FORBIDDEN = ("utils", "common", "misc", "manager", "base_service", "services", "service", "helpers")


@pytest.mark.parametrize("path", MIRRORED, ids=lambda path: str(path.relative_to(CHECKOUT / "shopbell")))
def test_it_has_a_test_file(path: Path) -> None:
    folder = CHECKOUT / "tests" / path.relative_to(CHECKOUT / "shopbell").parent
    of_file = folder / f"test_{path.stem}.py"
    of_folder = folder / path.stem
    assert of_file.exists() or (of_folder.is_dir() and any(of_folder.glob("test_*.py")))


def test_no_module_is_a_drawer() -> None:
    found = [path for path in (CHECKOUT / "shopbell").rglob("*.py") if path.stem in FORBIDDEN]
    assert found == []


def test_only_actions_record_events() -> None:
    allowed = ("actions", "core", "demo")
    found = [
        str(path.relative_to(CHECKOUT))
        for path in (CHECKOUT / "shopbell").rglob("*.py")
        if "import record" in path.read_text() and not set(allowed) & set(path.parts)
    ]
    assert found == []
