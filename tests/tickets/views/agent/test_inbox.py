from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shopbell.staff.models import Agent
from shopbell.tickets.actions import assignment, messages
from shopbell.tickets.models import Message, Ticket
from tests.expectations import Golden


def test_the_inbox_shows_what_waits(as_alice: Client, ticket: Ticket) -> None:
    page = as_alice.get("/desk/queues/unassigned/").content.decode()
    assert f'href="/desk/tickets/{ticket.pk}/?queue=unassigned"' in page
    assert "Mia Moor" in page
    assert "Where is my parcel?" in page


def test_an_empty_queue_names_the_next_useful_one(as_alice: Client, ticket: Ticket) -> None:
    page = as_alice.get("/desk/queues/snoozed/").content.decode()
    assert "Nothing waits here" in page
    assert "Go to Unassigned" in page


def test_an_unknown_queue_is_not_found(as_alice: Client) -> None:
    assert as_alice.get("/desk/queues/nonsense/").status_code == 404


def test_another_team_sees_nothing(client: Client, charlie: Agent, ticket: Ticket) -> None:
    client.force_login(charlie)
    assert "Mia Moor" not in client.get("/desk/queues/open/").content.decode()
    for address in ("", "talk/", "head/", "sidebar/"):
        assert client.get(f"/desk/tickets/{ticket.pk}/{address}").status_code == 404


def test_signed_out_goes_to_the_sign_in(client: Client, ticket: Ticket) -> None:
    answer = client.get(f"/desk/tickets/{ticket.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next=/desk/tickets/{ticket.pk}/")


def test_what_customers_write_is_never_markup(as_alice: Client, a_message: Callable[..., Message]) -> None:
    evil = "<script>alert(1)</script>"
    ticket = a_message(subject=evil, text=evil, name=evil).ticket
    page = as_alice.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    assert evil not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_pages_take_the_same_queries_for_one_ticket_as_for_many(
    as_alice: Client, alice: Agent, a_message: Callable[..., Message], golden: Callable[[str], Golden]
) -> None:
    first = a_message()
    for number in range(12):
        a_message(thread=first.thread, text=f"Line {number}")
        a_message(subject=f"Other {number}")
    messages.note(first.ticket, text="Look", agent=alice)
    assignment.assign(first.ticket, to=alice, by=alice.actor)
    queries = golden("queries")
    for name, address in {
        "inbox": "/desk/queues/open/",
        "inbox rows": "/desk/queues/open/rows/",
        "queue figures": "/desk/queues/",
        "ticket": f"/desk/tickets/{first.ticket_id}/",
        "ticket conversation": f"/desk/tickets/{first.ticket_id}/talk/",
        "ticket head": f"/desk/tickets/{first.ticket_id}/head/",
        "ticket sidebar": f"/desk/tickets/{first.ticket_id}/sidebar/",
    }.items():
        with CaptureQueriesContext(connection) as captured:
            assert as_alice.get(address).status_code == 200
        queries.check(name, len(captured))
