from datetime import UTC, datetime, timedelta

from shopbell.channels import figures
from shopbell.channels.models import ChannelAccount, HealthSlice, OutgoingPart
from shopbell.core import clock
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages
from shopbell.tickets.models import Ticket

NOON = datetime(2026, 11, 24, 12, 10, tzinfo=UTC)


def test_a_day_has_48_bars_and_each_says_how_it_went(mailbox: ChannelAccount) -> None:
    for hours, good, bad in ((0, 9, 0), (1, 5, 2), (2, 0, 4)):
        at = NOON.replace(minute=0) - timedelta(hours=hours)
        HealthSlice.objects.create(account=mailbox, at=at, successes=good, failures=bad, received=hours, sent=1)
    with clock.frozen(NOON):
        health = figures.health_of(mailbox, UTC)
    assert [bar.state for bar in health.bars[-5:]] == ["down", "none", "some", "none", ""]
    assert (len(health.bars), health.bars[0].state) == (48, "none")
    assert (health.received_today, health.sent_today) == (3, 3)
    assert [bar.at.hour for bar in health.disturbed] == [10, 11]


def test_what_waits_and_what_failed_is_counted_by_account(
    mailbox: ChannelAccount, widget: ChannelAccount, ticket: Ticket, alice: Agent
) -> None:
    thread = ticket.threads.get()
    for number, (state, days) in enumerate([("queued", 0), ("failed", 0), ("unknown", 1), ("failed", 40), ("sent", 0)]):
        message = messages.reply(thread, text=f"Answer {number}", by=alice.actor, agent=alice)
        OutgoingPart.objects.create(
            message=message,
            account=mailbox,
            key=f"k{number}",
            state=state,
            created_at=clock.now() - timedelta(days=days),
            next_attempt_at=clock.now(),
        )
    assert dict(figures.waiting([mailbox, widget])) == {mailbox.pk: 1}
    assert [part.state for part in figures.trouble_parts()] == ["failed", "unknown"]
