from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from procrastinate.contrib.django.models import ProcrastinateJob

from shopbell.channels.models import ChannelAccount, OutgoingPart, RawInput
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent, Team
from shopbell.tickets.models import Message, Ticket
from tests.program import Program

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def form(shop: Shop, team: Team) -> ChannelAccount:
    return ChannelAccount.objects.create(shop=shop, team=team, kind="form", name="Form")


@pytest.fixture
def dead(mailbox: ChannelAccount) -> list[RawInput]:
    """Three inputs that could not be read."""
    return [
        RawInput.objects.create(
            account=mailbox,
            key=str(number),
            body=b"From: x\n\nHello",
            received_at=NOON,
            state="dead",
            attempts=3,
            error=f"Traceback:\n  a line\nValueError: no {number}\n",
        )
        for number in range(3)
    ]


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
    again = program.post("/tickets", letter(form), key="call-7")
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


def test_an_account_exactly(
    owner: Agent, mailbox: ChannelAccount, form: ChannelAccount, dead: list[RawInput], ticket: Ticket
) -> None:
    ChannelAccount.objects.filter(pk=mailbox.pk).update(
        state="failing", last_error="No", last_error_at=NOON, settings={"password": "hidden"}
    )
    OutgoingPart.objects.create(
        message=ticket.messages.get(), account=mailbox, key="k", created_at=NOON, next_attempt_at=NOON
    )
    program = Program(owner)
    answer = program.get("/channel-accounts")
    assert "hidden" not in answer.content.decode()
    told = {
        "id": mailbox.public_id,
        "kind": "email",
        "name": "Hello",
        "address": "hello@alderandflax.example",
        "shop": {"id": mailbox.shop.public_id, "name": "Alder & Flax"},
        "team": {"id": mailbox.team.public_id, "name": "Care"},
        "is_active": True,
        "state": "failing",
        "last_success_at": None,
        "last_inbound_at": None,
        "last_outbound_at": None,
        "last_error_at": "2026-11-24T12:00:00Z",
        "last_error": "No",
        "lag_seconds": 0,
        "paused_until": None,
        "waiting": 1,
        "parked": 3,
    }
    items = answer.json()["items"]
    assert items[0] == told
    assert [(one["kind"], one["waiting"], one["parked"]) for one in items] == [("email", 1, 3), ("form", 0, 0)]
    assert program.get(f"/channel-accounts/{mailbox.public_id}").json() == told
    assert program.get("/channel-accounts/nothing").status_code == 404


def test_what_is_parked_page_by_page(
    owner: Agent, mailbox: ChannelAccount, form: ChannelAccount, dead: list[RawInput]
) -> None:
    program, path = Program(owner), f"/channel-accounts/{mailbox.public_id}/parked"
    first = program.get(path, {"limit": 2}).json()
    rest = program.get(path, {"limit": 2, "cursor": first["next"]}).json()
    assert [one["id"] for one in first["items"] + rest["items"]] == [raw.pk for raw in reversed(dead)]
    assert rest == {
        "items": [
            {"id": dead[0].pk, "received_at": "2026-11-24T12:00:00Z", "attempts": 3, "reason": "ValueError: no 0"}
        ],
        "next": None,
    }
    assert program.get(f"/channel-accounts/{form.public_id}/parked").json()["items"] == []


def test_a_parked_input_is_read_again(owner: Agent, mailbox: ChannelAccount, dead: list[RawInput]) -> None:
    program, path = Program(owner), f"/channel-accounts/{mailbox.public_id}/parked/{dead[0].pk}/replay"
    answer = program.post(path)
    assert (answer.status_code, answer.json()) == (202, {"id": dead[0].pk, "state": "received"})
    dead[0].refresh_from_db()
    assert (dead[0].state, dead[0].attempts) == ("received", 0)
    assert ProcrastinateJob.objects.filter(task_name="channels.process", args={"raw_id": dead[0].pk}).count() == 1
    assert program.post(path).status_code == 404


def test_what_has_no_bytes_or_is_anothers_stays_parked(
    owner: Agent, mailbox: ChannelAccount, form: ChannelAccount, dead: list[RawInput]
) -> None:
    program = Program(owner)
    RawInput.objects.filter(pk=dead[0].pk).update(body=b"")
    answer = program.post(f"/channel-accounts/{mailbox.public_id}/parked/{dead[0].pk}/replay")
    assert answer.status_code == 409
    assert answer.json()["detail"] == "Nothing was kept of this input that could be read again."
    assert program.post(f"/channel-accounts/{form.public_id}/parked/{dead[1].pk}/replay").status_code == 404
    assert RawInput.objects.filter(state="dead").count() == 3


def test_the_form_says_that_it_arrived(
    alice: Agent, form: ChannelAccount, mailbox: ChannelAccount, run_jobs: Callable[[], int]
) -> None:
    Program(alice).post("/tickets", letter(form))
    run_jobs()
    assert Message.objects.get(kind="automatic").text.startswith("Thank you, your message has arrived.")
