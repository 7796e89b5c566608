from __future__ import annotations

from collections.abc import Callable

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from shopbell.channels.actions import inbound
from shopbell.channels.base import Moved, Raw
from shopbell.channels.models import ChannelAccount, RawInput
from shopbell.core.models import Event
from shopbell.tickets.models import Message, Ticket
from tests.channels.conftest import a_mail
from tests.channels.scripted import ScriptedOvertaken

Arrive = Callable[..., RawInput]
pytestmark = pytest.mark.usefixtures("offline")


def test_a_mail_becomes_a_ticket(arrive: Arrive) -> None:
    raw = arrive(a_mail())
    message = Message.objects.get(kind="customer")
    assert (raw.state, raw.outcome, raw.message_id, raw.attempts) == ("routed", "message", message.pk, 1)
    assert message.text.splitlines()[0] == "Hello, where is my parcel?"
    assert message.author_address == "mia@post.example"


def test_the_cursor_moves_with_what_is_stored(mailbox: ChannelAccount) -> None:
    raw = Raw("k", b"x", cursor=Moved("c", {"last_uid": 5}))
    assert inbound.store_raw(mailbox, raw) is not None
    assert inbound.store_raw(mailbox, raw) is None
    assert mailbox.cursors.get().value == {"last_uid": 5}
    assert RawInput.objects.count() == 1


def test_poison_ends_parked_after_three_tries_and_can_be_replayed(mailbox: ChannelAccount, arrive: Arrive) -> None:
    from tests.channels.scripted import Scripted

    ChannelAccount.objects.filter(pk=mailbox.pk).update(kind=Scripted.kind)
    raw = arrive(b"boom", account=ChannelAccount.objects.get(pk=mailbox.pk))
    for _ in range(3):
        inbound.process(raw_id=raw.pk)
    raw.refresh_from_db()
    assert (raw.state, raw.attempts) == ("dead", 3)
    assert "ValueError: poison b'boom'" in raw.error
    assert Event.objects.filter(name="input.parked").count() == 1
    ChannelAccount.objects.filter(pk=mailbox.pk).update(kind="email")
    RawInput.objects.filter(pk=raw.pk).update(body=a_mail())
    inbound.replay(raw)
    inbound.process(raw_id=raw.pk)
    raw.refresh_from_db()
    assert raw.state == "routed"


def test_a_worker_killed_while_reading_has_used_an_attempt(mailbox: ChannelAccount, arrive: Arrive) -> None:
    raw = arrive(a_mail(), run=False)
    RawInput.objects.update(attempts=3)
    inbound.process(raw_id=raw.pk)
    raw.refresh_from_db()
    assert (raw.state, Ticket.objects.count()) == ("dead", 0)


NESTED = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(500))
HOSTILE = {
    "100,000 headers": b"X: y\r\n" * 100_000 + b"\r\nbody",
    "500 nested parts": b"From: a@b.example\r\n" + NESTED,
    "10,000 addresses": b"To: " + b"a@b.example, " * 10_000 + b"\r\n\r\nbody",
    "no sender": b"Subject: x\r\n\r\nbody",
    "broken charset": b"From: a@b.example\r\nContent-Type: text/plain; charset=nonsense\r\n\r\n\xff\xfe\x00",
    "nothing": b"",
    "comments": b"From: " + b"(" * 1000 + b"\r\n\r\nx",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mail_is_one_ticket_or_one_parked_entry(arrive: Arrive, name: str) -> None:
    raw = arrive(HOSTILE[name])
    assert (raw.state, Ticket.objects.count()) in (("routed", 1), ("dead", 0))


def test_a_mail_takes_one_job_for_all_that_follows_and_one_to_send(arrive: Arrive, run_jobs: Callable[[], int]) -> None:
    arrive(a_mail(), run=False)
    before = ProcrastinateJob.objects.order_by("-pk").values_list("pk", flat=True)[0]
    assert run_jobs() == 2
    assert Message.objects.filter(kind="automatic", state="queued").count() == 1
    names = ProcrastinateJob.objects.filter(pk__gte=before).order_by("pk").values_list("task_name", flat=True)
    assert list(names) == ["channels.process", "channels.send"]


def test_a_second_attempt_leaves_its_events_to_jobs_of_their_own(arrive: Arrive) -> None:
    raw = arrive(a_mail(), run=False)
    RawInput.objects.update(attempts=1)
    inbound.process(raw_id=raw.pk)
    raw.refresh_from_db()
    assert (raw.state, raw.attempts) == ("routed", 2)
    assert not Message.objects.filter(kind="automatic").exists()
    received = Event.objects.get(name="message.received")
    assert ProcrastinateJob.objects.filter(task_name="core.spread", args={"event_id": received.pk}).count() == 1


def test_what_another_job_has_routed_meanwhile_is_taken_back(mailbox: ChannelAccount, arrive: Arrive) -> None:
    ChannelAccount.objects.filter(pk=mailbox.pk).update(kind=ScriptedOvertaken.kind)
    raw = arrive(a_mail(), account=ChannelAccount.objects.get(pk=mailbox.pk))
    assert (raw.state, raw.outcome, raw.error) == ("routed", "by another job", "")
    assert not Ticket.objects.exists()
