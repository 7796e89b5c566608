from __future__ import annotations

from collections.abc import Callable

import pytest

from shopbell.channels.actions import inbound
from shopbell.channels.base import Moved, Raw
from shopbell.channels.models import ChannelAccount, RawInput
from shopbell.tickets.models import Message, Ticket
from tests.channels.conftest import a_mail


def test_a_mail_becomes_a_ticket(arrive: Callable[..., RawInput]) -> None:
    raw = arrive(a_mail())
    message = Message.objects.get(kind="customer")
    assert (raw.state, raw.outcome, raw.message_id, raw.attempts) == ("routed", "message", message.pk, 1)
    assert (message.text.splitlines()[0], message.author_address) == (
        "Hello, where is my parcel?",
        "mia@post.example",
    )
    assert Ticket.objects.get().subject == "Where is my parcel?"
