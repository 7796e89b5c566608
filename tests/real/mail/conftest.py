"""The two servers, and a shop whose mailbox lies on them."""

from __future__ import annotations

import smtplib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from imapclient import IMAPClient

from shopbell.channels.actions import reading
from shopbell.channels.models import ChannelAccount
from tests.real.mail.servers import CUSTOMER, PASSWORD, SHOP, Servers, missing, running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    reason = missing()
    for item in items:
        if "/real/mail/" in str(item.path):
            item.add_marker(pytest.mark.real)
            if reason:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    with tempfile.TemporaryDirectory(prefix="shopbell-mail-") as folder, running(Path(folder)) as started:
        Path(folder).chmod(0o755)
        yield started


@pytest.fixture
def imap(servers: Servers) -> Iterator[IMAPClient]:
    """The shop's mailbox, emptied, as a person sees it."""
    client = IMAPClient("127.0.0.1", servers.imap, ssl=False)
    client.login(SHOP, PASSWORD)
    for _flags, _delimiter, name in client.list_folders():
        if name != "INBOX":
            client.delete_folder(name)
    client.select_folder("INBOX")
    if uids := client.search():
        client.delete_messages(uids)
        client.expunge()
    yield client
    client.logout()


@pytest.fixture
def box(mailbox: ChannelAccount, servers: Servers, imap: IMAPClient) -> ChannelAccount:
    """The shop's account on the real servers; it has looked once, so it knows where to begin."""
    mailbox.settings = servers.settings()
    mailbox.save()
    reading.poll(account_id=mailbox.pk)
    return mailbox


@pytest.fixture
def post(servers: Servers) -> Callable[..., None]:
    """Hand a mail to Exim, as the customer's server would."""

    def post(message: bytes, *, sender: str = CUSTOMER, to: str = SHOP) -> None:
        with smtplib.SMTP("127.0.0.1", servers.smtp, timeout=10) as smtp:
            smtp.sendmail(sender, [to], message)

    return post


@pytest.fixture
def letters(servers: Servers) -> Iterator[Callable[[], list[bytes]]]:
    """What lies in the customer's mailbox, oldest first."""
    client = IMAPClient("127.0.0.1", servers.imap, ssl=False)
    client.login(CUSTOMER, PASSWORD)
    client.select_folder("INBOX")
    if uids := client.search():
        client.delete_messages(uids)
        client.expunge()

    def read() -> list[bytes]:
        client.noop()
        found: dict[int, Any] = client.fetch(client.search(), ["BODY.PEEK[]"])
        return [found[uid][b"BODY[]"] for uid in sorted(found)]

    yield read
    client.logout()
