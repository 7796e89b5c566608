from datetime import UTC, datetime

from django.test import Client

from shopbell.core import clock
from shopbell.staff.models import Agent, Team
from shopbell.tickets.models import Ticket


def test_assign_prioritise_tag_and_solve(as_alice: Client, ticket: Ticket, bob: Agent, team: Team) -> None:
    address = f"/desk/tickets/{ticket.pk}/"
    for part, data in {
        "assignment/": {"agent": bob.pk, "team": team.pk},
        "priority/": {"priority": 40},
        "tags/": {"add": "Fault, Money at risk,fault"},
        "status/": {"status": "solved"},
    }.items():
        answer = as_alice.post(address + part, data)
        assert (answer.status_code, answer["HX-Trigger"]) == (204, "ticket-changed")
    ticket.refresh_from_db()
    assert (ticket.assignee, ticket.priority, ticket.status) == (bob, 40, "solved")
    assert [tag.casefold() for tag in ticket.tags] == ["fault", "money at risk"]
    as_alice.post(address + "tags/", {"remove": "Money at risk"})
    ticket.refresh_from_db()
    assert [tag.casefold() for tag in ticket.tags] == ["fault"]


def test_a_snooze_in_the_agents_own_zone(as_alice: Client, ticket: Ticket, alice: Agent) -> None:
    Agent.objects.filter(pk=alice.pk).update(timezone="America/New_York")
    with clock.frozen(datetime(2026, 11, 24, 15, 0, tzinfo=UTC)):
        as_alice.post(f"/desk/tickets/{ticket.pk}/snooze/", {"until": "tomorrow"})
        ticket.refresh_from_db()
        assert ticket.snoozed_until == datetime(2026, 11, 25, 14, 0, tzinfo=UTC)
        as_alice.post(f"/desk/tickets/{ticket.pk}/snooze/", {"until": "2026-12-01T08:30"})
    ticket.refresh_from_db()
    assert ticket.snoozed_until == datetime(2026, 12, 1, 13, 30, tzinfo=UTC)


def test_a_time_that_is_none_is_refused_in_words(as_alice: Client, ticket: Ticket) -> None:
    answer = as_alice.post(f"/desk/tickets/{ticket.pk}/snooze/", {"until": "soon"})
    assert answer.status_code == 422
    assert "Choose a date and a time." in answer.content.decode()


def test_a_ticket_moved_out_of_sight_sends_the_agent_to_the_list(
    as_alice: Client, ticket: Ticket, other_team: Team, alice: Agent
) -> None:
    Agent.objects.filter(pk=alice.pk).update(role="lead")
    answer = as_alice.post(f"/desk/tickets/{ticket.pk}/assignment/", {"agent": "", "team": other_team.pk})
    assert answer.status_code == 422, "a team one does not see is no choice"
    ticket.refresh_from_db()
    assert ticket.team != other_team


def test_spam_and_back(as_alice: Client, ticket: Ticket) -> None:
    as_alice.post(f"/desk/tickets/{ticket.pk}/spam/", {"spam": "yes"})
    assert Ticket.objects.get().is_spam
    as_alice.post(f"/desk/tickets/{ticket.pk}/spam/", {"spam": "no"})
    assert not Ticket.objects.get().is_spam
