"""The adapter of an account, built with its settings and the few things it may ask."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.conf import settings
from django.core.files.storage import default_storage

from shopbell.channels.actions import oauth
from shopbell.channels.base import ChannelAdapter, Facts
from shopbell.channels.models import ChannelAccount, RawInput
from shopbell.core import http
from shopbell.core.secrets import derived

TOKENS = "channels.mail.tokens"


@functools.lru_cache(maxsize=1)
def secret() -> bytes:
    """What reply, bounce and loop tokens are signed with."""
    return derived(TOKENS)


@contextmanager
def speaking(account: ChannelAccount) -> Iterator[ChannelAdapter]:
    """The account's adapter; its connections are closed at the end. Raises `KeyError` for an unknown kind."""
    adapter = adapter_of(account)
    try:
        yield adapter
    finally:
        adapter.close()
        if adapter.http:
            adapter.http.close()


def adapter_of(account: ChannelAccount, *, online: bool = True) -> ChannelAdapter:
    """Build the adapter; without `online` it has no HTTP client, which is enough to parse and render."""
    kind: type[ChannelAdapter] = ChannelAdapter.of(account.kind)
    return kind(account.settings, facts_of(account), http.client(retries=1) if online else None)


@contextmanager
def at_hand(account: ChannelAccount) -> Iterator[None]:
    """Inside, `account_of` gives this row back: one job asks for the account it works for several times."""
    token = _at_hand.set(account)
    try:
        yield
    finally:
        _at_hand.reset(token)


def account_of(number: int) -> ChannelAccount | None:
    """The account with this key."""
    known = _at_hand.get()
    return known if known and known.pk == number else ChannelAccount.objects.filter(pk=number).first()


_at_hand: ContextVar[ChannelAccount | None] = ContextVar("account_at_hand", default=None)


def facts_of(account: ChannelAccount) -> Facts:
    """What the adapter of this account may know."""
    return Facts(
        account_id=account.pk,
        public_id=account.public_id,
        address=account.address,
        name=account.name,
        hook_url=f"{settings.SHOPBELL_URL}/hooks/{account.kind}/{account.token}/",
        known=functools.partial(_known, account.pk),
        seen=functools.partial(_seen, account.pk),
        token=functools.partial(oauth.access_token, account.pk),
        read_file=_read_file,
    )


def _known(account_id: int, keys: Collection[str]) -> set[str]:
    return set(RawInput.objects.filter(account=account_id, key__in=list(keys)).values_list("key", flat=True))


def _seen(account_id: int, since: datetime) -> tuple[set[tuple[str, int]], set[str]]:
    rows = RawInput.objects.filter(account=account_id, received_at__gte=since).values_list("headers", "sha256")
    pairs, hashes = set(), set()
    for headers, sha256 in rows.iterator(chunk_size=1000):
        pairs.add((str(headers.get("message_id", "")), int(headers.get("size", 0))))
        hashes.add(sha256)
    return pairs, hashes


def _read_file(ref: str) -> bytes:
    with default_storage.open(ref) as file:
        content = file.read()
    return content if isinstance(content, bytes) else content.encode()
