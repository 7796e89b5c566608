"""One ticket's page, and that reading it marks only what it showed."""

from collections.abc import Callable

import pytest
from django.test import Client

from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages
from shopbell.tickets.models import Message, Ticket


def _read(browser: Client, ticket: Ticket, **data: str) -> bool:
    assert browser.post(f"/desk/tickets/{ticket.pk}/reading/", data).status_code == 204
    ticket.refresh_from_db()
    return not ticket.is_unread


def test_the_page_says_which_message_it_shows_last(
    as_alice: Client, ticket: Ticket, alice: Agent, a_message: Callable[..., Message]
) -> None:
    first = ticket.messages.get()
    newer = a_message(thread=ticket.threads.get(), text="One more thing")
    messages.note(ticket, text="Look", agent=alice)
    page = as_alice.get(f"/desk/tickets/{ticket.pk}/talk/").content.decode()
    assert f'data-newest="{newer.public_id}"' in page
    assert not _read(as_alice, ticket, seen=first.public_id)
    assert _read(as_alice, ticket, seen=newer.public_id)


@pytest.mark.parametrize("seen", ["", "nothing"])
def test_a_page_that_shows_nothing_reads_nothing(as_alice: Client, ticket: Ticket, seen: str) -> None:
    messages_of_team = as_alice.get(f"/desk/tickets/{ticket.pk}/talk/?show=notes").content.decode()
    assert 'data-newest=""' in messages_of_team
    assert not _read(as_alice, ticket, seen=seen)
