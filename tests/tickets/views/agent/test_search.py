from collections.abc import Callable
from threading import BoundedSemaphore

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shopbell.core.search import hits
from shopbell.staff.models import Agent
from shopbell.tickets.models import Message, Ticket
from tests.expectations import Golden


def test_a_word_leads_to_its_ticket(as_alice: Client, ticket: Ticket) -> None:
    page = as_alice.get("/desk/search/", {"q": "monday"}).content.decode()
    assert f'href="/desk/tickets/{ticket.pk}/?q=monday"' in page
    assert "<mark>Monday</mark>" in page


def test_an_opened_ticket_keeps_what_was_found_beside_it(as_alice: Client, ticket: Ticket) -> None:
    page = as_alice.get(f"/desk/tickets/{ticket.pk}/", {"q": "monday"}).content.decode()
    assert 'aria-current="true"' in page
    assert "Newest hit first" in page


def test_htmx_gets_the_list_alone(as_alice: Client, ticket: Ticket) -> None:
    page = as_alice.get("/desk/search/", {"q": "moor"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert "Mia Moor" in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Find anything said"),
        ("status:blue", "“blue” means nothing for status:"),
        ("-monday", "Add a word to look for"),
        ("nowhere", "Nothing found"),
        (" ".join(["monday"] * 40), "only its beginning was looked for"),
    ],
)
def test_what_cannot_be_found_says_why(as_alice: Client, ticket: Ticket, text: str, said: str) -> None:
    assert said in as_alice.get("/desk/search/", {"q": text}).content.decode()


def test_a_search_that_takes_too_long_says_so(
    as_alice: Client, ticket: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hits, "_places", BoundedSemaphore(1))
    monkeypatch.setattr(hits, "WAIT_MS", 1)
    with hits.patience():
        page = as_alice.get("/desk/search/", {"q": "monday"}).content.decode()
    assert "That took too long" in page


def test_the_field_proposes(as_alice: Client, ticket: Ticket) -> None:
    options = as_alice.get("/desk/search/words/", {"q": "x status:sol"}).content.decode()
    assert 'data-text="x status:solved "' in options


def test_another_team_finds_nothing(client: Client, charlie: Agent, ticket: Ticket) -> None:
    client.force_login(charlie)
    page = client.get("/desk/search/", {"q": f"monday #{ticket.pk} moor"}).content.decode()
    assert "Nothing found" in page
    assert client.get("/desk/search/words/", {"q": "from:moor"}).content.decode().strip() == ""


def test_a_search_takes_the_same_queries_for_one_hit_as_for_many(
    as_alice: Client, a_message: Callable[..., Message], golden: Callable[[str], Golden]
) -> None:
    for name in ("search, one hit", "search, six hits"):
        a_message()
        with CaptureQueriesContext(connection) as captured:
            assert as_alice.get("/desk/search/", {"q": "monday"}).status_code == 200
        golden("queries").check(name, len(captured))
        for _ in range(4):
            a_message()
