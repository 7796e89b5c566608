from collections.abc import Callable

from shopbell.channels.actions import parked
from shopbell.channels.models import ChannelAccount, RawInput
from shopbell.core import clock
from shopbell.core.models import Event
from shopbell.staff.models import Agent


def _dead(account: ChannelAccount, key: str, body: bytes) -> RawInput:
    return RawInput.objects.create(
        account=account, key=key, body=body, received_at=clock.now(), state="dead", attempts=3, error="No"
    )


def test_what_is_put_aside_leaves_the_list_and_keeps_its_bytes(mailbox: ChannelAccount, owner: Agent) -> None:
    raw = _dead(mailbox, "1", b"garbage")
    parked.put_aside(raw, by=owner.actor)
    raw.refresh_from_db()
    assert (raw.state, raw.outcome, bytes(raw.body)) == ("routed", parked.PUT_ASIDE, b"garbage")
    event = Event.objects.get(name="input.put_aside")
    assert (event.actor, event.topics) == (f"agent:{owner.pk}", [f"channel:{mailbox.pk}", "channels:all"])
    parked.put_aside(raw, by=owner.actor)
    assert Event.objects.filter(name="input.put_aside").count() == 1


def test_all_are_read_again_but_for_those_that_were_never_fetched(
    mailbox: ChannelAccount, owner: Agent, run_jobs: Callable[[], int]
) -> None:
    mail = b"From: Mia <mia@post.example>\r\nMessage-ID: <1@post.example>\r\nSubject: Hi\r\n\r\nHello"
    read, empty = _dead(mailbox, "1", mail), _dead(mailbox, "2", b"")
    assert parked.replay_all(by=owner.actor) == 1
    run_jobs()
    read.refresh_from_db()
    empty.refresh_from_db()
    assert (read.state, empty.state) == ("routed", "dead")
    assert read.message_id is not None
    (event,) = Event.objects.filter(name="input.replayed")
    assert (event.actor, event.data) == (f"agent:{owner.pk}", {"account": mailbox.pk, "raw": read.pk})
    parked.replay(read, by=owner.actor)
    assert Event.objects.filter(name="input.replayed").count() == 1
