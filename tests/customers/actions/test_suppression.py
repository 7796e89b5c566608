from datetime import timedelta

import pytest

from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.models import Event
from shopbell.customers.actions.identification import identify
from shopbell.customers.actions.suppression import SOFT_BOUNCES, lift, note_soft_bounce, suppress
from shopbell.customers.base import Claim
from shopbell.customers.models import Identity


@pytest.fixture
def identity(db: None) -> Identity:
    return identify([Claim("email", "mia@post.example")]).identity


def test_an_address_is_suppressed_once_with_its_reason(identity: Identity) -> None:
    suppress(identity, reason="Unknown user")
    again = suppress(identity, reason="Something else")
    assert (again.is_suppressed, again.suppressed_reason) == (True, "Unknown user")
    assert Event.objects.filter(name="identity.suppressed").count() == 1


def test_the_third_soft_bounce_suppresses(identity: Identity) -> None:
    for _ in range(SOFT_BOUNCES - 1):
        assert not note_soft_bounce(identity, reason="Mailbox full").is_suppressed
    assert note_soft_bounce(identity, reason="Mailbox full").is_suppressed


@pytest.mark.parametrize(("days", "suppressed"), [(13, True), (14, False)])
def test_only_soft_bounces_within_two_weeks_count_together(
    identity: Identity, monkeypatch: pytest.MonkeyPatch, days: int, suppressed: bool
) -> None:
    began = clock.now()
    for at in (began, began + timedelta(days=1)):
        monkeypatch.setattr(clock, "now", lambda at=at: at)
        note_soft_bounce(identity, reason="Mailbox full")
    monkeypatch.setattr(clock, "now", lambda: began + timedelta(days=days))
    assert note_soft_bounce(identity, reason="Mailbox full").is_suppressed is suppressed


def test_lifting_starts_anew(identity: Identity) -> None:
    suppress(identity, reason="Unknown user")
    mara = Actor("agent", 7, "Mara")
    for _ in range(2):
        lifted = lift(identity, by=mara)
    (event,) = Event.objects.filter(name="identity.lifted")
    assert (event.actor, event.subject_id, event.data) == ("agent:7", identity.customer_id, {"identity": identity.pk})
    assert (lifted.is_suppressed, lifted.suppressed_reason, lifted.soft_bounced_at) == (False, "", [])
