from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from shopbell.channels.actions.routing import route
from shopbell.channels.base import Identity, Inbound, Kind
from shopbell.channels.models import ChannelAccount, RawInput
from shopbell.core import clock
from shopbell.core.actor import SYSTEM
from shopbell.customers.models import Identity as StoredIdentity
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent, Team
from shopbell.tickets.actions import messages
from shopbell.tickets.actions.status import set_status
from shopbell.tickets.models import Message, Ticket
from tests.channels.scripted import Scripted

MIA = Identity("handle", "mia_moor", "Mia Moor")


@pytest.fixture
def line(mailbox: ChannelAccount) -> ChannelAccount:
    mailbox.kind = Scripted.kind
    mailbox.save()
    return mailbox


@pytest.fixture
def came(line: ChannelAccount) -> Callable[..., tuple[str, int | None]]:
    """Route one item of the channel; `account` and `backfill` are of the raw input, the rest of the item."""

    def come(
        external_id: str = "m1", *, account: ChannelAccount | None = None, **details: Any
    ) -> tuple[str, int | None]:
        raw = RawInput.objects.create(
            account=account or line,
            key=f"k{RawInput.objects.count()}",
            body=b"",
            received_at=clock.now(),
            is_backfill=details.pop("backfill", False),
        )
        given = {"sender": (MIA,), "thread_key": "t1", "text": "Hello", "sent_at": clock.now(), **details}
        return route(raw, Inbound(external_id=external_id, **given))

    return come


Came = Callable[..., tuple[str, int | None]]


def test_a_message_opens_a_ticket_of_the_accounts_team(came: Came, line: ChannelAccount) -> None:
    outcome, pk = came(language="de", extra={"page": "/shirt"})
    message = Message.objects.get()
    assert (outcome, pk) == ("message", message.pk)
    assert message.thread is not None
    assert (message.thread.external_key, message.thread.channel, message.ticket.team) == ("t1", "scripted", line.team)
    assert (message.author_name, message.text, message.language, message.extra) == (
        "Mia Moor",
        "Hello",
        "de",
        {"page": "/shirt"},
    )


def test_the_same_message_twice_is_one(came: Came) -> None:
    assert came() == came()
    assert Message.objects.count() == 1


def test_the_key_leads_to_the_thread_and_another_key_to_another(came: Came) -> None:
    for external_id, key in (("m1", "t1"), ("m2", "t1"), ("m3", "t2"), ("m4", "")):
        came(external_id, thread_key=key)
    counts = [ticket.messages.count() for ticket in Ticket.objects.order_by("pk")]
    assert counts == [2, 1, 1]


def test_the_key_of_another_account_leads_nowhere(came: Came, shop: Shop, team: Team) -> None:
    other = ChannelAccount.objects.create(shop=shop, team=team, kind=Scripted.kind, name="Other")
    came("m1")
    came("m1", account=other)
    assert [ticket.messages.count() for ticket in Ticket.objects.all()] == [1, 1]


def test_after_closing_a_new_ticket_points_at_the_old_one_and_takes_what_follows(came: Came) -> None:
    came("m1")
    old = Ticket.objects.get()
    set_status(old, status=Ticket.Status.CLOSED, by=SYSTEM)
    came("m2")
    came("m3")
    new = Ticket.objects.exclude(pk=old.pk).get()
    assert (old.messages.count(), new.messages.count()) == (1, 2)
    assert new.links.get().other == old


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.MESSAGE])
def test_what_is_no_message_changes_nothing(came: Came, kind: Kind) -> None:
    assert came(kind=kind) == (f"ignored_{kind.value}", None)
    assert not Ticket.objects.exists()


def test_long_ids_that_differ_at_their_ends_are_two_messages_and_each_is_stored_once(came: Came) -> None:
    long = "conversation." + "x" * 120
    for external_id in (f"{long}.1", f"{long}.2", f"{long}.1"):
        came(external_id)
    assert list(Message.objects.order_by("pk").values_list("external_id", flat=True)) == [f"{long}.1", f"{long}.2"]


@pytest.mark.parametrize(("verified", "proof"), [(True, "scripted"), (False, "")])
def test_the_channel_vouches_for_whom_it_knows(came: Came, verified: bool, proof: str) -> None:
    came(sender=(Identity("handle", "mia_moor", "Mia Moor", verified),))
    assert StoredIdentity.objects.get().verified_by == proof


def test_a_clock_that_runs_ahead_is_not_believed(came: Came) -> None:
    with clock.frozen(clock.now()):
        came(sent_at=clock.now() + timedelta(days=1))
        assert Message.objects.get().sent_at == clock.now()


def test_nobody_in_particular_may_write_too(came: Came) -> None:
    came(sender=())
    assert (Message.objects.get().customer, Message.objects.get().author_name) == (None, "")


def test_old_messages_and_robots_wake_nobody(came: Came) -> None:
    came("m1", thread_key="a", backfill=True)
    came("m2", thread_key="b", automated=True)
    old, robot = Message.objects.order_by("pk")
    assert (old.is_backfill, old.ticket.status) == (True, "closed")
    assert robot.is_automatic


def test_our_own_answer_coming_back_is_known(came: Came, alice: Agent) -> None:
    came()
    thread = Ticket.objects.get().threads.get()
    ours = messages.reply(thread, text="Hi", by=alice.actor, agent=alice)
    Message.objects.filter(pk=ours.pk).update(external_id="x1")
    assert came("x1", outbound_echo=True, text="Hi") == ("own", ours.pk)
    assert Message.objects.count() == 2


def test_an_answer_written_in_the_providers_program_appears_once_and_is_not_sent(came: Came) -> None:
    came()
    first = came("x9", outbound_echo=True, text="From my phone")
    second = came("x9", outbound_echo=True, text="From my phone")
    message = Message.objects.get(kind="agent")
    assert (first, second) == (("sent_elsewhere", message.pk), ("own", message.pk))
    assert (message.state, message.text, message.parts.count()) == ("sent", "From my phone", 0)


def test_an_echo_without_a_thread_opens_no_ticket(came: Came) -> None:
    assert came("x9", outbound_echo=True) == ("own", None)
    assert not Ticket.objects.exists()
