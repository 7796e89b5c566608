from __future__ import annotations

import poplib
from collections.abc import Callable
from typing import Any

import pytest
from imapclient import IMAPClient

from shopbell.channels.actions import accounts, inbound, reading
from shopbell.channels.models import ChannelAccount, RawInput
from shopbell.core.models import Event
from shopbell.staff.models import Agent
from shopbell.tickets.models import Message, Ticket
from tests.channels.conftest import a_mail
from tests.real.mail.servers import GOOD_TOKEN, SHOP, Servers, wait_for


def poll(account: ChannelAccount, **how: bool) -> None:
    reading.poll(account_id=account.pk, **how)


def subjects() -> list[str]:
    return list(Ticket.objects.order_by("pk").values_list("subject", flat=True))


def test_a_delivered_mail_becomes_a_ticket_and_stays_unseen(
    box: ChannelAccount, imap: IMAPClient, post: Callable[..., None], run_jobs: Callable[[], int]
) -> None:
    post(a_mail(subject="Lamp"))
    wait_for(lambda: imap.noop() and imap.search())
    poll(box)
    run_jobs()
    assert subjects() == ["Lamp"]
    box.refresh_from_db()
    assert (box.state, box.last_error) == ("healthy", "")
    assert box.last_inbound_at is not None
    assert not any(b"\\Seen" in flags for flags in imap.get_flags(imap.search()).values())


def test_what_lay_in_the_mailbox_before_is_left_alone_until_it_is_asked_for(
    mailbox: ChannelAccount, servers: Servers, imap: IMAPClient, alice: Agent, run_jobs: Callable[[], int]
) -> None:
    from datetime import UTC, datetime

    from shopbell.channels.actions import backfill

    for number in range(3):
        imap.append("INBOX", a_mail(subject=f"Old {number}"))
    mailbox.settings = servers.settings()
    mailbox.save()
    poll(mailbox)
    imap.append("INBOX", a_mail(subject="New"))
    poll(mailbox)
    run_jobs()
    assert subjects() == ["New"]
    backfill.start(mailbox, since=datetime(2020, 1, 1, tzinfo=UTC), by=alice.actor)
    run_jobs()
    assert sorted(subjects()) == ["New", "Old 0", "Old 1", "Old 2"]
    assert set(Ticket.objects.exclude(subject="New").values_list("status", flat=True)) == {"closed"}
    assert Message.objects.filter(kind="automatic").count() == 1


def test_a_recreated_folder_brings_only_what_is_new(
    box: ChannelAccount, imap: IMAPClient, run_jobs: Callable[[], int]
) -> None:
    imap.create_folder("Orders")
    box.settings = {**box.settings, "inbox": "Orders"}
    box.save()
    poll(box)
    kept = [a_mail(subject="First"), a_mail(subject="Second", message_id="")]
    for mail in kept:
        imap.append("Orders", mail)
    poll(box)
    run_jobs()
    before = box.cursors.get(key="imap:Orders").value["uidvalidity"]
    imap.delete_folder("Orders")
    imap.create_folder("Orders")
    for mail in [*kept, a_mail(subject="Third")]:
        imap.append("Orders", mail)
    wait_for(lambda: imap.folder_status("Orders")[b"UIDVALIDITY"] != before)
    poll(box)
    run_jobs()
    assert subjects() == ["First", "Second", "Third"]
    assert Event.objects.filter(name="mailbox.rebuilt").count() == 1
    assert Ticket.objects.get(subject="Third").acknowledged_at is None
    imap.append("Orders", a_mail(subject="Fourth"))
    poll(box)
    run_jobs()
    assert subjects() == ["First", "Second", "Third", "Fourth"]


def test_a_crash_between_storing_and_moving_loses_and_doubles_nothing(
    box: ChannelAccount, imap: IMAPClient, run_jobs: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        imap.append("INBOX", a_mail(subject=f"Mail {number}"))
    moved = inbound.move
    calls: list[int] = []

    def dies(account: ChannelAccount, item: Any) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        moved(account, item)

    monkeypatch.setattr(inbound, "move", dies)
    with pytest.raises(KeyboardInterrupt):
        poll(box)
    assert RawInput.objects.count() == 1
    monkeypatch.undo()
    poll(box)
    run_jobs()
    assert subjects() == ["Mail 0", "Mail 1", "Mail 2"]
    assert RawInput.objects.count() == 3


def test_a_mail_that_appears_below_the_cursor_is_found(
    box: ChannelAccount, imap: IMAPClient, run_jobs: Callable[[], int]
) -> None:
    for number in range(3):
        imap.append("INBOX", a_mail(subject=f"Mail {number}"))
    poll(box)
    late = RawInput.objects.order_by("pk")[1]
    late.delete()  # as if the server had shown its neighbours first
    poll(box)
    run_jobs()
    assert sorted(subjects()) == ["Mail 0", "Mail 1", "Mail 2"]


def test_two_readers_of_one_mailbox_store_each_mail_once(
    box: ChannelAccount, imap: IMAPClient, run_jobs: Callable[[], int]
) -> None:
    imap.append("INBOX", a_mail(subject="Once"))
    for _ in range(2):
        cursor = box.cursors.get()
        poll(box)
        box.cursors.update(value=cursor.value)  # the second worker knows no more than the first did
    run_jobs()
    assert subjects() == ["Once"]


def test_a_mailbox_that_is_down_is_said_so_and_read_when_it_is_back(
    box: ChannelAccount, servers: Servers, imap: IMAPClient, run_jobs: Callable[[], int]
) -> None:
    imap.append("INBOX", a_mail(subject="Patience"))
    port, box.settings = box.settings["port"], {**box.settings, "port": 1}
    box.last_success_at = None
    box.save()
    poll(box)
    box.refresh_from_db()
    assert box.state == "failing"
    assert box.last_error.startswith("Nobody answered on port 1.")
    box.settings = {**box.settings, "port": port}
    box.save()
    poll(box)
    run_jobs()
    box.refresh_from_db()
    assert (box.state, box.last_error, subjects()) == ("healthy", "", ["Patience"])
    assert [e.name for e in Event.objects.filter(name__startswith="channel.").order_by("pk")][-2:] == [
        "channel.failing",
        "channel.recovered",
    ]


def test_a_wrong_password_stops_the_account_and_is_told_once(box: ChannelAccount) -> None:
    box.settings = {**box.settings, "password": "wrong"}
    box.save()
    for _ in range(3):
        poll(box)
    box.refresh_from_db()
    assert box.state == "reconnect"
    assert "refused the sign-in" in box.last_error
    assert Event.objects.filter(name="channel.failing").count() == 1


def test_a_token_signs_in_and_a_bad_one_asks_for_a_person(
    box: ChannelAccount, imap: IMAPClient, run_jobs: Callable[[], int]
) -> None:
    good = {"access_token": GOOD_TOKEN, "expires_at": "2999-01-01T00:00:00+00:00", "token_url": "http://127.0.0.1:1/"}
    box.settings = {**box.settings, "auth": "oauth", "password": "", "oauth": good}
    box.save()
    imap.append("INBOX", a_mail(subject="By token"))
    poll(box)
    run_jobs()
    assert subjects() == ["By token"]
    box.settings = {**box.settings, "oauth": {**good, "access_token": "stale"}}
    box.save()
    poll(box)
    box.refresh_from_db()
    assert box.last_error == "The sign-in service of the mail provider did not answer."


def test_pop3_brings_new_mail_once(
    box: ChannelAccount, servers: Servers, imap: IMAPClient, run_jobs: Callable[[], int]
) -> None:
    imap.append("INBOX", a_mail(subject="Before"))
    box.settings = {**box.settings, "receive": "pop3", "port": servers.pop3}
    box.save()
    poll(box)
    imap.append("INBOX", a_mail(subject="After"))
    poll(box)
    poll(box)
    run_jobs()
    assert subjects() == ["After"]


def test_pop3_without_lasting_ids_is_refused_in_plain_words(
    box: ChannelAccount, servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(self: poplib.POP3, which: object = None) -> None:
        raise poplib.error_proto(b"-ERR unknown command")

    monkeypatch.setattr(poplib.POP3, "uidl", none)
    box.settings = {**box.settings, "receive": "pop3", "port": servers.pop3}
    box.save()
    poll(box)
    box.refresh_from_db()
    assert box.last_error.endswith("Use IMAP.")


def test_junk_is_put_aside_and_an_answer_from_another_program_appears(
    box: ChannelAccount, imap: IMAPClient, run_jobs: Callable[[], int]
) -> None:
    for folder in ("Junk", "Sent"):
        imap.create_folder(folder)
    box.settings = {**box.settings, "junk": "Junk", "sent": "Sent"}
    box.save()
    poll(box)
    imap.append("Junk", a_mail(subject="Win money"))
    imap.append("INBOX", a_mail(subject="Lamp", message_id="<lamp@post.example>"))
    poll(box)
    run_jobs()
    assert Ticket.objects.get(subject="Win money").is_spam is True
    imap.append(
        "Sent",
        a_mail(
            **{"from": SHOP, "to": "mia@post.example", "in_reply_to": "<lamp@post.example>", "body": "It left today."}
        ),
    )
    poll(box)
    run_jobs()
    answer = Message.objects.get(kind="agent")
    assert (answer.ticket.subject, answer.text, answer.state) == ("Lamp", "It left today.", "sent")
    assert answer.ticket.waiting_since is None


def test_the_live_test_says_what_works(box: ChannelAccount) -> None:
    steps = {step.label: step for step in accounts.test(box)}
    assert [
        steps[label].state
        for label in (
            "Sign in to receive",
            "Read the newest message",
            "Sign in to send",
            "A letter to ourselves came back",
        )
    ] == ["ok", "ok", "ok", "ok"]
    assert steps["SPF"].state in ("warn", "ok")


def test_a_wrong_port_is_answered_with_the_right_one(box: ChannelAccount) -> None:
    box.settings = {**box.settings, "smtp_port": 2}
    steps = {step.label: step for step in accounts.test(box)}
    assert steps["Sign in to send"].state == "bad"
    assert steps["Sign in to send"].detail.startswith("Nobody answered on port 2.")
