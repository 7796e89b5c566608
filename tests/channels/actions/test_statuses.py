from __future__ import annotations

from itertools import permutations

import pytest

from shopbell.channels.actions import statuses
from shopbell.channels.base import Status, StatusUpdate
from shopbell.channels.models import ChannelAccount, OutgoingPart
from shopbell.core import clock
from shopbell.core.models import Event
from shopbell.shops.models import Shop
from shopbell.staff.models import Team
from shopbell.tickets.models import Message, Ticket


@pytest.fixture
def part(sent: Message) -> OutgoingPart:
    return OutgoingPart.objects.get(message=sent)


def an_update(part: OutgoingPart, status: Status, **details: str) -> StatusUpdate:
    return StatusUpdate(part.external_id, status, clock.now(), **details)  # type: ignore[arg-type]


def test_what_a_provider_says_reaches_the_message(part: OutgoingPart, offline: ChannelAccount) -> None:
    update = an_update(part, Status.FAILED, code="5.1.1", detail="No such user")
    assert statuses.apply(offline, update) == ("status", part.message_id)
    part.refresh_from_db()
    assert (part.state, part.code, part.reason) == ("failed", "5.1.1", "No such user")
    assert (part.message.state, part.message.reason) == ("failed", "No such user")


@pytest.mark.parametrize("external_id", ["<nobody@x.example>", ""])
def test_of_something_unknown_nothing_changes(part: OutgoingPart, offline: ChannelAccount, external_id: str) -> None:
    nameless = OutgoingPart.objects.create(
        message=part.message, account=offline, key="second", number=1, created_at=clock.now(), state="sent"
    )
    update = StatusUpdate(external_id, Status.FAILED, clock.now())
    assert statuses.apply(offline, update) == ("status_of_unknown", None)
    nameless.refresh_from_db()
    part.refresh_from_db()
    assert (nameless.state, part.state, part.message.state) == ("sent", "sent", "sent")


def test_another_account_cannot_speak_of_our_mail(part: OutgoingPart, shop: Shop, team: Team) -> None:
    other = ChannelAccount.objects.create(shop=shop, team=team, kind="anymail", name="Other")
    assert statuses.apply(other, an_update(part, Status.FAILED)) == ("status_of_unknown", None)
    part.refresh_from_db()
    assert part.state == "sent"


@pytest.mark.parametrize("order", list(permutations([Status.FAILED, Status.DELIVERED, Status.SENT])))
def test_a_mail_that_came_back_was_not_delivered_in_any_order(
    part: OutgoingPart, offline: ChannelAccount, order: tuple[Status, ...]
) -> None:
    for status in order + order[:1]:
        statuses.apply(offline, an_update(part, status))
    part.refresh_from_db()
    assert (part.state, part.message.state) == ("failed", "failed")


def test_a_mail_that_was_read_arrived_whatever_else_is_said(part: OutgoingPart, offline: ChannelAccount) -> None:
    for status in (Status.READ, Status.FAILED):
        statuses.apply(offline, an_update(part, status))
    part.refresh_from_db()
    assert part.state == "read"


def test_the_same_twice_is_told_once(part: OutgoingPart, offline: ChannelAccount) -> None:
    for _ in range(3):
        statuses.apply(offline, an_update(part, Status.DELIVERED))
    told = Event.objects.filter(name="message.state_changed", data__state="delivered")
    assert told.count() == 1


@pytest.mark.parametrize("state", ["suppressed", "cancelled"])
def test_what_never_left_cannot_have_arrived(part: OutgoingPart, state: str) -> None:
    OutgoingPart.objects.update(state=state)
    assert statuses.change(part, Status.DELIVERED).state == state
    part.refresh_from_db()
    assert part.state == state


def test_a_part_nobody_was_sure_of_is_sent_from_then_on(part: OutgoingPart) -> None:
    OutgoingPart.objects.update(state="unknown", sent_at=None)
    with clock.frozen(clock.now()):
        changed = statuses.change(part, Status.SENT)
        assert (changed.state, changed.sent_at) == ("sent", clock.now())


def test_long_reasons_are_cut_to_their_columns(part: OutgoingPart) -> None:
    changed = statuses.change(part, Status.FAILED, code="c" * 41, reason="r" * 301)
    changed.refresh_from_db()
    assert (changed.code, changed.reason) == ("c" * 40, "r" * 300)


def test_a_failed_answer_brings_its_ticket_back(part: OutgoingPart) -> None:
    Ticket.objects.update(status="solved", is_unread=False)
    statuses.change(part, Status.FAILED)
    ticket = Ticket.objects.get()
    assert (ticket.status, ticket.is_unread) == ("open", True)


@pytest.mark.parametrize(
    ("states", "found"),
    [
        (["read", "delivered", "sent"], "sent"),
        (["sent", "cancelled"], "cancelled"),
        (["sent", "queued"], "queued"),
        (["queued", "sending"], "sending"),
        (["sending", "unknown"], "unknown"),
        (["unknown", "suppressed"], "suppressed"),
        (["suppressed", "failed"], "failed"),
    ],
)
def test_a_message_is_as_well_off_as_its_worst_part(states: list[str], found: str) -> None:
    assert statuses.worst(states) == statuses.worst(states[::-1]) == found


def test_a_message_follows_all_of_its_parts(part: OutgoingPart, offline: ChannelAccount) -> None:
    OutgoingPart.objects.create(
        message=part.message,
        account=offline,
        key="second",
        number=1,
        created_at=clock.now(),
        state="unknown",
        reason="?",
    )
    followed = statuses.follow(part.message)
    assert (followed.state, followed.reason) == ("unknown", "?")


def test_a_message_without_parts_keeps_its_state(first: Message) -> None:
    assert statuses.follow(first).state == ""
