"""One `shopbell up` for one data directory: a second would start a second worker and a second web unasked."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from shopbell.project.programs import StartError

FILE = "up.lock"


@contextmanager
def only_one(data: Path, url: str) -> Iterator[None]:
    """Hold the data directory for this process, which will be at `url`. Raises `StartError` when another one does.

    The kernel lets the lock go with the process, however it ends; children do not inherit it.
    """
    with _open(data) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StartError(_runs_already(data)) from None
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "url": url}))
        file.flush()
        yield


def _open(data: Path) -> IO[str]:
    try:
        data.mkdir(parents=True, exist_ok=True)
        return open(data / FILE, "a+")
    except OSError as error:
        raise StartError(f"Nothing can be kept in {data}: {error.strerror}.") from error


def _runs_already(data: Path) -> str:
    try:
        other = json.loads((data / FILE).read_text())
        which = f": process {other['pid']}, {other['url']}"
        stop = f"kill {other['pid']}"
    except (OSError, ValueError, KeyError):  # it has only just begun
        which, stop = "", "or its process"
    return (
        f"Shopbell runs already on the data in {data}{which}\n"
        f"Use that one, or end it first (Ctrl-C in its terminal, {stop}).\n"
        "For a second installation choose another folder: shopbell up --data FOLDER, or make run DATA=FOLDER"
    )
