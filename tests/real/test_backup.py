"""A whole installation goes into one file and comes back elsewhere: rows, files, keys, and somebody signs in."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from shopbell.project.paths import CHECKOUT

pytestmark = pytest.mark.real
FILL = """
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from shopbell.channels.models import ChannelAccount
from shopbell.core import clock
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent, Team
from shopbell.tickets.actions import messages
from shopbell.tickets.base import Incoming
shop = Shop.objects.create(slug="one", name="One")
team = Team.objects.create(shop=shop, name="Care")
Agent.objects.create_superuser("owner@one.example", "a good long password")
box = ChannelAccount.objects.create(shop=shop, team=team, kind="email", name="Box", settings={"password": "kept"})
for n in range(3):
    messages.receive(Incoming(shop=shop, team=team, channel="email", account_id=box.pk, dedupe_key=str(n),
                              sent_at=clock.now(), subject="Größe", text="Passt nicht"))
default_storage.save("2026/11/photo", ContentFile(b"a picture"))
"""
LOOK = """
from django.test import Client
from shopbell.channels.models import ChannelAccount
from shopbell.staff.models import Agent
from shopbell.tickets.queries.search import search, understood
from django.core.files.storage import default_storage
found = search(Agent.objects.get(), understood("groesse OR größe".split(" OR ")[1]))
signed_in = Client(headers={"host": "127.0.0.1"}).login(email="owner@one.example", password="a good long password")
with default_storage.open("2026/11/photo") as file:
    print(len(found.rows), ChannelAccount.objects.get().settings["password"], file.read().decode(), signed_in)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """Under /tmp, where the database's own account may pass."""
    with tempfile.TemporaryDirectory(prefix="shopbell-backup-") as name:
        Path(name).chmod(0o755)
        yield Path(name)
        for data in Path(name).glob("*/database"):
            shopbell(data.parent, "database", "stop")


def shopbell(data: Path, *command: str, ok: bool = True) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SHOPBELL_", "DATABASE_URL"))}
    environment = {**kept, "SHOPBELL_DATA": str(data), "DJANGO_SETTINGS_MODULE": "shopbell.project.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "shopbell.project.cli", *command],
        env=environment, cwd=CHECKOUT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode == 0) is ok, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_what_is_backed_up_comes_back_whole(folder: Path) -> None:
    first, second, backups = folder / "first", folder / "second", folder / "backups"
    shopbell(first, "database", "start")
    shopbell(first, "migrate", "--quiet")
    shopbell(first, "shell", "-c", FILL)
    shopbell(first, "backup", "--to", str(backups))
    said = shopbell(first, "backup", "--to", str(backups), "--keep", "1")
    (backup,) = backups.glob("*.tar")
    assert str(backup) in said
    assert backup.stat().st_mode & 0o777 == 0o600

    shopbell(second, "database", "start")
    assert "Restored what was backed up" in shopbell(second, "restore", str(backup))
    assert shopbell(second, "shell", "-c", LOOK).splitlines()[-1] == "3 kept a picture True"
    assert "would mix two shops" in shopbell(second, "restore", str(backup), ok=False)


def test_a_damaged_backup_touches_nothing(folder: Path) -> None:
    data, backup = folder / "data", folder / "shopbell-x.tar"
    (folder / "contents.json").write_text('{"made_at": "x", "sums": {"database.dump": "00"}}')
    (folder / "database.dump").write_text("not a dump")
    with tarfile.open(backup, "w") as tar:
        for name in ("contents.json", "database.dump"):
            tar.add(folder / name, name)
    assert "is damaged: database.dump" in shopbell(data, "restore", str(backup), ok=False)
    backup.write_bytes(b"no tar at all")
    assert "cannot be read as a backup" in shopbell(data, "restore", str(backup), ok=False)
    assert not data.exists()
