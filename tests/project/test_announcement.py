from __future__ import annotations

from pathlib import Path

import pytest

from shopbell.project import demo_sign_in
from shopbell.project.announcement import announcement, first_run_link
from shopbell.project.first_run import code

HERE = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHOPBELL_DATA", str(tmp_path))
    return tmp_path


def test_an_installation_in_use_names_its_address_alone(data: Path) -> None:
    said = announcement("https://desk.example", here=HERE, host="127.0.0.1", data=data)
    assert said == f"\nShopbell is open: {HERE}\nData: {data}\nStop it with Ctrl-C.\n"


def test_a_demo_names_its_sign_in(data: Path) -> None:
    demo_sign_in.write("mara@alderandflax.example", "alder-and-flax")
    said = announcement(HERE, here=HERE, host="127.0.0.1", data=data)
    assert "Sign in to the demo shop as mara@alderandflax.example with the password alder-and-flax" in said


def test_on_this_machine_alone_the_link_carries_the_code() -> None:
    lines = first_run_link(HERE, host="127.0.0.1")
    assert lines == []
    made = code.current()
    assert first_run_link(HERE, host="127.0.0.1")[1:] == [f"  {HERE}/setup/?code={made}"]
    assert first_run_link("http://[::1]:8000", host="::1")[1:] == [f"  http://[::1]:8000/setup/?code={made}"]
    assert first_run_link("http://localhost:8000", host="localhost")[1:] == [
        f"  http://localhost:8000/setup/?code={made}"
    ]


def test_open_to_others_it_names_the_code_too() -> None:
    made = code.current()
    assert first_run_link(HERE, host="0.0.0.0")[1:] == [
        f"  {HERE}/setup/?code={made}",
        f"From another machine it asks for the set-up code: {made}",
    ]


def test_a_public_address_never_carries_the_code() -> None:
    made = code.current()
    assert first_run_link("https://desk.example", host="127.0.0.1")[1:] == [
        "  https://desk.example/setup/",
        f"From another machine it asks for the set-up code: {made}",
    ]
