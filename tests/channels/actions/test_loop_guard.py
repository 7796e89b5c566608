from __future__ import annotations

from collections.abc import Callable

import pytest

from shopbell.channels.models import RawInput
from shopbell.tickets.models import Message, Ticket
from tests.channels.conftest import a_mail

Arrive = Callable[..., RawInput]
pytestmark = pytest.mark.usefixtures("offline")


def test_two_installations_answering_each_other_stop(arrive: Arrive) -> None:
    """What the other one sends is automatic and says so."""
    arrive(a_mail(**{"from": "Their desk <help@other.example>"}))
    for number in range(5):
        arrive(
            a_mail(
                **{"from": "Their desk <help@other.example>", "auto_submitted": "auto-replied", "subject": str(number)}
            )
        )
    assert Message.objects.filter(kind="automatic").count() == 1


def test_a_robot_without_headers_gets_three_answers_an_hour(arrive: Arrive) -> None:
    for number in range(6):
        arrive(a_mail(subject=f"Order {number}", body=f"Text {number}"))
    assert Message.objects.filter(kind="automatic").count() == 3
    assert Ticket.objects.count() == 6


def test_the_same_words_over_and_over_are_not_answered(arrive: Arrive) -> None:
    for _ in range(4):
        arrive(a_mail(body="The same"))
    assert Message.objects.filter(kind="automatic").count() == 2
