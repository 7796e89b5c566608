from __future__ import annotations

import os
import shutil
import signal
import stat

import pytest

from shopbell.project import embedded
from shopbell.project.parent import Child, Wishes
from tests.project.installation import Installation, children_of, free_port, is_alive, postmaster, until


def test_the_wait_before_a_restart_doubles_and_begins_anew_after_steady_work() -> None:
    child = Child("web", [])
    waits = [child.wait_before_restart(now=1.0) for _ in range(8)]
    assert waits == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]
    assert child.wait_before_restart(now=100.0) == 0.5


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
    ],
)
def test_the_address_shown_can_be_opened_on_this_machine(host: str, url: str) -> None:
    assert Wishes(host, 8000).url == url


def test_a_house_survives_kills_of_everything_and_ends_in_order(installation: Installation) -> None:
    data = installation.data
    parent = installation.up("--no-demo")
    assert "Bringing the database up to date" in installation.terminal()
    for key in ("secret_key", "field_key"):
        assert stat.S_IMODE((data / "keys" / key).stat().st_mode) == 0o600
    assert installation.answers()
    code = (data / "keys" / "setup_code").read_text()
    assert f"  http://127.0.0.1:{installation.port}/setup/?code={code}" in installation.terminal()

    second = installation.run("up", "--port", str(free_port()))
    assert (second.returncode, second.stdout) == (1, "")
    assert f"process {parent.pid}, http://127.0.0.1:{installation.port}" in second.stderr

    web, worker = children_of(parent.pid)
    os.kill(web, signal.SIGKILL)
    until(lambda: not is_alive(web))
    assert installation.answers(), "a request waits in the parent's socket for the next web process"
    os.kill(worker, signal.SIGKILL)
    until(lambda: not {web, worker} & set(children_of(parent.pid)) and len(children_of(parent.pid)) == 2)

    killed = postmaster(data)
    os.kill(killed, signal.SIGKILL)
    until(lambda: embedded.address(data) is not None)
    assert postmaster(data) != killed

    left = children_of(parent.pid)
    parent.kill()
    parent.wait()
    until(lambda: not any(is_alive(pid) for pid in left))
    database = postmaster(data)

    written = len(installation.terminal())
    again = installation.up("--no-demo")
    assert "Bringing the database up to date" not in installation.terminal()[written:]
    assert postmaster(data) == database
    left = children_of(again.pid)
    again.send_signal(signal.SIGTERM)
    assert again.wait(60) == 0
    assert not any(is_alive(pid) for pid in left)
    assert not embedded.is_running(data)


def test_two_installations_run_side_by_side(installation: Installation) -> None:
    first = installation
    (first.data / "other").mkdir()
    second = Installation(first.data / "other")
    try:
        first.up("--no-demo")
        second.up("--no-demo")
        assert first.answers()
        assert second.answers()
        assert embedded.address(first.data) != embedded.address(second.data)
    finally:
        second.end()
        shutil.rmtree(second.data)
