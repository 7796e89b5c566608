"""The cast: alice answers, bob is on her team, charlie must see nothing; mia is a customer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from itertools import count
from typing import Any

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from shopbell.channels.models import ChannelAccount
from shopbell.core import clock
from shopbell.customers.base import Claim
from shopbell.shops.models import BusinessHours, Shop
from shopbell.staff.models import Agent, Team
from shopbell.tickets.actions import messages
from shopbell.tickets.base import Incoming
from shopbell.tickets.models import Message, Ticket
from tests.expectations import Golden

pytest_plugins = ["tests.database"]

PASSWORD = "correct horse battery"
_numbers = count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with a browser come last: it leaves an event loop in the thread, in which asyncio.run() refuses to run."""
    items.sort(key=lambda item: item.get_closest_marker("real") is not None)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str], Golden]:
    """Open a golden file: `golden("queries").check(key, value)`."""
    return lambda name: Golden(name, update=request.config.getoption("--update-golden"))


@pytest.fixture
def as_alice(client: Client, alice: Agent) -> Client:
    """A browser in which alice is signed in, and has been here before: the first page of a session notes that."""
    client.force_login(alice)
    client.get(reverse("account_inactive"))
    Agent.objects.filter(pk=alice.pk).update(active_at=clock.now())
    return client


@pytest.fixture
def shop(db: None) -> Shop:
    shop = Shop.objects.create(
        slug="alder", name="Alder & Flax", languages=["en", "de"], website="https://alderandflax.example"
    )
    for weekday in range(5):
        BusinessHours.objects.create(shop=shop, weekday=weekday, opens=time(9), closes=time(17))
    return shop


@pytest.fixture
def team(shop: Shop) -> Team:
    return Team.objects.create(shop=shop, name="Care")


@pytest.fixture
def other_team(shop: Shop) -> Team:
    return Team.objects.create(shop=shop, name="Wholesale")


@pytest.fixture
def owner(shop: Shop) -> Agent:
    return Agent.objects.create_user("olga@alderandflax.example", PASSWORD, name="Olga Owner", role=Agent.Role.OWNER)


@pytest.fixture
def alice(team: Team) -> Agent:
    agent = Agent.objects.create_user("alice@alderandflax.example", PASSWORD, name="Alice Archer")
    team.members.add(agent)
    return agent


@pytest.fixture
def bob(team: Team) -> Agent:
    agent = Agent.objects.create_user("bob@alderandflax.example", PASSWORD, name="Bob Baker")
    team.members.add(agent)
    return agent


@pytest.fixture
def charlie(other_team: Team) -> Agent:
    agent = Agent.objects.create_user("charlie@alderandflax.example", PASSWORD, name="Charlie Clay")
    other_team.members.add(agent)
    return agent


@pytest.fixture
def mailbox(shop: Shop, team: Team) -> ChannelAccount:
    return ChannelAccount.objects.create(
        shop=shop, team=team, kind="email", name="Hello", address="hello@alderandflax.example"
    )


@pytest.fixture
def widget(shop: Shop, team: Team) -> ChannelAccount:
    return ChannelAccount.objects.create(shop=shop, team=team, kind="chat", name="Shop chat")


@pytest.fixture
def an_incoming(shop: Shop, team: Team, mailbox: ChannelAccount) -> Callable[..., Incoming]:
    """Build what a channel hands down; every call is another message of mia unless told."""

    def build(**details: Any) -> Incoming:
        number = next(_numbers)
        defaults: dict[str, Any] = {
            "shop": shop,
            "team": team,
            "channel": "email",
            "account_id": mailbox.pk,
            "dedupe_key": f"mail-{number}",
            "external_id": f"<{number}@post.example>",
            "sent_at": clock.now(),
            "claims": [Claim("email", "mia@post.example", display="Mia Moor")],
            "name": "Mia Moor",
            "subject": "Where is my parcel?",
            "text": "Hello, it should have been here on Monday.",
        }
        return Incoming(**{**defaults, **details})

    return build


@pytest.fixture
def a_message(an_incoming: Callable[..., Incoming]) -> Callable[..., Message]:
    """Receive a message of mia."""
    return lambda **details: messages.receive(an_incoming(**details))


@pytest.fixture
def ticket(a_message: Callable[..., Message]) -> Ticket:
    return a_message().ticket


@pytest.fixture
def run_jobs(db: None) -> Callable[[], int]:
    """Run the waiting jobs in the test's own transaction, and the jobs those defer; gives their number."""
    last = ProcrastinateJob.objects.order_by("-id").values_list("id", flat=True).first() or 0

    def run() -> int:
        nonlocal last
        ran = 0
        due = Q(scheduled_at=None) | Q(scheduled_at__lte=clock.now())
        while row := ProcrastinateJob.objects.filter(due, id__gt=last, status="todo").order_by("id").first():
            last = row.id
            app.tasks[row.task_name](**row.args)
            ran += 1
        return ran

    return run
