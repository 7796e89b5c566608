"""A backup is one file: the database as pg_dump writes it, the files, the keys, and a list of checksums of them all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from shopbell.project.programs import StartError, clean_environment, wheel_programs

DUMP, LIST = "database.dump", "contents.json"
FOLDERS = ("files", "keys")
# Owners, rights and the comments of extensions belong to the server it came from.
_PLAIN = ("--no-owner", "--no-privileges", "--no-comments")
NAME = "shopbell-{at:%Y%m%d-%H%M%S}.tar"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup says of itself; `sums` are the SHA-256 of its parts by name."""

    made_at: str
    sums: dict[str, str]


def folder_of(data: Path) -> Path:
    """Where backups lie unless told otherwise."""
    return data / "backups"


def newest(folder: Path) -> Path | None:
    """The latest backup in a folder."""
    return max(folder.glob("shopbell-*.tar"), key=lambda path: path.stat().st_mtime, default=None)


def make(url: str, data: Path, folder: Path) -> Path:
    """Back up a database and a data directory into a new file in `folder`, readable by its owner alone.

    The database is dumped in one snapshot, and the files after it: a file that a row names is there before the row.
    It appears under its name only when it is whole and has been read back. Raises `StartError`.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / NAME.format(at=datetime.now(UTC))
    with _work_folder(folder) as work:
        dump = work / DUMP
        run("pg_dump", *_PLAIN, "--format=custom", f"--file={dump}", f"--dbname={url}")
        parts = {DUMP: dump, **_files_of(data)}
        contents = Contents(datetime.now(UTC).isoformat(timespec="seconds"), _sums(parts))
        (work / LIST).write_text(json.dumps(asdict(contents), indent=1))
        draft = work / "draft.tar"
        with (
            open(os.open(draft, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file,
            tarfile.open(fileobj=file, mode="w") as tar,
        ):
            tar.add(work / LIST, LIST)
            for name, path in parts.items():
                tar.add(path, name)
            file.flush()
            os.fsync(file.fileno())
        check(draft)
        draft.rename(target)
    return target


def prune(folder: Path, keep: int) -> list[Path]:
    """Delete all but the newest `keep` backups of a folder; gives what went."""
    old = sorted(folder.glob("shopbell-*.tar"), key=lambda path: path.stat().st_mtime, reverse=True)[keep:]
    for path in old:
        path.unlink()
    return old


def check(backup: Path) -> Contents:
    """Read a backup from end to end and compare its checksums. Raises `StartError` when it is damaged."""
    try:
        with tarfile.open(backup) as tar:
            contents = _contents(tar)
            for name, expected in contents.sums.items():
                part = tar.extractfile(name)
                if part is None or _sum(part) != expected:
                    raise StartError(f"{backup.name} is damaged: {name} is not what was backed up.")
    except (tarfile.TarError, OSError, KeyError, EOFError) as error:
        raise StartError(f"{backup} cannot be read as a backup: {error}") from error
    return contents


def restore(backup: Path, url: str, data: Path) -> Contents:
    """Put a backup into an empty database and a data directory without files. Raises `StartError`.

    Nothing is touched before the whole backup has been read.
    """
    contents = check(backup)
    _refuse_what_is_used(url, data)
    data.mkdir(parents=True, exist_ok=True)
    with _work_folder(data) as work, tarfile.open(backup) as tar:
        for name in contents.sums:
            _unpack(tar, name, work)
        run("pg_restore", *_PLAIN, "--exit-on-error", "--single-transaction", f"--dbname={url}", str(work / DUMP))
        for name in FOLDERS:
            if (work / name).is_dir():
                shutil.copytree(work / name, data / name, dirs_exist_ok=True)
    for key in (data / "keys").glob("*"):
        key.chmod(0o600)
    return contents


def run(program: str, *arguments: str) -> None:
    """Run a client program of PostgreSQL: the wheel's, by path, else the system's. Raises `StartError`."""
    own = wheel_programs() / program
    found = str(own) if own.exists() else shutil.which(program)
    if not found:
        raise StartError(f"{program} is not installed. It comes with PostgreSQL's client programs.")
    done = subprocess.run([found, *arguments], env=clean_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise StartError(f"{program} failed: {done.stderr.strip() or done.returncode}")


def _unpack(tar: tarfile.TarFile, name: str, folder: Path) -> None:
    """Write one part below `folder`; a name that leads elsewhere is refused, links are never followed."""
    target = (folder / name).resolve()
    part = tar.extractfile(name)
    if part is None or not target.is_relative_to(folder.resolve()):
        raise StartError(f"The backup holds a part that belongs nowhere: {name}")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        shutil.copyfileobj(part, file)


def _files_of(data: Path) -> dict[str, Path]:
    found = (path for name in FOLDERS for path in sorted((data / name).rglob("*")) if path.is_file())
    return {str(path.relative_to(data)): path for path in found}


def _sums(parts: dict[str, Path]) -> dict[str, str]:
    sums = {}
    for name, path in parts.items():
        with path.open("rb") as file:
            sums[name] = _sum(file)
    return sums


def _sum(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := file.read(1 << 20):
        digest.update(block)
    return digest.hexdigest()


def _contents(tar: tarfile.TarFile) -> Contents:
    part = tar.extractfile(LIST)
    if part is None:
        raise KeyError(LIST)
    return Contents(**json.load(part))


def _refuse_what_is_used(url: str, data: Path) -> None:
    import psycopg

    with psycopg.connect(url) as connection:
        (tables,) = connection.execute(
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
        ).fetchone() or (0,)
    if tables:
        raise StartError(
            "The database is not empty, and restoring would mix two shops. Nothing was changed.\n"
            "Name another data directory (--data) or an empty database (DATABASE_URL)."
        )
    if any((data / "files").rglob("*")):
        raise StartError(f"{data / 'files'} is not empty. Nothing was changed. Name another data directory (--data).")


@contextmanager
def _work_folder(beside: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=beside) as folder:
        yield Path(folder)
