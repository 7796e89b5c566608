from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from shopbell.channels.actions import speaking
from shopbell.channels.actions.inbound import store_raw
from shopbell.channels.base import Raw
from shopbell.channels.models import ChannelAccount
from shopbell.core import clock
from shopbell.shops.models import Shop
from shopbell.staff.models import Team
from shopbell.tickets.actions import attachments
from shopbell.tickets.base import IncomingFile
from shopbell.tickets.models import Message
from tests.channels.scripted import ScriptedMailbox


@pytest.fixture
def other(shop: Shop, team: Team) -> ChannelAccount:
    return ChannelAccount.objects.create(shop=shop, team=team, kind="email", name="Other", address="o@a.example")


def test_the_connection_is_closed_whatever_happens(box: ChannelAccount) -> None:
    with pytest.raises(ZeroDivisionError), speaking.speaking(box) as adapter:
        raise ZeroDivisionError
    assert ScriptedMailbox.closed == [box.pk]
    assert adapter.http is not None
    assert adapter.http.is_closed


def test_an_adapter_that_only_parses_has_no_network(box: ChannelAccount) -> None:
    assert speaking.adapter_of(box, online=False).http is None


def test_an_unknown_kind_is_said(box: ChannelAccount) -> None:
    box.kind = "pigeon"
    with pytest.raises(KeyError), speaking.speaking(box):
        pass


def test_the_facts_are_those_of_the_account(mailbox: ChannelAccount) -> None:
    facts = speaking.facts_of(mailbox)
    assert (facts.account_id, facts.public_id, facts.address) == (mailbox.pk, mailbox.public_id, mailbox.address)
    assert facts.hook_url == f"http://testserver/hooks/email/{mailbox.token}/"


def test_an_account_knows_its_own_keys_only(mailbox: ChannelAccount, other: ChannelAccount) -> None:
    store_raw(mailbox, Raw("a", b"1"))
    store_raw(other, Raw("b", b"2"))
    assert speaking.facts_of(mailbox).known(["a", "b", "c"]) == {"a"}


def test_it_remembers_what_came_since(mailbox: ChannelAccount, other: ChannelAccount) -> None:
    now = clock.now()
    for days, key in ((3, "old"), (1, "new")):
        with clock.frozen(now - timedelta(days=days)):
            store_raw(mailbox, Raw(key, key.encode(), {"message_id": f"<{key}@p.example>", "size": 3}))
    store_raw(other, Raw("else", b"else"))
    pairs, hashes = speaking.facts_of(mailbox).seen(now - timedelta(days=2))
    assert (pairs, hashes) == ({("<new@p.example>", 3)}, {hashlib.sha256(b"new").hexdigest()})


def test_a_token_is_asked_for_when_it_is_needed_and_of_this_account(mailbox: ChannelAccount) -> None:
    facts = speaking.facts_of(mailbox)
    expires = (clock.now() + timedelta(hours=1)).isoformat()
    mailbox.settings = {"oauth": {"access_token": "mine", "expires_at": expires}}
    mailbox.save()
    assert facts.token(False) == "mine"


def test_a_stored_file_is_read_back(first: Message, mailbox: ChannelAccount) -> None:
    file = attachments.keep(IncomingFile("a.bin", b"\x00\xff", "application/octet-stream"), message=first)
    assert speaking.facts_of(mailbox).read_file(file.path) == b"\x00\xff"


def test_tokens_are_signed_with_a_secret_of_their_own() -> None:
    assert len(speaking.secret()) >= 32
    assert speaking.secret() is speaking.secret()
