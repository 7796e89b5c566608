from __future__ import annotations

from datetime import UTC, datetime

import pytest

from shopbell.channels.models import ChannelAccount, RawInput
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent, Team
from tests.program import Program

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def admin(owner: Agent) -> Program:
    return Program(owner)


@pytest.fixture
def form(shop: Shop, team: Team) -> ChannelAccount:
    return ChannelAccount.objects.create(shop=shop, team=team, kind="form", name="Form")


@pytest.fixture
def dead(mailbox: ChannelAccount) -> list[RawInput]:
    """Three inputs that could not be read."""
    return [
        RawInput.objects.create(
            account=mailbox,
            key=str(number),
            body=b"From: Mia <mia@post.example>\nSubject: The lid\n\nHello",
            received_at=NOON,
            state="dead",
            attempts=3,
            error=f"Traceback:\n  a line\nValueError: no {number}\n",
        )
        for number in range(3)
    ]
