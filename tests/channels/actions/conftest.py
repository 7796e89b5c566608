"""A mailbox without a server behind it, a mail of mia in it, and an answer that went out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from shopbell.channels.actions import statuses
from shopbell.channels.models import ChannelAccount, OutgoingPart, RawInput
from shopbell.core import clock
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages
from shopbell.tickets.models import Message
from tests.channels.conftest import a_mail
from tests.channels.scripted import ScriptedMailbox


@pytest.fixture
def offline(mailbox: ChannelAccount) -> ChannelAccount:
    """Nothing is sent: there is no server behind the mailbox."""
    ChannelAccount.objects.filter(pk=mailbox.pk).update(state="paused")
    return mailbox


@pytest.fixture
def first(offline: ChannelAccount, arrive: Callable[..., RawInput]) -> Message:
    """The first mail of mia, with a known Message-ID."""
    arrive(a_mail(message_id="<first@post.example>"))
    return Message.objects.get(kind="customer")


@pytest.fixture
def sent(first: Message, alice: Agent, run_jobs: Callable[[], int]) -> Message:
    """Alice's answer to it, as if a server had taken it just now."""
    assert first.thread is not None
    message = messages.reply(first.thread, text="It left.", by=alice.actor, agent=alice)
    run_jobs()
    OutgoingPart.objects.filter(message=message).update(state="sent", sent_at=clock.now())
    return statuses.follow(message)


@pytest.fixture
def box(mailbox: ChannelAccount) -> Iterator[ChannelAccount]:
    """The mailbox, on a server that holds what the test writes down."""
    ScriptedMailbox.clear()
    mailbox.kind = ScriptedMailbox.kind
    mailbox.save()
    yield mailbox
    ScriptedMailbox.clear()
