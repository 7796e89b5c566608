from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from shopbell.channels.models import ChannelAccount
from shopbell.staff.models import Agent
from shopbell.tickets.models import Message


def test_steps_that_are_done_say_so(client: Client, owner: Agent, alice: Agent, mailbox: ChannelAccount) -> None:
    client.force_login(owner)
    page = client.get(reverse("inbox")).content.decode()
    assert "The door is open, Olga" in page
    assert page.count('<span class="badge good">Done</span>') == 2


def test_those_who_may_not_do_them_are_told_nothing(as_alice: Client) -> None:
    page = as_alice.get(reverse("inbox")).content.decode()
    assert "The door is open" not in page
    assert "All answered here" in page


def test_after_the_first_ticket_they_are_gone(client: Client, owner: Agent, a_message: Callable[..., Message]) -> None:
    a_message()
    client.force_login(owner)
    page = client.get(reverse("queue", args=["solved"])).content.decode()
    assert "The door is open" not in page
    assert "All answered here" in page
