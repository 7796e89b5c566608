"""What the search field proposes."""

from __future__ import annotations

from collections.abc import Callable

from shopbell.staff.models import Agent, Team
from shopbell.tickets.models import Message
from shopbell.tickets.queries.completion import suggestions


def written(agent: Agent, text: str) -> list[str]:
    return [one.written for one in suggestions(agent, text)]


def test_filters_by_key_and_by_name(alice: Agent) -> None:
    assert written(alice, "sta") == ["status:", "is:"]
    assert written(alice, "mug -pri") == ["-priority:"]
    assert written(alice, "custom") == ["from:"]
    assert written(alice, "") == []


def test_values_behind_a_key(alice: Agent, bob: Agent) -> None:
    assert written(alice, "mug status:sol") == ["status:active", "status:solved"]
    assert [one.text for one in suggestions(alice, "mug status:wai")] == ["mug status:waiting "]
    assert written(alice, "assignee:bob") == ['assignee:"Bob Baker"']
    assert written(alice, "nonsense:x") == []


def test_teams_with_blanks_are_quoted(alice: Agent, team: Team) -> None:
    Team.objects.filter(pk=team.pk).update(name="Blue Team")
    assert [one.text for one in suggestions(alice, 'x team:"blue')] == ['x team:"Blue Team" ']


def test_customers_one_may_see(alice: Agent, charlie: Agent, a_message: Callable[..., Message]) -> None:
    a_message()
    assert written(alice, "from:moo") == ["from:mia@post.example"]
    assert written(charlie, "from:moo") == []
    assert written(alice, "from:m") == []
