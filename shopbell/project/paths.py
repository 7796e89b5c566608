"""Where this installation keeps its data: database, files, static files and keys."""

import os
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


def read_key(name: str) -> str:
    """A secret of this installation, made at first use and readable by its owner alone."""
    path = data_directory() / "keys" / name
    if not path.exists():
        from cryptography.fernet import Fernet  # noqa: PLC0415 (only at first start)

        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(Fernet.generate_key().decode())
        except FileExistsError:  # another process of the same start was first
            pass
    return path.read_text().strip()
