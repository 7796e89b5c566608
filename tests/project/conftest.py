from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project.installation import Installation


@pytest.fixture
def data() -> Iterator[Path]:
    """A data directory outside pytest's own, whose parents are closed to the database's account."""
    folder = Path(tempfile.mkdtemp(prefix="shopbell-test-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def installation(data: Path) -> Iterator[Installation]:
    made = Installation(data)
    yield made
    made.end()
