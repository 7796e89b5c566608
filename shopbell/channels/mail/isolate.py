"""Parsing at arm's length: what is large or unusual is read in a child process with limits of its own."""

from __future__ import annotations

import contextlib
import io
import pickle
import signal
import subprocess
import sys
from pathlib import Path

from shopbell.channels.mail import model
from shopbell.channels.mail.limits import scan
from shopbell.channels.mail.model import ParsedMail
from shopbell.channels.mail.parse import parse

SMALL = 1024 * 1024
FEW_PARTS = 100
MEMORY = 1536 * 1024 * 1024
# Formats whose parsers are foreign code.
_FOREIGN = (b"ms-tnef", b"winmail.dat")
_ROOT = Path(__file__).resolve().parents[3]
_OUT_OF_MEMORY = 77


class ParseFailed(Exception):
    """The child died or took too long; `reason` is a code: timeout, cpu, memory or crashed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def parse_isolated(raw: bytes, *, timeout: float = 20.0) -> ParsedMail:
    """Parse small ordinary mail here, the rest in a child; raises ParseFailed. `timeout` in seconds."""
    return parse(raw) if is_ordinary(raw) else parse_in_child(raw, timeout=timeout)


def is_ordinary(raw: bytes) -> bool:
    """Whether a mail is safe to parse in this process; over a limit it is: only its stub is made."""
    seen = scan(raw)
    if not seen.ok:
        return True
    lowered = raw[:SMALL].lower()
    return len(raw) < SMALL and seen.parts < FEW_PARTS and not any(word in lowered for word in _FOREIGN)


def parse_in_child(raw: bytes, *, timeout: float = 20.0, memory: int = MEMORY) -> ParsedMail:
    """Parse in a child process limited to `timeout` seconds (wall and CPU) and `memory` bytes."""
    command = [
        sys.executable,
        "-P",
        "-m",
        "shopbell.channels.mail.isolate",
        str(int(timeout) + 1),
        str(memory),
    ]
    # The child reads hostile bytes: it gets none of our settings and secrets.
    environment = {"PYTHONPATH": str(_ROOT), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no outside words in the command
            command, input=raw, capture_output=True, timeout=timeout, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ParseFailed("timeout") from error
    if done.returncode:
        raise ParseFailed(_cause(done.returncode))
    try:
        result = _Unpickler(io.BytesIO(done.stdout)).load()
    except (pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError, ImportError) as error:
        raise ParseFailed("crashed") from error
    if not isinstance(result, ParsedMail):
        raise ParseFailed("crashed")
    return result


class _Unpickler(pickle.Unpickler):
    """Takes our data classes and dates and nothing else: a hijacked child must not run code here."""

    def find_class(self, module: str, name: str) -> object:
        if module == model.__name__ and name in _CLASSES:
            return getattr(model, name)
        if (module, name) in (("datetime", "datetime"), ("datetime", "timezone"), ("datetime", "timedelta")):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


_CLASSES = {
    "Address", "Automatic", "Bounce", "Calendar", "FailedRecipient", "MailAttachment", "ParsedMail",
}  # fmt: skip


def _cause(code: int) -> str:
    if code == _OUT_OF_MEMORY:
        return "memory"
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return "cpu"
    return "crashed"


def _limit(cpu_seconds: int, memory: int) -> None:
    import resource

    for kind, value in (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
    ):
        # macOS refuses some of them; the wall limit of the parent still holds.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, value))


def _main(arguments: list[str]) -> int:
    _limit(int(arguments[0]), int(arguments[1]))
    try:
        result = parse(sys.stdin.buffer.read())
        sys.stdout.buffer.write(pickle.dumps(result, protocol=5))
    except MemoryError:
        return _OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
