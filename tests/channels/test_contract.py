"""What every registered adapter must do, found by the registry itself."""

from __future__ import annotations

from itertools import permutations

import pytest
from django import forms

from shopbell.channels.base import (
    BadSignature,
    ChannelAdapter,
    Facts,
    Identity,
    Outbound,
    Raw,
    Request,
    Status,
    merge,
)

KINDS = {k: a for k, a in ChannelAdapter.kinds().items() if a.__module__.startswith("shopbell.")}
SECRETS = {"password": "pw-very-secret", "secret": "s" * 32, "api_key": "key-very-secret", "provider": "postmark"}
FACTS = Facts(
    account_id=1, public_id="abcdefgh", address="hello@shop.example", hook_url="https://desk.example/hooks/x/y/"
)


@pytest.fixture(params=sorted(KINDS))
def adapter(request: pytest.FixtureRequest) -> ChannelAdapter:
    made: ChannelAdapter = KINDS[request.param](SECRETS, FACTS)
    return made


def test_it_has_a_label_a_channel_and_a_form(adapter: ChannelAdapter) -> None:
    assert str(adapter.label)
    assert adapter.channel
    assert isinstance(adapter.Settings(), forms.Form)


def test_its_secrets_are_not_shown(adapter: ChannelAdapter) -> None:
    assert "secret" not in repr(adapter)


@pytest.mark.parametrize("signature", ["", "sha256=", "sha256=" + "0" * 64])
def test_an_unsigned_request_is_refused(adapter: ChannelAdapter, signature: str) -> None:
    headers = {"x-shopbell-signature": signature, "content-type": "application/json"}
    request = Request("POST", FACTS.hook_url, headers, {}, b'{"a": "\xc3\xa4"}')
    assert adapter.handshake(request) is None
    with pytest.raises(BadSignature):
        adapter.verify(request)


def test_parts_carry_the_whole_text(adapter: ChannelAdapter) -> None:
    if adapter.capabilities.pulled:
        pytest.skip("its page fetches: nothing is rendered")
    text = "Grüße 👩‍👩‍👧 " * 50
    message = Outbound(
        key="7", to=Identity("email", "mia@post.example"), body=text, subject="S", message_id="<a@b.example>"
    )
    parts = adapter.render(message)
    assert [part.key for part in parts] == [f"7.{n}" for n in range(len(parts))]
    assert "".join(part.payload["text"] for part in parts) == text
    assert adapter.render(message) == parts


def test_mail_is_read_the_same_twice(adapter: ChannelAdapter) -> None:
    if adapter.kind not in ("email", "mime"):
        pytest.skip("takes no raw mail")
    raw = Raw("k", b"From: a@b.example\r\nSubject: S\r\n\r\nHello\r\n")
    assert list(adapter.parse(raw)) == list(adapter.parse(raw))


def test_merging_does_not_depend_on_order_or_repetition() -> None:
    for late in (True, False):
        for some in permutations(Status, 3):
            ends = set()
            for order in permutations(some + some[:1]):
                state = Status.QUEUED
                for status in order:
                    state = merge(state, status, late)
                ends.add(state)
            assert len(ends) == 1
