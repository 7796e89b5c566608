from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shopbell.channels.models import ChannelAccount
from shopbell.core import clock
from shopbell.core.api import write_cursor
from shopbell.staff.models import Agent, Team
from shopbell.tickets.actions import assignment, messages, priority, status, tagging
from shopbell.tickets.actions.topics import make as make_topic
from shopbell.tickets.models import Attachment, Message, Ticket
from shopbell.tickets.views.api.shapes import TicketPage
from tests.expectations import Golden
from tests.program import Program

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def program(alice: Agent) -> Program:
    return Program(alice)


@pytest.fixture
def many(a_message: Callable[..., Message]) -> list[Ticket]:
    """Five tickets, a minute after each other, the first one due first."""
    made = []
    for number in range(5):
        with clock.frozen(NOON + timedelta(minutes=number)):
            ticket = a_message(subject=f"Matter {number}").ticket
        Ticket.objects.filter(pk=ticket.pk).update(due_at=NOON + timedelta(hours=number + 1))
        made.append(ticket)
    return made


def numbers(answer: Any) -> list[int]:
    assert answer.status_code == 200, answer.content
    return [item["number"] for item in answer.json()["items"]]


def test_queues_come_with_their_figures(program: Program, ticket: Ticket, team: Team) -> None:
    items = program.get("/queues").json()["items"]
    assert items[1] == {"key": "unassigned", "label": "Unassigned", "order": "due", "tickets": 1}
    assert {item["key"]: item["tickets"] for item in items if item["tickets"]} == {
        "unassigned": 1,
        "open": 1,
        f"team-{team.pk}": 1,
    }


def test_a_ticket_of_a_list_exactly(program: Program, a_message: Callable[..., Message], team: Team) -> None:
    with clock.frozen(NOON):
        ticket = a_message(language="en").ticket
    priority.set_priority(ticket, priority=30, by=program.agent.actor)
    tagging.tag(ticket, add=["Fault"], by=program.agent.actor)
    assignment.assign(ticket, to=program.agent, by=program.agent.actor)
    answer = program.get("/tickets")
    assert ticket.customer
    assert answer.json() == {
        "items": [
            {
                "number": ticket.pk,
                "subject": "Where is my parcel?",
                "status": "open",
                "handling": "waiting_agent",
                "priority": "high",
                "channel": "email",
                "language": "en",
                "tags": ["Fault"],
                "is_unread": True,
                "customer": {"id": ticket.customer.public_id, "name": "Mia Moor"},
                "team": {"id": team.public_id, "name": "Care"},
                "assignee": {"id": program.agent.public_id, "name": "Alice Archer"},
                "preview": "Hello, it should have been here on Monday.",
                "last_activity_at": "2026-11-24T12:00:00Z",
                "waiting_since": "2026-11-24T12:00:00Z",
                "due_at": "2026-11-25T12:00:00Z",
                "snoozed_until": None,
            }
        ],
        "next": None,
        "previous": None,
    }
    assert answer["Content-Type"] == "application/json; charset=utf-8"


def test_the_quick_answer_is_what_the_description_says(program: Program, many: list[Ticket]) -> None:
    told = program.get("/tickets").json()
    for item in told["items"]:
        for name in ("customer", "team", "assignee"):
            if item[name]:
                item[name]["public_id"] = item[name]["id"]
        assert set(item) == set(TicketPage.model_fields["items"].annotation.__args__[0].model_fields)  # type: ignore[union-attr]
    assert len(TicketPage.model_validate(told).items) == 5


def test_lists_are_read_to_the_end_and_back(program: Program, many: list[Ticket]) -> None:
    keys = [ticket.pk for ticket in many]
    first = program.get("/tickets", {"limit": 2})
    second = program.get("/tickets", {"limit": 2, "cursor": first.json()["next"]})
    last = program.get("/tickets", {"limit": 2, "cursor": second.json()["next"]})
    assert [numbers(page) for page in (first, second, last)] == [keys[:2], keys[2:4], keys[4:]]
    assert (first.json()["previous"], last.json()["next"]) == (None, None)
    back = program.get("/tickets", {"limit": 2, "cursor": last.json()["previous"]})
    assert numbers(back) == keys[2:4]


def test_the_latest_first(program: Program, many: list[Ticket]) -> None:
    assert numbers(program.get("/tickets", {"order": "recent"})) == [ticket.pk for ticket in reversed(many)]


def test_lists_are_narrowed(program: Program, many: list[Ticket], bob: Agent, team: Team, other_team: Team) -> None:
    one, two, three, four, five = many
    assignment.assign(one, to=program.agent, by=bob.actor)
    assignment.assign(two, to=bob, by=bob.actor)
    status.set_status(three, status="solved", by=bob.actor)
    status.set_spam(four, is_spam=True, by=bob.actor)
    assert numbers(program.get("/tickets", {"assignee": "me"})) == [one.pk]
    assert numbers(program.get("/tickets", {"queue": "yours"})) == [one.pk]
    assert numbers(program.get("/tickets", {"assignee": "nobody"})) == [five.pk]
    assert numbers(program.get("/tickets", {"assignee": bob.public_id})) == [two.pk]
    assert numbers(program.get("/tickets", {"status": "solved"})) == [three.pk]
    assert numbers(program.get("/tickets", {"queue": "spam"})) == [four.pk]
    assert numbers(program.get("/tickets", {"team": team.public_id})) == [one.pk, two.pk, five.pk]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"queue": "nonsense"}, "queue"),
        ({"status": "asleep"}, "status"),
        ({"assignee": "nobody-we-know"}, "assignee"),
        ({"cursor": "nonsense"}, "cursor"),
        ({"cursor": write_cursor(3)}, "cursor"),
        ({"cursor": write_cursor("next", "yesterday", 3)}, "cursor"),
        ({"assignee": "\x00"}, "assignee"),
        ({"limit": 101}, "limit"),
        ({"limit": 0}, "limit"),
        ({"order": "random"}, "order"),
    ],
)
def test_what_means_nothing_is_refused_by_name(program: Program, query: dict[str, Any], field: str) -> None:
    answer = program.get("/tickets", query)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])


def test_a_team_one_is_not_in_is_no_choice(program: Program, other_team: Team) -> None:
    answer = program.get("/tickets", {"team": other_team.public_id})
    assert (answer.status_code, answer.json()["errors"]) == (422, {"team": ["There is no such team."]})


def test_another_team_sees_nothing_of_it(charlie: Agent, owner: Agent, ticket: Ticket) -> None:
    stranger = Program(charlie)
    assert numbers(stranger.get("/tickets")) == []
    assert stranger.get(f"/tickets/{ticket.pk}").status_code == 404
    assert numbers(Program(owner).get("/tickets")) == [ticket.pk]


def test_lists_take_the_same_queries_for_one_ticket_as_for_many(
    program: Program, many: list[Ticket], bob: Agent, golden: Callable[[str], Golden]
) -> None:
    assignment.assign(many[0], to=bob, by=bob.actor)
    messages.note(many[0], text="Look", agent=bob)
    queries = golden("queries")
    program.get("/me")  # notes the token's first use
    assert many[0].customer
    for name, path in {
        "api tickets": "/tickets",
        "api queues": "/queues",
        "api ticket": f"/tickets/{many[0].pk}",
        "api messages": f"/tickets/{many[0].pk}/messages",
        "api tickets of customer": f"/customers/{many[0].customer.public_id}/tickets",
    }.items():
        with CaptureQueriesContext(connection) as captured:
            assert program.get(path).status_code == 200
        queries.check(name, len(captured))


def test_one_ticket_exactly(program: Program, a_message: Callable[..., Message], mailbox: ChannelAccount) -> None:
    with clock.frozen(NOON):
        ticket = a_message().ticket
    told = program.get(f"/tickets/{ticket.pk}").json()
    assert ticket.customer
    assert told == {
        "id": ticket.public_id,
        "number": ticket.pk,
        "subject": "Where is my parcel?",
        "status": "open",
        "handling": "waiting_agent",
        "priority": "normal",
        "channel": "email",
        "language": "",
        "tags": [],
        "is_unread": True,
        "customer": {"id": ticket.customer.public_id, "name": "Mia Moor"},
        "team": {"id": ticket.team.public_id, "name": "Care"},
        "assignee": None,
        "preview": "Hello, it should have been here on Monday.",
        "last_activity_at": "2026-11-24T12:00:00Z",
        "waiting_since": "2026-11-24T12:00:00Z",
        "due_at": "2026-11-25T12:00:00Z",
        "snoozed_until": None,
        "shop": {"id": ticket.shop.public_id, "name": "Alder & Flax"},
        "kind": "",
        "order_number": "",
        "is_spam": False,
        "message_count": 1,
        "created_at": "2026-11-24T12:00:00Z",
        "first_replied_at": None,
        "solved_at": None,
        "closed_at": None,
        "url": f"http://testserver/desk/tickets/{ticket.pk}/",
        "routes": [
            {
                "key": f"email:{mailbox.pk}",
                "channel": "email",
                "label": "E-mail mailbox",
                "to": "mia@post.example",
                "sender": "hello@alderandflax.example",
                "is_new": False,
                "closed_because": "",
            }
        ],
    }


def test_reading_a_ticket_here_leaves_it_unread_until_told(program: Program, ticket: Ticket) -> None:
    assert program.get(f"/tickets/{ticket.pk}").json()["is_unread"] is True
    assert program.get(f"/tickets/{ticket.pk}").json()["is_unread"] is True
    assert program.put(f"/tickets/{ticket.pk}/reading").status_code == 204
    assert program.get(f"/tickets/{ticket.pk}").json()["is_unread"] is False


def test_a_conversation_in_order_page_by_page(program: Program, a_message: Callable[..., Message], bob: Agent) -> None:
    with clock.frozen(NOON):  # all at the same instant: then the order is that of the rows
        first = a_message()
        for number in range(3):
            a_message(thread=first.thread, text=f"Line {number}")
        messages.note(first.ticket, text="Look", agent=bob)
    texts: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = program.get(f"/tickets/{first.ticket_id}/messages", {"limit": 2, "cursor": cursor}).json()
        texts += [item["text"] for item in page["items"]]
        cursor = page["next"]
    assert texts == ["Hello, it should have been here on Monday.", "Line 0", "Line 1", "Line 2", "Look"]
    note = page["items"][-1]
    assert (note["kind"], note["channel"], note["agent"]) == (
        "note",
        None,
        {"id": bob.public_id, "name": "Bob Baker"},
    )


def test_a_message_exactly(program: Program, a_message: Callable[..., Message]) -> None:
    with clock.frozen(NOON):
        message = a_message()
    Attachment.objects.create(
        message=message, name="a.png", mime="image/png", size=8, path="x", created_at=NOON, public_id="f" * 26
    )
    told = program.get(f"/tickets/{message.ticket_id}/messages").json()
    assert told == {
        "items": [
            {
                "id": message.public_id,
                "kind": "customer",
                "channel": "email",
                "seq": 1,
                "author_name": "Mia Moor",
                "author_address": "mia@post.example",
                "agent": None,
                "subject": "Where is my parcel?",
                "text": "Hello, it should have been here on Monday.",
                "visible_text": "Hello, it should have been here on Monday.",
                "language": "",
                "state": "",
                "reason": "",
                "is_automatic": False,
                "sent_at": "2026-11-24T12:00:00Z",
                "created_at": "2026-11-24T12:00:00Z",
                "files": [{"id": "f" * 26, "name": "a.png", "mime": "image/png", "size": 8, "is_inline": False}],
                "recipients": {},
                "is_aside": False,
                "not_before": None,
            }
        ],
        "next": None,
    }


@pytest.mark.parametrize("cursor", ["nonsense", write_cursor("yesterday", 3), write_cursor(3)])
def test_a_broken_place_in_a_conversation_is_refused(program: Program, ticket: Ticket, cursor: str) -> None:
    answer = program.get(f"/tickets/{ticket.pk}/messages", {"cursor": cursor})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["cursor"])


def test_tickets_of_a_customer_the_newest_first(
    program: Program, many: list[Ticket], charlie: Agent, other_team: Team, owner: Agent
) -> None:
    assert many[0].customer
    path = f"/customers/{many[0].customer.public_id}/tickets"
    first = program.get(path, {"limit": 3})
    rest = program.get(path, {"limit": 3, "cursor": first.json()["next"]})
    keys = [ticket.pk for ticket in reversed(many)]
    assert (numbers(first), numbers(rest), rest.json()["next"]) == (keys[:3], keys[3:], None)
    assert Program(charlie).get(path).status_code == 404
    assignment.assign(many[0], to=None, team=other_team, by=owner.actor)
    assert numbers(Program(charlie).get(path)) == [many[0].pk]


def test_an_answer_goes_out_once_for_one_key(program: Program, ticket: Ticket) -> None:
    upload = program.upload("/files", file=SimpleUploadedFile("label.txt", b"hello", "text/plain"))
    assert upload.status_code == 201
    sent = {"text": "It is on its way.", "then": "waiting", "uploads": [upload.json()["id"]]}
    first = program.post(f"/tickets/{ticket.pk}/replies", sent, key="k1")
    again = program.post(f"/tickets/{ticket.pk}/replies", sent, key="k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    message = Message.objects.get(kind="agent")
    assert first.json()["id"] == message.public_id
    assert (message.state, message.agent, message.thread) == ("queued", program.agent, ticket.threads.get())
    assert [file["name"] for file in first.json()["files"]] == ["label.txt"]
    ticket.refresh_from_db()
    assert (ticket.status, ticket.assignee) == ("waiting", program.agent)


def test_a_moment_is_one_whatever_its_zone(program: Program, ticket: Ticket) -> None:
    path = f"/tickets/{ticket.pk}/snooze"
    far = program.put(path, {"until": "4566-07-07T14:35:35+17:46"})
    assert (far.status_code, far.json()["snoozed_until"]) == (200, "4566-07-06T20:49:35Z")
    assert program.put(path, {"until": "9999-12-31T23:59:59-10:00"}).status_code == 422


def test_a_key_is_of_its_token_and_of_one_request(
    program: Program, ticket: Ticket, bob: Agent, a_message: Callable[..., Message]
) -> None:
    other = a_message(subject="Another matter").ticket
    for who, number, heard in ((program, ticket.pk, 201), (Program(bob), ticket.pk, 201), (program, other.pk, 422)):
        assert who.post(f"/tickets/{number}/replies", {"text": "Hello"}, key="same").status_code == heard
    assert Message.objects.filter(kind="agent").count() == 2


def test_a_key_for_another_text_is_refused(program: Program, ticket: Ticket) -> None:
    program.post(f"/tickets/{ticket.pk}/replies", {"text": "Hello"}, key="k1")
    answer = program.post(f"/tickets/{ticket.pk}/replies", {"text": "Good-bye"}, key="k1")
    assert answer.status_code == 422
    assert answer.json()["detail"] == "This Idempotency-Key came with another request before. Use a new one."
    assert Message.objects.get(kind="agent").text == "Hello"


@pytest.mark.parametrize(
    ("sent", "status_code", "said"),
    [
        ({"text": " "}, 409, "There is nothing to send yet. Write a line or attach a file."),
        ({"text": "x", "route": "email:99999"}, 422, "route"),
        ({"text": "x", "route": "note"}, 422, "route"),
        ({"text": "x", "uploads": ["nonsense"]}, 422, "uploads"),
        ({"text": "x", "then": "asleep"}, 422, "then"),
        ({"text": "x", "then": "snoozed"}, 409, "That time has passed. Choose one that is still to come."),
        ({"text": "x" * 50_001}, 422, "text"),
    ],
)
def test_a_refused_answer_leaves_nothing(
    program: Program, ticket: Ticket, sent: dict[str, Any], status_code: int, said: str
) -> None:
    answer = program.post(f"/tickets/{ticket.pk}/replies", sent)
    told = answer.json()
    assert (answer.status_code, [*told.get("errors", [told["detail"]])]) == (status_code, [said])
    assert Message.objects.count() == 1
    ticket.refresh_from_db()
    assert (ticket.status, ticket.assignee) == ("open", None)


def test_without_an_address_there_is_no_way_to_answer(program: Program, ticket: Ticket) -> None:
    ticket.threads.update(contact=None)
    ChannelAccount.objects.update(is_active=False)
    answer = program.post(f"/tickets/{ticket.pk}/replies", {"text": "Hello"})
    assert answer.status_code == 409
    assert answer.json()["detail"] == "We know no address to answer to on this channel."


def test_a_note_stays_inside(program: Program, ticket: Ticket) -> None:
    told = program.post(f"/tickets/{ticket.pk}/notes", {"text": "Careful"})
    assert told.status_code == 201
    note = Message.objects.get(kind="note")
    assert (told.json()["id"], note.text, note.thread, note.agent) == (note.public_id, "Careful", None, program.agent)
    assert program.post(f"/tickets/{ticket.pk}/notes", {"text": ""}).status_code == 409
    assert Message.objects.count() == 2


def test_files_are_ones_own_until_they_are_sent(program: Program, ticket: Ticket, bob: Agent, charlie: Agent) -> None:
    told = program.upload("/files", file=SimpleUploadedFile("../a b.txt", b"hello", "text/plain"))
    key = told.json()["id"]
    assert told.json() == {"id": key, "name": "a b.txt", "mime": "text/plain", "size": 5, "is_inline": False}
    colleague = Program(bob)
    assert colleague.get(f"/files/{key}").status_code == 404
    assert colleague.post(f"/tickets/{ticket.pk}/notes", {"text": "x", "uploads": [key]}).status_code == 422
    program.post(f"/tickets/{ticket.pk}/notes", {"uploads": [key]})
    content = colleague.get(f"/files/{key}")
    assert b"".join(content.streaming_content) == b"hello"
    assert "sandbox" in content["Content-Security-Policy"]
    assert content["Content-Disposition"].startswith("attachment")
    assert Program(charlie).get(f"/files/{key}").status_code == 404
    content.close()


def test_a_file_over_the_cap_is_refused(program: Program, settings: Any) -> None:
    settings.SHOPBELL_MAX_UPLOAD = 4
    answer = program.upload("/files", file=SimpleUploadedFile("a.txt", b"hello", "text/plain"))
    assert answer.status_code == 409
    assert answer.json()["detail"].startswith("a.txt is larger than 4")
    assert program.client.post("/api/v1/files", {}, headers=program.headers()).status_code == 422
    assert not Attachment.objects.exists()


def test_what_a_ticket_is_and_whose(program: Program, ticket: Ticket, bob: Agent, team: Team) -> None:
    for part, sent, expected in [
        ("assignment", {"agent": bob.public_id}, {"assignee": {"id": bob.public_id, "name": "Bob Baker"}}),
        ("assignment", {"agent": None, "team": team.public_id}, {"assignee": None}),
        ("priority", {"priority": "urgent"}, {"priority": "urgent"}),
        ("tags", {"tags": ["Fault", "VIP"]}, {"tags": ["Fault", "VIP"]}),
        ("tags", {"tags": ["vip", "Late"]}, {"tags": ["Late", "VIP"]}),
        ("tags", {"tags": []}, {"tags": []}),
        ("snooze", {"until": "2099-01-01T10:00:00+01:00"}, {"snoozed_until": "2099-01-01T09:00:00Z"}),
        ("status", {"status": "on_hold"}, {"status": "on_hold", "snoozed_until": None}),
        ("spam", {"is_spam": True}, {"is_spam": True}),
        ("spam", {"is_spam": False}, {"is_spam": False}),
    ]:
        answer = program.put(f"/tickets/{ticket.pk}/{part}", sent)
        assert answer.status_code == 200, answer.content
        told = answer.json()
        assert {name: told[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("part", "sent", "status_code"),
    [
        ("assignment", {"agent": "nobody"}, 422),
        ("assignment", {"team": "nothing"}, 422),
        ("status", {"status": "snoozed"}, 422),
        ("snooze", {"until": "2099-01-01T10:00:00"}, 422),
        ("snooze", {"until": "2001-01-01T10:00:00Z"}, 409),
        ("priority", {"priority": 40}, 422),
        ("tags", {"tags": ["x"] * 31}, 422),
        ("spam", {}, 422),
    ],
)
def test_refused_changes_change_nothing(
    program: Program, ticket: Ticket, part: str, sent: dict[str, Any], status_code: int
) -> None:
    before = program.get(f"/tickets/{ticket.pk}").json()
    assert program.put(f"/tickets/{ticket.pk}/{part}", sent).status_code == status_code
    assert program.get(f"/tickets/{ticket.pk}").json() == before


def test_nobody_gets_a_ticket_that_they_would_not_see(program: Program, ticket: Ticket, charlie: Agent) -> None:
    answer = program.put(f"/tickets/{ticket.pk}/assignment", {"agent": charlie.public_id})
    assert answer.status_code == 409
    assert answer.json()["detail"] == "Charlie Clay is not in the team Care and would not see this ticket."
    ticket.refresh_from_db()
    assert ticket.assignee is None


def test_a_team_one_does_not_see_is_no_choice(program: Program, ticket: Ticket, other_team: Team) -> None:
    answer = program.put(f"/tickets/{ticket.pk}/assignment", {"agent": None, "team": other_team.public_id})
    assert (answer.status_code, answer.json()["errors"]) == (422, {"team": ["There is no such team."]})
    ticket.refresh_from_db()
    assert ticket.team != other_team


def test_an_answer_does_not_go_past_what_its_program_has_not_read(
    program: Program, ticket: Ticket, mailbox: ChannelAccount, a_message: Callable[..., Message]
) -> None:
    seen = ticket.messages.get().public_id
    newer = a_message(thread=ticket.threads.get(), text="Never mind")
    answer = program.post(f"/tickets/{ticket.pk}/replies", {"text": "We look", "seen": seen})
    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
    assert answer.json()["detail"] == "Mia Moor has written meanwhile. Read it before you answer."
    assert program.post(f"/tickets/{ticket.pk}/replies", {"text": "We look", "seen": "nothing"}).status_code == 422
    assert not Message.objects.filter(kind="agent").exists()
    sent = {"text": "Good", "seen": newer.public_id}
    assert program.post(f"/tickets/{ticket.pk}/replies", sent).status_code == 201


def test_tickets_are_merged_and_taken_apart(program: Program, many: list[Ticket]) -> None:
    one, two = many[:2]
    stayed = program.ask("PUT", f"/tickets/{two.pk}/merging", {"into": one.pk}).json()
    assert (stayed["number"], stayed["message_count"]) == (one.pk, 2)
    assert program.get(f"/tickets/{two.pk}").json()["number"] == one.pk
    assert program.ask("PUT", f"/tickets/{two.pk}/merging", {"into": 10**9}).status_code == 422
    alone = program.ask("DELETE", f"/tickets/{two.pk}/merging").json()
    assert (alone["number"], alone["message_count"]) == (two.pk, 1)
    assert program.ask("DELETE", f"/tickets/{two.pk}/merging").status_code == 404


def test_messages_get_a_ticket_of_their_own_and_return(program: Program, a_message: Callable[..., Message]) -> None:
    first = a_message()
    second = a_message(thread=first.thread, subject="A mug")
    path = f"/tickets/{first.ticket_id}/split"
    assert program.ask("POST", path, {"messages": ["nothing"]}).status_code == 422
    made = program.ask("POST", path, {"messages": [second.public_id]})
    assert (made.status_code, made.json()["subject"], made.json()["message_count"]) == (201, "A mug", 1)
    back = program.ask("DELETE", f"/tickets/{made.json()['number']}/split").json()
    assert (back["number"], back["message_count"]) == (first.ticket_id, 2)


def test_links_are_made_read_and_taken_away(program: Program, many: list[Ticket]) -> None:
    one, two = many[:2]
    made = program.ask("POST", f"/tickets/{one.pk}/links", {"other": two.pk, "reason": "waits_for"})
    assert made.status_code == 201
    (found,) = program.get(f"/tickets/{two.pk}/links").json()["items"]
    assert (found["other"], found["reason"], found["label"]) == (one.pk, "waits_for", "Holds up")
    assert program.ask("POST", f"/tickets/{one.pk}/links", {"other": 10**9}).status_code == 422
    assert program.ask("DELETE", f"/tickets/{one.pk}/links/{found['id']}").status_code == 204
    assert program.get(f"/tickets/{two.pk}/links").json() == {"items": []}


def test_a_ticket_is_about_a_topic(program: Program, ticket: Ticket) -> None:
    made = make_topic(ticket.shop, name="Delivery", by=program.agent.actor)
    assert program.ask("PUT", f"/tickets/{ticket.pk}/topic", {"topic": made.public_id}).status_code == 200
    told = program.get(f"/shops/{ticket.shop.public_id}/topics").json()["items"]
    assert [(one["id"], one["path"], one["tickets"]) for one in told] == [(made.public_id, "Delivery", 1)]
    assert program.ask("PUT", f"/tickets/{ticket.pk}/topic", {"topic": "nothing"}).status_code == 422
