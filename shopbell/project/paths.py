"""Where this installation keeps its data: database, files, static files and keys."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent


def data_directory() -> Path:
    """The data directory: SHOPBELL_DATA, else `var/` of a checkout, else the system's or the user's usual place."""
    if named := os.environ.get("SHOPBELL_DATA"):
        return Path(named).expanduser().resolve()
    if (CHECKOUT / "pyproject.toml").exists():
        return CHECKOUT / "var"
    if os.geteuid() == 0:
        return Path("/var/lib/shopbell")
    return Path.home() / ".local" / "share" / "shopbell"


def read_key(name: str, make: Callable[[], str] | None = None) -> str:
    """A secret of this installation, made at first use (by `make`, else random) and readable by its owner alone."""
    path = data_directory() / "keys" / name
    if not path.exists():
        _write_key(path, make() if make else _random_key())
    return path.read_text().strip()


def _write_key(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    with suppress(FileExistsError):  # another process of the same start was first
        os.link(draft, path)  # appears whole or not at all
    draft.unlink()


def _random_key() -> str:
    from cryptography.fernet import Fernet

    return Fernet.generate_key().decode()
