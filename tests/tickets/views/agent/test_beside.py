from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from shopbell.staff.models import Agent, Team
from shopbell.tickets.actions.assignment import assign
from shopbell.tickets.actions.messages import note
from shopbell.tickets.models import Message


def test_other_tickets_of_the_customer_are_read_one_after_another(
    as_alice: Client, a_message: Callable[..., Message]
) -> None:
    one, two, three = (a_message(text=f"The {name}").ticket for name in ("first", "second", "third"))
    latest = as_alice.get(reverse("beside", args=[three.pk])).text
    assert "The second" in latest
    older, newer = (reverse("beside_other", args=[three.pk, ticket.pk]) for ticket in (one, two))
    assert older in latest
    assert newer in as_alice.get(older).text
    assert "This customer has written in this ticket only." not in latest


def test_a_ticket_out_of_sight_is_not_shown_beside(
    as_alice: Client, a_message: Callable[..., Message], alice: Agent, other_team: Team
) -> None:
    one, two = a_message().ticket, a_message().ticket
    assign(two, to=None, team=other_team, by=alice.actor)
    assert as_alice.get(reverse("beside_other", args=[one.pk, two.pk])).status_code == 404
    assert "This customer has written in this ticket only." in as_alice.get(reverse("beside", args=[one.pk])).text


def test_paper_has_notes_only_if_asked(as_alice: Client, a_message: Callable[..., Message], alice: Agent) -> None:
    ticket = a_message(text="<b>Where</b> is it?").ticket
    note(ticket, text="A difficult one", agent=alice)
    paper = reverse("paper", args=[ticket.pk])
    plain, noted = as_alice.get(paper).text, as_alice.get(paper, {"notes": "yes"}).text
    assert "&lt;b&gt;Where&lt;/b&gt;" in plain
    assert ("A difficult one" in plain, "A difficult one" in noted) == (False, True)
