"""What higher apps tell about a team."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from shopbell.staff.models import Team

Sources = Callable[[Team], Iterable[str]]
_sources: list[Sources] = []


def brings_tickets(find: Sources) -> Sources:
    """Register a function that names what still sends new tickets to a team."""
    if find not in _sources:
        _sources.append(find)
    return find


def sources_of(team: Team) -> list[str]:
    """The names of all that still sends new tickets to this team."""
    return [name for find in _sources for name in find(team)]
