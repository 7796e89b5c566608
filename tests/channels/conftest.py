"""Mail in and out for the tests of channels."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest

from shopbell.channels.actions.inbound import store_raw
from shopbell.channels.base import Raw
from shopbell.channels.models import ChannelAccount, RawInput

_numbers = count(1)


def a_mail(**given: str) -> bytes:
    """A plain mail of mia to the shop; `body` is its text, everything else a header (underscores are hyphens)."""
    body = given.pop("body", "Hello, where is my parcel?\n\nMia")
    headers = {
        "From": "Mia Moor <mia@post.example>",
        "To": "hello@alderandflax.example",
        "Subject": "Where is my parcel?",
        "Date": "Tue, 17 Nov 2026 10:00:00 +0000",
        "Message-ID": f"<mail-{next(_numbers)}@post.example>",
        "Content-Type": "text/plain; charset=utf-8",
    }
    headers |= {name.replace("_", "-").title().replace("-Id", "-ID"): value for name, value in given.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
    return (head + "\r\n" + body.replace("\n", "\r\n")).encode()


@pytest.fixture
def arrive(mailbox: ChannelAccount, run_jobs: Callable[[], int]) -> Callable[..., RawInput]:
    """Let raw bytes arrive at an account and run all jobs."""

    def arrive(
        body: bytes, *, account: ChannelAccount | None = None, key: str = "", run: bool = True, **headers: object
    ) -> RawInput:
        pk = store_raw(account or mailbox, Raw(key or f"test:{next(_numbers)}", body, headers))
        if run:
            run_jobs()
        return RawInput.objects.get(pk=pk)

    return arrive
