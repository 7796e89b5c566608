import pytest
from django.test import Client
from django.urls import reverse

from shopbell.channels.models import ChannelAccount, OutgoingPart
from shopbell.core import clock
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages
from shopbell.tickets.models import Message, Ticket


@pytest.fixture
def answer(ticket: Ticket, alice: Agent, mailbox: ChannelAccount) -> Message:
    message = messages.reply(ticket.threads.get(), text="On its way", by=alice.actor, agent=alice)
    OutgoingPart.objects.create(message=message, account=mailbox, key="1.0", created_at=clock.now())
    return message


def _fail(answer: Message, state: str) -> None:
    Message.objects.filter(pk=answer.pk).update(state=state, reason="Mailbox full.")
    answer.parts.update(state=state, reason="Mailbox full.")


def test_a_failed_answer_goes_out_again(as_alice: Client, answer: Message) -> None:
    _fail(answer, "failed")
    page = as_alice.get(reverse("ticket", args=[answer.ticket_id])).content.decode()
    assert "Try again" in page
    assert "Withdraw" in page
    assert "Mark as sent" not in page
    response = as_alice.post(reverse("message_retry", args=[answer.public_id]), headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Trigger"]) == (204, "ticket-changed")
    answer.refresh_from_db()
    assert (answer.state, answer.parts.get().state) == ("queued", "queued")


@pytest.mark.parametrize(("name", "state"), [("message_settle", "sent"), ("message_retry", "queued")])
def test_an_agent_decides_where_nobody_knows(as_alice: Client, answer: Message, name: str, state: str) -> None:
    _fail(answer, "unknown")
    assert "Mark as sent" in as_alice.get(reverse("ticket", args=[answer.ticket_id])).content.decode()
    as_alice.post(reverse(name, args=[answer.public_id]))
    answer.refresh_from_db()
    assert (answer.state, answer.parts.get().state) == (state, state)


def test_what_is_known_is_not_settled_twice(as_alice: Client, answer: Message) -> None:
    _fail(answer, "sent")
    assert as_alice.post(reverse("message_settle", args=[answer.public_id])).status_code == 409


def test_an_admin_finds_it_on_the_list_and_comes_back_there(client: Client, owner: Agent, answer: Message) -> None:
    _fail(answer, "failed")
    client.force_login(owner)
    page = client.get(reverse("outgoing")).content.decode()
    assert "Mailbox full." in page
    response = client.post(reverse("message_withdraw", args=[answer.public_id]), {"next": reverse("outgoing")})
    assert response.headers["Location"] == reverse("outgoing")
    assert "Everything went out" in client.get(reverse("outgoing")).content.decode()
