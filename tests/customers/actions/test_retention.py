from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from shopbell.channels.models import ChannelAccount, RawInput
from shopbell.core import clock
from shopbell.core.actor import SYSTEM
from shopbell.core.models import Event
from shopbell.customers.actions import retention
from shopbell.customers.actions.erasure import hold
from shopbell.customers.base import Claim
from shopbell.customers.models import Customer, RetentionRun
from shopbell.customers.schedule import keep_no_longer
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent
from shopbell.tickets.actions.status import set_spam, set_status
from shopbell.tickets.models import Message, Tally, Ticket

LATER = timedelta(days=400)


@pytest.fixture
def closed(a_message: Callable[..., Message], alice: Agent) -> Ticket:
    return set_status(a_message().ticket, status=Ticket.Status.CLOSED, by=alice.actor)


def _numbers() -> dict[str, int]:
    return {due.rule: due.number for due in retention.dry_run()}


def test_without_rules_nothing_goes(closed: Ticket) -> None:
    with clock.frozen(clock.now() + timedelta(days=9000)):
        assert retention.dry_run() == []
        assert retention.run() == []
    assert closed.messages.get().text


def test_a_dry_run_counts_and_changes_nothing(
    closed: Ticket, a_message: Callable[..., Message], shop: Shop, alice: Agent
) -> None:
    set_spam(a_message(claims=[Claim("email", "spam@post.example")]).ticket, is_spam=True, by=alice.actor)
    retention.set_rules(shop, by=alice.actor, closed_months=12, spam_days=30)
    assert _numbers() == {"closed": 0, "spam": 0}
    with clock.frozen(clock.now() + LATER):
        assert _numbers() == {"closed": 1, "spam": 1}
    assert Ticket.objects.count() == 2
    assert not RetentionRun.objects.exists()


def test_closed_tickets_lose_whoever_wrote_in_them(
    closed: Ticket, a_message: Callable[..., Message], shop: Shop, alice: Agent
) -> None:
    opened = a_message(subject="Still open").ticket
    retention.set_rules(shop, by=alice.actor, closed_months=12)
    with clock.frozen(clock.now() + LATER):
        keep_no_longer()
        assert _numbers() == {"closed": 0}
    closed.refresh_from_db()
    assert (closed.customer, closed.subject, closed.customer_name, closed.last_preview) == (None, "", "", "")
    assert (closed.status, closed.channel, closed.message_count) == ("closed", "email", 1)
    message = closed.messages.get()
    assert (message.text, message.author_address, message.customer) == ("", "", None)
    opened.refresh_from_db()
    assert opened.subject == "Still open"
    noted = RetentionRun.objects.get()
    assert (noted.rule, noted.shop, noted.done) == ("closed", shop, 1)


def test_what_the_law_wants_kept_stays(closed: Ticket, shop: Shop, alice: Agent) -> None:
    assert closed.customer
    hold(closed.customer, reason="Tax", until=None, tickets=[], by=alice.actor)
    retention.set_rules(shop, by=alice.actor, closed_months=1)
    with clock.frozen(clock.now() + LATER):
        retention.run()
    closed.refresh_from_db()
    assert closed.customer
    assert RetentionRun.objects.get().done == 0


def test_spam_is_deleted_and_counted_no_more(a_message: Callable[..., Message], shop: Shop, alice: Agent) -> None:
    kept = a_message().ticket
    set_spam(a_message(claims=[Claim("email", "spam@post.example")]).ticket, is_spam=True, by=alice.actor)
    retention.set_rules(shop, by=alice.actor, spam_days=30)
    with clock.frozen(clock.now() + LATER):
        retention.run()
    assert Ticket.objects.get() == kept
    cells = Tally.objects.filter(status="spam").values_list("delta", flat=True)
    assert sum(cells) == 0


def test_raw_mail_goes_once_it_is_a_message_and_parked_mail_stays(
    a_message: Callable[..., Message], mailbox: ChannelAccount, shop: Shop, alice: Agent
) -> None:
    message = a_message()
    rows = {
        state: RawInput.objects.create(
            account=mailbox, key=state, body=b"x", received_at=clock.now(), state=state, message_id=message.pk
        )
        for state in ("routed", "dead", "received")
    }
    Message.objects.filter(pk=message.pk).update(raw_id=rows["routed"].pk)
    retention.set_rules(shop, by=alice.actor, raw_days=30)
    with clock.frozen(clock.now() + timedelta(days=29)):
        retention.run()
    assert RawInput.objects.count() == 3
    with clock.frozen(clock.now() + timedelta(days=31)):
        retention.run()
    assert sorted(RawInput.objects.values_list("state", flat=True)) == ["dead", "received"]
    message.refresh_from_db()
    assert message.raw_id is None


def test_visitors_without_an_address_are_erased(
    a_message: Callable[..., Message], widget: ChannelAccount, shop: Shop, alice: Agent
) -> None:
    nameless = a_message(channel="chat", account_id=widget.pk, claims=[Claim("visitor", "v1", widget.pk)], name="")
    known = a_message(
        channel="chat", account_id=widget.pk, claims=[Claim("visitor", "v2", widget.pk), Claim("email", "a@b.example")]
    )
    retention.set_rules(shop, by=alice.actor, visitor_days=60)
    with clock.frozen(clock.now() + timedelta(days=61)):
        assert _numbers() == {"visitor": 1}
        retention.run()
        assert _numbers() == {"visitor": 0}
    nameless.refresh_from_db()
    known.refresh_from_db()
    assert (nameless.text, known.text != "") == ("", True)
    assert Customer.objects.filter(erased_at__isnull=False).count() == 1


def test_a_shop_keeps_as_long_as_its_own_rules_say(closed: Ticket, alice: Agent) -> None:
    other = Shop.objects.create(slug="elm", name="Elm")
    retention.set_rules(other, by=alice.actor, closed_months=1, visitor_days=1, spam_days=1, raw_days=1)
    with clock.frozen(clock.now() + LATER):
        assert set(_numbers().values()) == {0}
        retention.run()
    closed.refresh_from_db()
    assert closed.subject


def test_the_event_log_goes_too_when_a_rule_says_so(closed: Ticket, alice: Agent) -> None:
    retention.set_privacy(by=alice.actor, event_days=90)
    assert Event.objects.filter(name="privacy_rules.changed").get().data == {"fields": ["event_days"]}
    before = Event.objects.count()
    with clock.frozen(clock.now() + timedelta(days=91)):
        assert _numbers() == {"events": before}
        retention.run()
    assert not Event.objects.exists()
    assert RetentionRun.objects.get().done == before


def test_many_go_in_batches(
    a_message: Callable[..., Message], shop: Shop, alice: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    for number in range(5):
        ticket = a_message(claims=[Claim("email", f"{number}@post.example")]).ticket
        set_status(ticket, status=Ticket.Status.CLOSED, by=SYSTEM)
    retention.set_rules(shop, by=alice.actor, closed_months=1)
    with clock.frozen(clock.now() + LATER):
        retention.run()
    assert RetentionRun.objects.get().done == 5
    assert not Ticket.objects.filter(customer__isnull=False).exists()
