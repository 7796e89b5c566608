from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shopbell.channels.models import ChannelAccount
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages, status
from shopbell.tickets.models import Attachment, Message, Ticket

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489")


@pytest.fixture
def replies(ticket: Ticket) -> str:
    return f"/desk/tickets/{ticket.pk}/replies/"


def test_an_answer_goes_out_by_mail_and_the_ticket_waits(
    as_alice: Client, ticket: Ticket, mailbox: ChannelAccount, replies: str
) -> None:
    sent = {"route": f"email:{mailbox.pk}", "text": "It is *on its way*.", "then": "waiting", "client_key": "k1"}
    for _ in range(2):
        assert as_alice.post(replies, sent).status_code == 201
    message = Message.objects.get(kind="agent")
    assert (message.text, message.state, message.thread) == ("It is *on its way*.", "queued", ticket.threads.get())
    ticket.refresh_from_db()
    assert ticket.status == "waiting"
    page = as_alice.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    assert "It is <em>on its way</em>." in page


def test_an_empty_answer_is_refused_in_words(
    as_alice: Client, mailbox: ChannelAccount, ticket: Ticket, replies: str
) -> None:
    answer = as_alice.post(
        replies, {"route": f"email:{mailbox.pk}", "text": " "}, headers={"accept": "application/json"}
    )
    assert answer.status_code == 409
    assert answer.json() == {"detail": "There is nothing to send yet. Write a line or attach a file."}
    assert Message.objects.count() == 1


def test_an_unknown_way_is_refused(as_alice: Client, replies: str) -> None:
    answer = as_alice.post(replies, {"route": "email:99999", "text": "Hello"})
    assert answer.status_code == 422
    assert answer.json()["errors"]["route"] == ["This way to answer is gone. Choose another one above."]


def test_a_note_with_a_picture_pasted_in(as_alice: Client, ticket: Ticket, alice: Agent, replies: str) -> None:
    upload = as_alice.post(
        f"/desk/tickets/{ticket.pk}/files/", {"file": SimpleUploadedFile("../zip open.png", PNG, "image/png")}
    )
    assert upload.status_code == 201
    assert upload.json()["name"] == "zip open.png"
    as_alice.post(replies, {"route": "note", "text": "Look", "uploads": [upload.json()["id"]]})
    note = Message.objects.get(kind="note")
    assert (note.thread, note.attachments.get().mime, note.agent) == (None, "image/png", alice)
    file = as_alice.get(f"/desk/files/{note.attachments.get().public_id}/")
    assert b"".join(file.streaming_content) == PNG  # type: ignore[attr-defined]
    assert "sandbox" in file["Content-Security-Policy"]
    file.close()


def test_what_claims_to_be_a_picture_is_a_download(as_alice: Client, ticket: Ticket) -> None:
    evil = SimpleUploadedFile("cat.png", b"<html><script>alert(1)</script></html>", "image/png")
    key = as_alice.post(f"/desk/tickets/{ticket.pk}/files/", {"file": evil}).json()["id"]
    answer = as_alice.get(f"/desk/files/{key}/")
    assert (answer["Content-Type"], answer["Content-Disposition"].split(";")[0]) == (
        "application/octet-stream",
        "attachment",
    )
    answer.close()


def test_a_file_over_the_cap_is_refused_by_name(as_alice: Client, ticket: Ticket, settings: object) -> None:
    settings.SHOPBELL_MAX_UPLOAD = 10  # type: ignore[attr-defined]
    answer = as_alice.post(
        f"/desk/tickets/{ticket.pk}/files/",
        {"file": SimpleUploadedFile("long.txt", b"x" * 11, "text/plain")},
        headers={"accept": "application/json"},
    )
    assert answer.status_code == 409
    assert answer.json()["detail"].startswith("long.txt is larger than 10")
    assert Attachment.objects.count() == 0


def test_somebody_elses_upload_cannot_be_attached_or_read(
    as_alice: Client, ticket: Ticket, bob: Agent, replies: str
) -> None:
    key = as_alice.post(
        f"/desk/tickets/{ticket.pk}/files/", {"file": SimpleUploadedFile("a.txt", b"secret", "text/plain")}
    ).json()["id"]
    as_alice.force_login(bob)
    assert as_alice.get(f"/desk/files/{key}/").status_code == 404
    assert as_alice.post(replies, {"route": "note", "text": "x", "uploads": [key]}).status_code == 422


def test_an_observer_reads_but_does_not_answer(client: Client, alice: Agent, ticket: Ticket, replies: str) -> None:
    Agent.objects.filter(pk=alice.pk).update(role="observer")
    client.force_login(alice)
    assert client.get(f"/desk/tickets/{ticket.pk}/").status_code == 200
    assert client.post(replies, {"route": "note", "text": "x"}).status_code == 403
    assert Message.objects.count() == 1


def test_another_team_cannot_answer(client: Client, charlie: Agent, replies: str, run_jobs: Callable[[], int]) -> None:
    client.force_login(charlie)
    assert client.post(replies, {"route": "note", "text": "x"}).status_code == 404
    assert Message.objects.count() == 1


def test_what_has_come_meanwhile_is_shown_before_an_answer_goes_out(
    as_alice: Client, ticket: Ticket, mailbox: ChannelAccount, a_message: Callable[..., Message], replies: str
) -> None:
    sent = {"route": f"email:{mailbox.pk}", "text": "We are looking", "seen": ticket.messages.get().public_id}
    newer = a_message(thread=ticket.threads.get(), text="It is <here>")
    answer = as_alice.post(replies, sent)
    assert answer.status_code == 409
    assert (answer.json()["detail"], answer.json()["seen"]) == (
        "Mia Moor has written meanwhile. Read it before you answer.",
        newer.public_id,
    )
    assert "It is &lt;here&gt;" in answer.json()["ask"]
    assert not Message.objects.filter(kind="agent").exists()
    assert as_alice.post(replies, {**sent, "seen": newer.public_id}).status_code == 201


def test_a_message_of_another_ticket_was_not_read_here(
    as_alice: Client, mailbox: ChannelAccount, a_message: Callable[..., Message], replies: str
) -> None:
    seen = a_message(subject="Another matter").public_id
    answer = as_alice.post(replies, {"route": f"email:{mailbox.pk}", "text": "Hello", "seen": seen})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["seen"])


def test_the_composer_says_why_answers_wait(as_alice: Client, ticket: Ticket, mailbox: ChannelAccount) -> None:
    page = f"/desk/tickets/{ticket.pk}/composer/"
    assert 'data-waits=""' in as_alice.get(page).content.decode()
    ChannelAccount.objects.filter(pk=mailbox.pk).update(state="paused")
    assert "Hello is paused: answers wait here until it goes on." in as_alice.get(page).content.decode()
    Shop.objects.update(is_demo=True)
    assert "The demo&#39;s mailbox is not real: answers stay here." in as_alice.get(page).content.decode()


def test_a_waiting_message_says_why(as_alice: Client, ticket: Ticket, mailbox: ChannelAccount, alice: Agent) -> None:
    messages.reply(ticket.threads.get(), text="Soon", by=alice.actor, agent=alice)
    ChannelAccount.objects.filter(pk=mailbox.pk).update(state="reconnect", name="Us & them")
    page = as_alice.get(f"/desk/tickets/{ticket.pk}/talk/").content.decode()
    assert "Waiting to go out. Us &amp; them must be connected again: answers wait here until then." in page


def test_a_closed_ticket_has_no_ways_but_can_be_reopened(as_alice: Client, ticket: Ticket, alice: Agent) -> None:
    status.set_status(ticket, status="closed", by=alice.actor)
    page = as_alice.get(f"/desk/tickets/{ticket.pk}/composer/").content.decode()
    assert "This ticket is closed" in page
    assert "Reopen" in page
    assert 'name="route"' not in page
