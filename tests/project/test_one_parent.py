from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from shopbell.project.one_parent import FILE, only_one
from shopbell.project.programs import StartError

HOLD = (
    "import sys, time, pathlib; from shopbell.project.one_parent import only_one\n"
    "with only_one(pathlib.Path(sys.argv[1]), 'http://127.0.0.1:9'): print('held', flush=True); time.sleep(60)"
)


def test_the_second_hears_who_the_first_is(tmp_path: Path) -> None:
    second = only_one(tmp_path, "http://127.0.0.1:8001")
    with only_one(tmp_path, "http://127.0.0.1:8000"), pytest.raises(StartError) as refused:
        second.__enter__()
    assert f"process {os.getpid()}, http://127.0.0.1:8000" in str(refused.value)
    assert f"kill {os.getpid()}" in str(refused.value)
    with only_one(tmp_path, "http://127.0.0.1:8001"):
        assert "8001" in (tmp_path / FILE).read_text()


def test_one_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert other.stdout
    assert other.stdout.readline() == "held\n"
    with pytest.raises(StartError, match=f"process {other.pid}"), only_one(tmp_path, "x"):
        pass
    other.send_signal(signal.SIGKILL)
    other.wait()
    other.stdout.close()
    with only_one(tmp_path, "x"):
        pass


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StartError, match="Nothing can be kept in"), only_one(tmp_path / "file" / "data", "x"):
        pass
