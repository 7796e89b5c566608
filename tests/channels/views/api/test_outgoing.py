from __future__ import annotations

import pytest

from shopbell.channels.models import ChannelAccount, OutgoingPart
from shopbell.core import clock
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages
from shopbell.tickets.models import Message, Ticket
from tests.program import Program


@pytest.fixture
def part(mailbox: ChannelAccount, ticket: Ticket, alice: Agent) -> OutgoingPart:
    """The one part of an answer, of which nobody knows whether it arrived."""
    message = messages.reply(ticket.threads.get(), text="On its way", by=alice.actor, agent=alice)
    Message.objects.filter(pk=message.pk).update(state="unknown")
    return OutgoingPart.objects.create(
        message=message, account=mailbox, key="k.0", state="unknown", reason="No answer", created_at=clock.now()
    )


def test_admins_see_what_did_not_go_out(admin: Program, part: OutgoingPart, mailbox: ChannelAccount) -> None:
    (told,) = admin.get("/outgoing").json()["items"]
    told.pop("created_at")
    assert told == {
        "id": part.pk,
        "message": part.message.public_id,
        "ticket": part.message.ticket_id,
        "account": {"id": mailbox.public_id, "name": "Hello"},
        "state": "unknown",
        "reason": "No answer",
        "attempts": 0,
    }


def test_an_agent_knows_that_it_arrived(alice: Agent, part: OutgoingPart) -> None:
    path = f"/messages/{part.message.public_id}/settlement"
    told = Program(alice).post(path)
    assert (told.status_code, told.json()) == (
        200,
        {"message": part.message.public_id, "state": "sent", "reason": ""},
    )
    part.refresh_from_db()
    assert part.state == "sent"
    again = Program(alice).post(path)
    assert (again.status_code, again.json()["detail"]) == (
        409,
        "It is already known what became of this message.",
    )


@pytest.mark.parametrize("state", ["unknown", "failed"])
def test_an_agent_sends_it_again(alice: Agent, part: OutgoingPart, state: str) -> None:
    OutgoingPart.objects.update(state=state)
    Message.objects.filter(pk=part.message_id).update(state=state)
    told = Program(alice).post(f"/messages/{part.message.public_id}/retry")
    assert (told.status_code, told.json()["state"]) == (202, "queued")
    part.refresh_from_db()
    assert part.state == "queued"
    assert Program(alice).post(f"/messages/{part.message.public_id}/retry").status_code == 409


def test_what_failed_is_withdrawn_and_what_may_have_arrived_is_not(alice: Agent, part: OutgoingPart) -> None:
    path = f"/messages/{part.message.public_id}/withdrawal"
    assert Program(alice).post(path).status_code == 409
    OutgoingPart.objects.update(state="failed")
    Message.objects.filter(pk=part.message_id).update(state="failed")
    assert Program(alice).post(path).json()["state"] == "cancelled"


def test_a_mail_in_its_own_design_can_run_nothing(alice: Agent, part: OutgoingPart) -> None:
    path = f"/messages/{part.message.public_id}/mail"
    assert Program(alice).get(path).status_code == 404
    html = '<p style="color:red">Hello<script>alert(1)</script><img src="https://elsewhere.example/x.png"></p>'
    Message.objects.filter(pk=part.message_id).update(html=html)
    page = Program(alice).get(path)
    assert (page.status_code, page["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "Hello" in page.content.decode()
    assert "<script" not in page.content.decode()
    assert "elsewhere.example" not in page["Content-Security-Policy"]
    assert page["Content-Security-Policy"].startswith("sandbox ")
