from collections.abc import Callable

from shopbell.staff.models import Agent, Team
from shopbell.tickets.actions import assignment, messages, status
from shopbell.tickets.models import Message, Tally, Ticket
from shopbell.tickets.queries import counts, find_queue, list_tickets, queues, teams_of
from shopbell.tickets.schedule import fold_tallies


def figures(agent: Agent) -> dict[str, int]:
    teams = teams_of(agent)
    return counts(agent, queues(agent, teams), teams)


def keys(agent: Agent, key: str, **details: str) -> list[int]:
    teams = teams_of(agent)
    queue = find_queue(queues(agent, teams), key)
    assert queue is not None
    return [row["id"] for row in list_tickets(agent, queue, teams=teams, **details).rows]  # type: ignore[arg-type]


def test_figures_follow_every_change(ticket: Ticket, alice: Agent, team: Team) -> None:
    assert (figures(alice)["unassigned"], figures(alice)["yours"], figures(alice)["open"]) == (1, 0, 1)
    assignment.assign(ticket, to=alice, by=alice.actor)
    assert (figures(alice)["unassigned"], figures(alice)["yours"], figures(alice)[f"team-{team.pk}"]) == (0, 1, 1)
    messages.reply(ticket.threads.get(), text="Hi", by=alice.actor, agent=alice, then="waiting")
    assert (figures(alice)["yours"], figures(alice)["waiting"]) == (0, 1)
    status.set_spam(ticket, is_spam=True, by=alice.actor)
    assert (figures(alice)["waiting"], figures(alice)["spam"]) == (0, 1)


def test_folding_keeps_the_figures(ticket: Ticket, alice: Agent) -> None:
    assignment.assign(ticket, to=alice, by=alice.actor)
    status.set_status(ticket, status="on_hold", by=alice.actor)
    before = figures(alice)
    fold_tallies()
    assert figures(alice) == before
    assert Tally.objects.count() == 1


def test_another_team_sees_and_counts_nothing(ticket: Ticket, charlie: Agent) -> None:
    assert set(figures(charlie).values()) == {0}
    assert keys(charlie, "open") == []
    assert not Ticket.objects.visible_to(charlie).exists()


def test_an_admin_sees_all_teams(ticket: Ticket, owner: Agent) -> None:
    assert keys(owner, "open") == [ticket.pk]


def test_pages_go_forth_and_back_without_gap(a_message: Callable[..., Message], alice: Agent) -> None:
    made = [a_message().ticket_id for _ in range(7)]
    teams = teams_of(alice)
    queue = find_queue(queues(alice, teams), "open")
    assert queue is not None
    for order in ("due", "recent"):
        seen: list[int] = []
        cursor, pages = "", []
        while True:
            page = list_tickets(alice, queue, teams=teams, order=order, cursor=cursor, size=3)
            pages.append(page)
            seen += [row["id"] for row in page.rows]
            if not page.older:
                break
            cursor = page.older
        assert sorted(seen) == sorted(made)
        assert len(set(seen)) == 7
        assert seen == (sorted(made) if order == "due" else sorted(made, reverse=True))
        back = list_tickets(alice, queue, teams=teams, order=order, cursor=pages[1].newer, size=3)
        assert back.rows == pages[0].rows


def test_a_broken_cursor_gives_the_first_page(ticket: Ticket, alice: Agent) -> None:
    for cursor in ("x", "bm90IGpzb24", "W10", "////"):
        assert keys(alice, "open", cursor=cursor) == [ticket.pk]
