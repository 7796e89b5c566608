from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from shopbell.core import clock
from shopbell.core.models import Event
from shopbell.staff.actions.sessions import end, forget_ended
from shopbell.staff.models import Agent, AgentSession
from shopbell.staff.queries import open_sessions

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def browser(alice: Agent) -> Client:
    client = Client(headers={"User-Agent": FIREFOX})
    client.force_login(alice)
    client.get(reverse("profile"), REMOTE_ADDR="203.0.113.7")
    return client


def test_a_session_is_noted_with_place_and_device_and_not_at_every_click(browser: Client, alice: Agent) -> None:
    seen = AgentSession.objects.get()
    assert (seen.agent, seen.address, seen.browser) == (alice, "203.0.113.7", FIREFOX)
    assert seen.key == browser.session.session_key
    with clock.frozen(seen.seen_at + timedelta(minutes=4)):
        browser.get(reverse("profile"), REMOTE_ADDR="203.0.113.8")
    assert AgentSession.objects.get().address == "203.0.113.7"
    later = seen.seen_at + timedelta(minutes=6)
    with clock.frozen(later):
        browser.get(reverse("profile"), REMOTE_ADDR="203.0.113.8")
    seen.refresh_from_db()
    assert (seen.address, seen.seen_at) == ("203.0.113.8", later)


def test_a_session_that_gets_another_key_stays_one(browser: Client, alice: Agent) -> None:
    started = AgentSession.objects.get().started_at
    session = browser.session
    former = session.session_key
    session.cycle_key()
    session.save()
    browser.cookies["shopbell_session"] = session.session_key or ""
    browser.get(reverse("profile"))
    seen = AgentSession.objects.get()
    assert (seen.key, seen.started_at) == (session.session_key, started)
    assert seen.key != former


def test_an_ended_session_is_signed_out_and_others_stay(browser: Client, alice: Agent, owner: Agent) -> None:
    other = Client()
    other.force_login(alice)
    other.get(reverse("profile"))
    mine = AgentSession.objects.select_related("agent").get(browser=FIREFOX)
    assert end([mine], by=owner.actor) == 1
    assert browser.get(reverse("profile")).status_code == 302
    assert other.get(reverse("profile")).status_code == 200
    told = Event.objects.get(name="agent.sessions_ended")
    assert (told.actor, told.subject, told.data) == (f"agent:{owner.pk}", f"staff.agent:{alice.pk}", {"number": 1})
    assert end([], by=owner.actor) == 0
    assert Event.objects.filter(name="agent.sessions_ended").count() == 1


def test_what_is_over_is_forgotten(browser: Client, alice: Agent) -> None:
    assert forget_ended() == 0
    browser.logout()
    assert not open_sessions(alice).exists()
    assert forget_ended() == 1
    assert not AgentSession.objects.exists()
