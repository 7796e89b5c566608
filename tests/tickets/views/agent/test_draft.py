"""Drafts over the desk's own addresses, and the sign on the list."""

from typing import Any

from django.test import Client

from shopbell.staff.models import Agent
from shopbell.tickets.actions import drafts
from shopbell.tickets.models import Draft, Ticket


def _keep(
    browser: Client, ticket: Ticket, text: str, *, known: int = 0, device: str = "desk", status: int = 200
) -> dict[str, Any]:
    sent = {"way": "reply", "text": text, "known": known, "device": device, "details": '{"subject": "New"}'}
    answer = browser.post(f"/desk/tickets/{ticket.pk}/draft/", sent)
    assert answer.status_code == status
    return dict(answer.json())


def test_what_is_typed_is_kept_and_given_back(as_alice: Client, ticket: Ticket) -> None:
    assert _keep(as_alice, ticket, "Hello") == {"version": 1}
    given = as_alice.get(f"/desk/tickets/{ticket.pk}/draft/").json()["reply"]
    assert (given["text"], given["version"], given["details"]) == ("Hello", 1, {"subject": "New"})
    assert 'class="badge">Draft<' in as_alice.get("/desk/queues/open/rows/").content.decode()
    assert _keep(as_alice, ticket, "", known=1) == {"version": 0}
    assert 'class="badge">Draft<' not in as_alice.get("/desk/queues/open/rows/").content.decode()


def test_another_device_gets_both_versions(as_alice: Client, ticket: Ticket) -> None:
    _keep(as_alice, ticket, "On the train", device="phone")
    refused = _keep(as_alice, ticket, "At the desk", status=409)
    assert refused["drafts"]["reply"]["text"] == "On the train"
    assert refused["detail"] == "You have gone on writing this on another device. Choose which one to keep."


def test_a_draft_is_its_writers_alone(as_alice: Client, ticket: Ticket, bob: Agent) -> None:
    written = drafts.Written(text="Secret plans")
    drafts.save(ticket, agent=bob, way="reply", written=written, known=0, device="a")
    assert as_alice.get(f"/desk/tickets/{ticket.pk}/draft/").json() == {}
    page = as_alice.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    assert "Secret plans" not in page
    assert "Bob has begun an answer here at" in page


def test_an_answer_takes_its_draft_along(as_alice: Client, ticket: Ticket, mailbox: object) -> None:
    as_alice.post(f"/desk/tickets/{ticket.pk}/draft/", {"way": "reply", "text": "Hello", "client_key": "k"})
    route = f"email:{ticket.threads.get().account_id}"
    sent = {"route": route, "text": "Hello", "client_key": "k"}
    answer = as_alice.post(f"/desk/tickets/{ticket.pk}/replies/", sent).json()
    assert answer["undo"]["seconds"] in (9, 10)
    assert Draft.objects.count() == 0
    undone = as_alice.post(answer["undo"]["url"], headers={"HX-Request": "true"})
    assert undone.status_code == 204
    assert Draft.objects.get().text == "Hello"


def test_who_did_not_send_it_does_not_take_it_back(
    client: Client, ticket: Ticket, mailbox: object, alice: Agent, bob: Agent
) -> None:
    client.force_login(alice)
    route = f"email:{ticket.threads.get().account_id}"
    answer = client.post(f"/desk/tickets/{ticket.pk}/replies/", {"route": route, "text": "Hello"}).json()
    client.force_login(bob)
    assert client.post(answer["undo"]["url"]).status_code == 403
