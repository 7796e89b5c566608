import pytest

from shopbell.core.models import Event
from shopbell.staff.models import Agent, Team
from shopbell.tickets.actions import status
from shopbell.tickets.actions.assignment import assign
from shopbell.tickets.errors import NotInTeam, TeamArchived, TicketClosed
from shopbell.tickets.models import Ticket


def test_assign_gives_it_to_the_agent_and_says_so_once(ticket: Ticket, alice: Agent, team: Team) -> None:
    for _ in range(2):
        assert assign(ticket, to=alice, by=alice.actor).assignee == alice
    event = Event.objects.get(name="ticket.assigned")
    assert (event.actor, event.data) == (f"agent:{alice.pk}", {"to": alice.pk, "team": team.pk})


def test_a_closed_ticket_stays_put(ticket: Ticket, alice: Agent) -> None:
    status.set_status(ticket, status="closed", by=alice.actor)
    with pytest.raises(TicketClosed):
        assign(ticket, to=alice, by=alice.actor)
    assert Ticket.objects.get().assignee is None


def test_an_archived_team_takes_no_more_tickets_and_lets_go_of_its_own(
    ticket: Ticket, alice: Agent, team: Team, other_team: Team
) -> None:
    Team.objects.update(is_archived=True)
    with pytest.raises(TeamArchived):
        assign(ticket, to=None, team=Team.objects.get(pk=other_team.pk), by=alice.actor)
    assert assign(ticket, to=alice, by=alice.actor).assignee == alice
    Team.objects.filter(pk=other_team.pk).update(is_archived=False)
    moved = assign(ticket, to=None, team=Team.objects.get(pk=other_team.pk), by=alice.actor)
    assert moved.team == other_team


def test_who_would_not_see_it_does_not_get_it(ticket: Ticket, alice: Agent, charlie: Agent) -> None:
    with pytest.raises(NotInTeam):
        assign(ticket, to=charlie, by=alice.actor)
    assert not Event.objects.filter(name="ticket.assigned").exists()


def test_it_moves_to_another_team(ticket: Ticket, alice: Agent, charlie: Agent, other_team: Team) -> None:
    moved = assign(ticket, to=charlie, team=other_team, by=alice.actor)
    assert (moved.team, moved.assignee) == (other_team, charlie)
    assert not Ticket.objects.visible_to(alice).exists()
