"""Drafts, plans, forwards, habits and recipients, as programs use them."""

from datetime import timedelta

import pytest

from shopbell.channels.models import ChannelAccount
from shopbell.core import clock
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent
from shopbell.tickets.models import Message, Ticket
from tests.program import Program


@pytest.fixture
def program(alice: Agent, mailbox: ChannelAccount) -> Program:
    return Program(alice)


def test_a_draft_is_kept_read_refused_when_old_and_forgotten(program: Program, ticket: Ticket) -> None:
    address = f"/tickets/{ticket.pk}/drafts/reply"
    assert program.get(address).status_code == 404
    assert program.put(address, {"text": "Hello"}).json()["version"] == 1
    assert program.put(address, {"text": "Hello there", "version": 1}).json()["version"] == 2
    assert program.put(address, {"text": "Other", "version": 1}).status_code == 409
    assert program.put(address, {"text": " ", "version": 2}).status_code == 422
    assert program.get(address).json()["text"] == "Hello there"
    assert program.delete(address).status_code == 204
    assert program.get(address).status_code == 404


def test_an_answer_is_planned_moved_withdrawn_and_sent(program: Program, ticket: Ticket) -> None:
    address = f"/tickets/{ticket.pk}/scheduled"
    at = (clock.now() + timedelta(days=2)).isoformat()
    one = program.post(address, {"text": "Later", "at": at, "envelope": {"cc": ["ben@post.example"]}}).json()
    assert (one["kind"], one["state"], one["on_answer"]) == ("answer", "waiting", "hold")
    two = program.post(address, {"kind": "reminder", "text": "Ask", "at": at, "on_answer": "cancel"}).json()
    assert [plan["id"] for plan in program.get(address).json()["items"]] == [one["id"], two["id"]]
    later = (clock.now() + timedelta(days=3)).isoformat()
    moved = program.patch(f"/scheduled/{one['id']}", {"at": later, "on_answer": "send"}).json()
    assert moved["on_answer"] == "send"
    assert program.delete(f"/scheduled/{two['id']}").json()["state"] == "withdrawn"
    assert program.post(f"/scheduled/{one['id']}/sending").json()["state"] == "done"
    assert program.post(f"/scheduled/{one['id']}/sending").status_code == 409
    assert Message.objects.get(text="Later").recipients == {"cc": [["ben@post.example", ""]]}
    assert program.post(address, {"text": "x", "at": "2020-01-01T00:00:00Z"}).status_code == 409


def test_a_forward_goes_to_somebody_outside(program: Program, ticket: Ticket) -> None:
    address = f"/tickets/{ticket.pk}/forwards"
    sent = program.post(address, {"text": "Where?", "envelope": {"to": ["depot@carrier.example"]}})
    assert (sent.status_code, sent.json()["is_aside"]) == (201, True)
    nobody = program.post(address, {"text": "Where?", "envelope": {}})
    assert nobody.status_code == 422
    wrong = program.post(address, {"envelope": {"to": ["nobody"]}})
    assert wrong.json()["errors"] == {"envelope": ["“nobody” is not an e-mail address."]}


def test_an_answer_with_copies_can_be_taken_back(program: Program, ticket: Ticket, bob: Agent) -> None:
    envelope = {"cc": ["ben@post.example"], "bcc": ["ann@post.example"], "subject": "News"}
    sent = program.post(f"/tickets/{ticket.pk}/replies", {"text": "Hello", "hold": 20, "envelope": envelope}).json()
    assert (sent["subject"], sent["recipients"]["bcc"]) == ("News", [["ann@post.example", ""]])
    assert sent["not_before"] is not None
    assert Program(bob).post(f"/messages/{sent['id']}/undo").status_code == 403
    assert program.post(f"/messages/{sent['id']}/undo").json()["state"] == "cancelled"
    assert program.get(f"/tickets/{ticket.pk}/drafts/reply").json()["text"] == "Hello"
    assert program.post(f"/messages/{sent['id']}/undo").status_code == 409


def test_too_many_people_are_refused(program: Program, ticket: Ticket) -> None:
    envelope = {name: [f"{name}{n}@post.example" for n in range(11)] for name in ("cc", "bcc")}
    sent = program.post(f"/tickets/{ticket.pk}/replies", {"text": "Hello", "envelope": envelope})
    assert sent.json()["errors"] == {"envelope": ["At most 20 people can get one mail."]}


def test_habits_and_signatures(program: Program, owner: Agent, shop: Shop) -> None:
    assert program.get("/me/writing").json() == {"undo_seconds": 10, "reply_all": True, "signatures": {}}
    wish = {"undo_seconds": 5, "reply_all": False, "signatures": {"": "Yours", "de": "Ihre"}}
    assert program.put("/me/writing", wish).json() == wish
    assert program.put("/me/writing", {**wish, "signatures": {"xx": "?"}}).status_code == 422
    address = f"/shops/{shop.public_id}/signature"
    assert program.put(address, {"signatures": {"": "Us"}}).status_code == 403
    assert Program(owner).put(address, {"signatures": {"": "Us"}}).json() == {"signatures": {"": "Us"}}
    assert program.get(address).json() == {"signatures": {"": "Us"}}
