from collections.abc import Callable

import pytest

from shopbell.core.models import Event
from shopbell.staff.actions import agents, teams
from shopbell.staff.models import Agent, Team
from shopbell.tickets.actions import status
from shopbell.tickets.actions.assignment import assign
from shopbell.tickets.errors import NotInTeam, TeamArchived, TicketClosed
from shopbell.tickets.models import Message, Ticket


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


def assigned(ticket: Ticket) -> Agent | None:
    return Ticket.objects.get(pk=ticket.pk).assignee


def test_who_is_switched_off_leaves_open_tickets_to_the_team(
    ticket: Ticket,
    alice: Agent,
    bob: Agent,
    owner: Agent,
    a_message: Callable[..., Message],
    run_jobs: Callable[[], int],
) -> None:
    closed, of_bob = a_message(dedupe_key="2").ticket, a_message(dedupe_key="3").ticket
    assign(ticket, to=alice, by=owner.actor)
    assign(closed, to=alice, by=owner.actor)
    assign(of_bob, to=bob, by=owner.actor)
    run_jobs()
    status.set_status(closed, status="closed", by=alice.actor)
    agents.change(alice, by=owner.actor, is_active=False)
    run_jobs()
    assert [assigned(one) for one in (ticket, closed, of_bob)] == [None, alice, bob]
    event = Event.objects.filter(name="ticket.assigned").latest("pk")
    assert (event.actor, event.subject_id, event.data["to"]) == (f"agent:{owner.pk}", ticket.pk, None)


def test_who_leaves_a_team_leaves_its_tickets(
    ticket: Ticket, alice: Agent, bob: Agent, owner: Agent, team: Team, run_jobs: Callable[[], int]
) -> None:
    assign(ticket, to=alice, by=owner.actor)
    teams.save(team, shop=team.shop, name="Care", members=[alice], by=owner.actor)
    run_jobs()
    assert assigned(ticket) == alice
    agents.join(alice, teams=[], by=owner.actor)
    run_jobs()
    assert assigned(ticket) is None


def test_who_no_longer_sees_all_teams_keeps_the_tickets_of_their_own(
    ticket: Ticket,
    owner: Agent,
    team: Team,
    a_message: Callable[..., Message],
    other_team: Team,
    run_jobs: Callable[[], int],
) -> None:
    admin = agents.create(email="ada@alder.example", name="Ada", role=Agent.Role.ADMIN, password=None, by=owner.actor)
    elsewhere = a_message(dedupe_key="2", team=other_team).ticket
    team.members.add(admin)
    for one in (ticket, elsewhere):
        assign(one, to=admin, by=owner.actor)
    agents.change(admin, by=owner.actor, name="Ada Ash")
    run_jobs()
    assert [assigned(one) for one in (ticket, elsewhere)] == [admin, admin]
    agents.change(admin, by=owner.actor, role=Agent.Role.AGENT)
    run_jobs()
    assert [assigned(one) for one in (ticket, elsewhere)] == [admin, None]


def test_it_moves_to_another_team(ticket: Ticket, alice: Agent, charlie: Agent, other_team: Team) -> None:
    moved = assign(ticket, to=charlie, team=other_team, by=alice.actor)
    assert (moved.team, moved.assignee) == (other_team, charlie)
    assert not Ticket.objects.visible_to(alice).exists()
