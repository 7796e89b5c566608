"""What must be up to date before the processes start: languages, database, reference rows, static files."""

from __future__ import annotations

import hashlib
import os
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shopbell.project import foreign
from shopbell.project.embedded import EXTENSIONS
from shopbell.project.programs import StartError

PACKAGE = Path(__file__).resolve().parent.parent
LOCK_KEY = 7_364_230_551_228
UNUSED_STATIC = ["django_htmx/ext/*"]  # unused, and one of them imports a file that is not there
NOT_PREPARED = {"__pycache__", "templates", "django_templates"}


def fingerprint(database_url: str, database: Path) -> str:
    """A short text that changes when `prepare` has something to do: other code, packages or database.

    Size and time of each file, not its content: this runs at every start.
    """
    seen = hashlib.sha256(database_url.encode())
    born = database / "PG_VERSION"  # written once, when a database is made
    seen.update(str(born.stat().st_mtime_ns if born.exists() else 0).encode())
    seen.update(
        repr(sorted(folder.name for folder in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))).encode()
    )
    for path in _files(PACKAGE):
        facts = path.stat()
        seen.update(f"{path}:{facts.st_size}:{facts.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def prepare(*, quiet: bool = False) -> None:
    """Compile the languages, migrate, seed, collect static files; safe to repeat, and by several at once."""
    compile_catalogues(PACKAGE / "locale")

    import django

    django.setup()

    from django.core.management import call_command

    loudness = 0 if quiet else 1
    foreign.check_server()
    with _one_at_a_time():
        migrate(verbosity=loudness)
    _mind_the_first_run()
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED_STATIC)


def migrate(*, verbosity: int = 0) -> None:
    """Extensions, migrations and reference rows, in the default database."""
    from django.core.management import call_command, get_commands

    _create_extensions()
    call_command("migrate", interactive=False, verbosity=verbosity)
    if "seed" in get_commands():
        call_command("seed", verbosity=verbosity)


def _mind_the_first_run() -> None:
    """While nobody can sign in there is a set-up code for the terminal to show."""
    from shopbell.project.first_run import code
    from shopbell.staff.queries import anybody_can_sign_in

    if anybody_can_sign_in():
        code.forget()
    else:
        code.current()


def compile_catalogues(folder: Path) -> int:
    """Write the .mo beside each .po that is newer; how many were written."""
    stale = [po for po in sorted(folder.glob("*/LC_MESSAGES/*.po")) if _is_stale(po, po.with_suffix(".mo"))]
    if not stale:
        return 0

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for po in stale:
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parent.parent.name)
        unfinished = po.with_suffix(f".{os.getpid()}")
        with unfinished.open("wb") as target:
            write_mo(target, catalogue)
        unfinished.replace(po.with_suffix(".mo"))
    return len(stale)


def _is_stale(po: Path, mo: Path) -> bool:
    return not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns


def _create_extensions() -> None:
    """Those that are missing. Raises `StartError` with all that this database user may not create."""
    from django.db import DatabaseError, connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        there = {name for (name,) in cursor.fetchall()}
    refused = []
    for name in EXTENSIONS:
        if name in there:
            continue
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")
        except DatabaseError:
            refused.append(name)
    if refused:
        raise StartError(
            f"The database user of DATABASE_URL may not create what Shopbell needs: {', '.join(refused)}.\n"
            "Ask whoever runs the server to install it there (vector is the package pgvector) and to run, as a\n"
            f"superuser in the database {connection.settings_dict['NAME']}:\n"
            + "".join(f"  CREATE EXTENSION {name};\n" for name in refused)
            + "Then start Shopbell again; nothing else was changed."
        )


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Several machines may start at once; the first migrates, the others wait and find nothing to do."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_KEY])
        cursor.execute("SET lock_timeout = '5s'")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_KEY])
            cursor.execute("RESET lock_timeout")


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - NOT_PREPARED)
        yield from (Path(parent, name) for name in sorted(names) if not name.endswith(".mo"))
