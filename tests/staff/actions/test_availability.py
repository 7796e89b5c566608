from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from shopbell.core import clock
from shopbell.core.models import Event
from shopbell.staff.actions import availability
from shopbell.staff.actions.sign_in_rules import set_rules
from shopbell.staff.forms import next_time
from shopbell.staff.models import Agent, Team

MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)  # the shop is open from 9 to 17 in Dublin, which is UTC in winter


def _now(agent: Agent) -> tuple[str, str]:
    agent.refresh_from_db()
    return agent.availability, agent.availability_by


def test_somebody_says_until_when_they_are_away_and_is_back_then(alice: Agent) -> None:
    with clock.frozen(MONDAY):
        back_at = next_time("15:00", alice)
        assert back_at == MONDAY.replace(hour=15)
        assert next_time("09:00", alice) == datetime(2026, 11, 24, 9, tzinfo=UTC)
        assert next_time("soon", alice) is None
        assert availability.say(alice, "away", by=alice.actor, back_at=back_at).standing == "Away, back at 15:00"
        assert availability.come_back() == 0
    with clock.frozen(MONDAY.replace(hour=15)):
        assert availability.come_back() == 1
    assert _now(alice) == ("available", "self")
    assert alice.back_at is None
    told = [event.data for event in Event.objects.filter(name="agent.availability_changed").order_by("pk")]
    assert told == [{"state": "away", "cause": "self"}, {"state": "available", "cause": "self"}]


def test_who_does_not_click_is_away_and_the_next_click_brings_them_back(
    as_alice: Client, alice: Agent, bob: Agent, owner: Agent
) -> None:
    as_alice.get(reverse("profile"))
    at = clock.now() + timedelta(minutes=31)
    with clock.frozen(at):
        assert availability.away_when_idle() == 0
        set_rules(idle_minutes=30, by=owner.actor)
        assert availability.away_when_idle() == 1
        assert _now(alice) == ("away", "idle")
        assert _now(bob) == ("available", "self")  # was never here: nothing is known
        as_alice.get(reverse("queues"), headers={"HX-Request": "true"})
        assert _now(alice) == ("away", "idle")
        as_alice.get(reverse("profile"))
        assert _now(alice) == ("available", "self")
        assert alice.active_at == at


def test_who_went_away_by_choice_is_not_brought_back_by_a_click(as_alice: Client, alice: Agent) -> None:
    as_alice.post(reverse("availability"), {"availability": "away", "back_at": "15:00"})
    as_alice.get(reverse("profile"))
    assert _now(alice) == ("away", "self")
    assert alice.back_at


@pytest.mark.parametrize(
    ("hour", "said_at", "state"),
    [(16, 9, "available"), (18, 9, "away"), (18, 17, "available")],
)
def test_when_the_shop_has_closed_people_are_away_unless_they_said_so_later(
    alice: Agent, owner: Agent, team: Team, hour: int, said_at: int, state: str
) -> None:
    Agent.objects.update(availability_since=MONDAY.replace(hour=said_at, minute=30))
    with clock.frozen(MONDAY.replace(hour=hour)):
        assert availability.away_after_hours() == 0
        set_rules(away_after_hours=True, by=owner.actor)
        availability.away_after_hours()
        availability.away_after_hours()
    assert _now(alice) == (state, "hours" if state == "away" else "self")
    assert _now(owner) == ("available", "self")  # is in no team, so no shop closes for them
    assert Event.objects.filter(name="agent.availability_changed").count() == (state == "away")


def test_how_much_somebody_can_have_in_hand_is_set_by_channel(alice: Agent, owner: Agent) -> None:
    availability.set_capacity(alice, {"chat": 3, "email": 10, "form": None}, by=owner.actor)
    availability.set_capacity(alice, {"chat": 3, "email": 10}, by=owner.actor)
    assert dict(alice.capacities.values_list("channel", "most")) == {"chat": 3, "email": 10}
    assert Event.objects.get(name="agent.capacity_changed").data == {"most": {"chat": 3, "email": 10}}
    availability.set_capacity(alice, {}, by=owner.actor)
    assert not alice.capacities.exists()
