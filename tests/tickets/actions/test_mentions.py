import pytest
from django.test import Client

from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages
from shopbell.tickets.actions.mentions import mentioned
from shopbell.tickets.errors import CannotSee
from shopbell.tickets.models import Message, Ticket


def test_a_note_keeps_whom_it_names(ticket: Ticket, alice: Agent, bob: Agent) -> None:
    note = messages.note(ticket, text=f"@{bob.name.lower()}, look. And @Care, please", agent=alice)
    assert [(one["kind"], one["id"]) for one in note.extra["mentions"]] == [("agent", bob.pk), ("team", ticket.team_id)]


def test_an_address_or_half_a_name_names_nobody(ticket: Ticket, alice: Agent, bob: Agent) -> None:
    assert mentioned(f"write to x@{bob.name}, or @{bob.name}son", ticket) == []


def test_the_longer_of_two_names_is_meant(ticket: Ticket, alice: Agent, bob: Agent) -> None:
    other = Agent.objects.create_user("bo@alderandflax.example", None, name=f"{bob.name} Junior")
    other.teams.add(ticket.team)
    assert [one["id"] for one in mentioned(f"@{bob.name} Junior knows", ticket)] == [other.pk]


def test_who_does_not_see_the_ticket_is_refused_with_words(ticket: Ticket, alice: Agent, charlie: Agent) -> None:
    with pytest.raises(CannotSee) as refused:
        messages.note(ticket, text=f"@{charlie.name} look", agent=alice)
    assert charlie.name in refused.value.say()
    assert not ticket.messages.filter(kind=Message.Kind.NOTE).exists()


def test_a_mention_is_shown_as_a_link_and_nothing_becomes_markup(
    as_alice: Client, ticket: Ticket, alice: Agent, bob: Agent
) -> None:
    Agent.objects.filter(pk=bob.pk).update(name="Bob")
    bob.refresh_from_db()
    messages.note(ticket, text=f"@{bob.name} <b>see</b> [x](https://shop.example/@{bob.name})", agent=alice)
    page = as_alice.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    assert f'class="mention" href="/desk/search/?q=assignee%3A{bob.email.replace("@", "%40")}">@{bob.name}</a>' in page
    assert page.count('class="mention"') == 1
    assert "&lt;b&gt;see" in page


def test_completion_offers_only_who_sees_the_ticket(
    as_alice: Client, ticket: Ticket, alice: Agent, bob: Agent, charlie: Agent
) -> None:
    names = [one["name"] for one in as_alice.get(f"/desk/tickets/{ticket.pk}/mentions/").json()]
    assert names == [alice.name, bob.name, "Care"]
    assert as_alice.get(f"/desk/tickets/{ticket.pk}/mentions/", {"q": bob.name[:2]}).json()[0]["name"] == bob.name
