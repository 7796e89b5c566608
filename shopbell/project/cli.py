"""The command line: `shopbell up` and its parts; every other command is Django's.

Imports little, because `shopbell up` stays in memory as the parent of the other processes.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from shopbell.project import embedded, foreign
from shopbell.project.paths import data_directory
from shopbell.project.programs import StartError

DEFAULT_PORT = 8000
WITHOUT_DATABASE = {
    "help",
    "version",
    "check",
    "check_templates",
    "collectstatic",
    "diffsettings",
    "makemessages",
    "--help",
    "--version",
}

USAGE = """\
Shopbell, the customer-service house for online shops

  shopbell up        start everything: database, web, worker (--port, --host, --data, --no-demo)
  shopbell web       one web process
  shopbell worker    one worker process
  shopbell migrate   bring the database, static files and languages up to date
  shopbell demo      load the demo shop
  shopbell owner     make somebody an owner with a new password, for who is locked out
  shopbell doctor    look over everything and say what to do (--json)
  shopbell backup    write database, files and keys into one file (--to, --keep)
  shopbell restore   put a backup into an empty installation
  shopbell database  print the address of the embedded database; start, stop
  shopbell help      every other command

Set DATABASE_URL to use a PostgreSQL server of your own, SHOPBELL_DATA (or --data) to keep the data elsewhere.
"""


def main() -> None:
    """Run the command in `sys.argv`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shopbell.project.settings")
    sys.argv[0] = "shopbell"
    name, rest = (sys.argv[1], sys.argv[2:]) if len(sys.argv) > 1 else ("", [])
    try:
        if name in ("", "-h", "--help"):
            print(USAGE, end="")
        elif name in OWN_COMMANDS:
            sys.exit(OWN_COMMANDS[name](rest))
        else:
            _django(sys.argv)
    except StartError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


def up(arguments: list[str]) -> int:
    """Start everything and stay until a signal ends it."""
    parser = _parser("up", "Start the database, the web and the worker; stop them with Ctrl-C.")
    _add_address(parser)
    parser.add_argument("--no-demo", action="store_true", help="do not load the demo shop into an empty database")
    parser.add_argument("--web", type=_count, default=1, metavar="N", help="how many web processes (1)")
    parser.add_argument("--workers", type=_count, default=1, metavar="N", help="how many worker processes (1)")
    options = _parse(parser, arguments)

    from shopbell.project import parent

    return parent.up(
        parent.Wishes(options.host, options.port, demo=not options.no_demo, web=options.web, workers=options.workers)
    )


def web(arguments: list[str]) -> int:
    """Serve pages until a signal ends it."""
    parser = _parser("web", "One web process.")
    _add_address(parser)
    options = _parse(parser, arguments)
    with _database():
        from shopbell.project import children

        children.run_web(options.host, options.port)
    return 0


def worker(arguments: list[str]) -> int:
    """Work on jobs until a signal ends it."""
    _parse(_parser("worker", "One worker process."), arguments)
    with _database():
        from shopbell.project import children

        children.run_worker()
    return 0


def migrate(arguments: list[str]) -> int:
    """Bring everything up to date; with an app or options of Django's, run Django's own command."""
    if [argument for argument in arguments if argument != "--quiet"]:
        _django([sys.argv[0], "migrate", *arguments])
        return 0
    with _database():
        from shopbell.project import prepare

        prepare.prepare(quiet=bool(arguments))
    if not arguments:
        from shopbell.project import announcement

        url = os.environ.get("SHOPBELL_URL", f"http://127.0.0.1:{DEFAULT_PORT}").rstrip("/")
        print(*announcement.first_run_link(url, host=""), sep="\n", end="")
    return 0


def database(arguments: list[str]) -> int:
    """Print the address of the embedded database, or start or stop it."""
    parser = _parser("database", "Print the address of the embedded database; start it, stop it.")
    parser.add_argument("verb", nargs="?", choices=["start", "stop"])
    options = _parse(parser, arguments)
    data = data_directory()
    if options.verb == "start":
        print(embedded.start(data))
    elif options.verb == "stop":
        print("The database is stopped." if embedded.stop(data) else "The database was not running.")
    elif url := embedded.address(data):
        print(url)
    else:
        print("The database is not running; start it with: shopbell database start", file=sys.stderr)
        return 1
    return 0


def backup(arguments: list[str]) -> int:
    """Write a backup, check it, and delete older ones if asked to."""
    parser = _parser("backup", "Write the database, the files and the keys into one file, and read it back.")
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="where to (backups/ in the data directory)")
    parser.add_argument("--keep", type=_count, metavar="N", help="delete all but the newest N afterwards")
    options = _parse(parser, arguments)
    from shopbell.project.operation import backup as backups

    data = data_directory()
    folder = (options.to or backups.folder_of(data)).expanduser().resolve()
    with _database():
        made = backups.make(os.environ["DATABASE_URL"], data, folder)
    print(f"Backed up: {made} ({made.stat().st_size / 1e6:.1f} MB, checked)")
    print("It holds the keys as well: whoever has it can read everything. Keep it where only you can.")
    for old in backups.prune(folder, options.keep) if options.keep else []:
        print(f"Deleted: {old.name}")
    return 0


def restore(arguments: list[str]) -> int:
    """Put a backup into an empty installation."""
    parser = _parser("restore", "Put a backup into an empty installation; what is in use is left alone.")
    parser.add_argument("file", type=Path, help="the backup")
    options = _parse(parser, arguments)
    from shopbell.project.operation import backup as backups

    data = data_directory()
    backups.check(options.file)  # before a server is made for it
    with _database():
        contents = backups.restore(options.file, os.environ["DATABASE_URL"], data)
    print(f"Restored what was backed up at {contents.made_at} into {data}.")
    print("Start it with: shopbell up")
    return 0


OWN_COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "up": up,
    "web": web,
    "worker": worker,
    "migrate": migrate,
    "backup": backup,
    "restore": restore,
    "database": database,
}


def _django(argv: list[str]) -> None:
    from django.core.management import execute_from_command_line

    if {argv[1], *argv[2:]} & WITHOUT_DATABASE:
        execute_from_command_line(argv)
        return
    with _database():
        execute_from_command_line(argv)


@contextmanager
def _database() -> Iterator[None]:
    """Set DATABASE_URL for Django, to the embedded server unless it is set already."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # unwind, so that the server is let go
    if url := os.environ.get("DATABASE_URL"):
        foreign.check_address(url)
        with foreign.plain_words():
            yield
        return
    with embedded.held(data_directory()) as url:
        os.environ["DATABASE_URL"] = url
        yield


def _parser(name: str, description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"shopbell {name}", description=description)
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="where the data are kept (SHOPBELL_DATA)")
    return parser


def _add_address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=os.environ.get("PORT") or DEFAULT_PORT, help="the port (8000)")


def _parse(parser: argparse.ArgumentParser, arguments: list[str]) -> argparse.Namespace:
    options = parser.parse_args(arguments)
    if options.data is not None:
        os.environ["SHOPBELL_DATA"] = str(options.data.expanduser().resolve())
    return options


def _count(text: str) -> int:
    if not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError("a number from 1 to 64")
    return int(text)


if __name__ == "__main__":
    main()
