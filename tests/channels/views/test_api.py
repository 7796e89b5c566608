from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shopbell.channels.models import ChannelAccount
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent, Team
from shopbell.tickets.models import Message, Ticket
from tests.program import Program


@pytest.fixture
def form(shop: Shop, team: Team) -> ChannelAccount:
    return ChannelAccount.objects.create(shop=shop, team=team, kind="form", name="Form")


def letter(form: ChannelAccount, **details: Any) -> dict[str, Any]:
    return {
        "channel_account": form.public_id,
        "email": "mia@post.example",
        "name": "Mia Moor",
        "subject": "Said on the phone",
        "text": "The lid is broken.",
        "order_number": "#1001",
        **details,
    }


def test_a_ticket_in_a_customers_name_is_opened_once(alice: Agent, form: ChannelAccount) -> None:
    program = Program(alice)
    upload = program.upload("/files", file=SimpleUploadedFile("lid.txt", b"hello", "text/plain")).json()
    first = program.post("/tickets", letter(form, uploads=[upload["id"]]), key="call-7")
    message = Message.objects.get()
    assert first.status_code == 201, first.content
    assert first.json() == {"number": message.ticket_id, "message": message.public_id}
    ticket = Ticket.objects.get()
    assert ticket.customer
    assert (ticket.subject, ticket.channel, ticket.order_number, ticket.team, ticket.status) == (
        "Said on the phone · 1001",
        "form",
        "1001",
        form.team,
        "open",
    )
    assert (ticket.customer.name, ticket.threads.get().origin) == ("Mia Moor", "by Alice Archer, through the API")
    assert ticket.customer.identities.get().is_verified is False
    assert [file.name for file in message.attachments.all()] == ["lid.txt"]
    again = program.post("/tickets", letter(form, uploads=[upload["id"]]), key="call-7")
    assert (again.status_code, again.json()) == (201, first.json())
    assert program.post("/tickets", letter(form)).json()["number"] != ticket.pk


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"email": "nonsense"}, "email"),
        ({"text": ""}, "text"),
        ({"uploads": ["nonsense"]}, "uploads"),
        ({"channel_account": "nonsense"}, "channel_account"),
    ],
)
def test_a_wrong_letter_opens_nothing(alice: Agent, form: ChannelAccount, details: dict[str, Any], field: str) -> None:
    answer = Program(alice).post("/tickets", letter(form, **details))
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert not Ticket.objects.exists()


def test_only_a_form_of_ones_own_team_takes_it(
    alice: Agent, charlie: Agent, owner: Agent, form: ChannelAccount, mailbox: ChannelAccount
) -> None:
    assert Program(charlie).post("/tickets", letter(form)).status_code == 422
    refused = Program(alice).post("/tickets", letter(mailbox))
    assert refused.status_code == 409
    assert refused.json()["detail"] == "Tickets are opened on a contact form. Choose an account of that kind."
    assert not Ticket.objects.exists()
    assert Program(owner).post("/tickets", letter(form)).status_code == 201
    ChannelAccount.objects.update(is_active=False)
    assert Program(alice).post("/tickets", letter(form)).status_code == 422


def test_the_form_says_that_it_arrived(
    alice: Agent, form: ChannelAccount, mailbox: ChannelAccount, run_jobs: Callable[[], int]
) -> None:
    Program(alice).post("/tickets", letter(form))
    run_jobs()
    assert Message.objects.get(kind="automatic").text.startswith("Thank you, your message has arrived.")
