from collections.abc import Callable
from itertools import pairwise

import pytest

from shopbell.staff.catalogue import BUILT_IN, built_in, permission, permissions
from shopbell.staff.models import Agent, Role, Sight, Team
from shopbell.staff.permissions import (
    held,
    may_answer,
    may_change_role,
    may_make,
    may_manage,
    may_read_audit,
    may_see_all,
    sight_of,
)
from shopbell.tickets.models import Message, Ticket
from shopbell.tickets.queries import counts, find_queue, list_tickets, queues, teams_of

PEOPLE = ["people.manage", "roles.manage", "tickets.read"]


def an_agent(role: str = "own", *included: str, sight: str = "teams") -> Agent:
    own = Role.objects.create(name=f"Role {Role.objects.count()}", permissions=included, sight=sight)
    number = Agent.objects.count()
    return Agent.objects.create_user(
        f"a{number}@alderandflax.example", name=f"A{number}", role=role, own_role=own if role == "own" else None
    )


def test_each_built_in_role_has_what_the_one_below_has() -> None:
    sets = [built_in(role) for role in BUILT_IN]
    assert all(low < high for high, low in pairwise(sets))
    assert sets[0] - sets[1] == {"owner"}
    assert sets[-1] == {"tickets.read", "tokens.make"}
    assert sets[0] == {one.key for one in permissions()}


def test_every_permission_is_explained(db: None) -> None:
    for one in permissions():
        assert str(one.label)
        assert str(one.words).endswith(".")


def test_a_key_names_one_thing_only() -> None:
    with pytest.raises(ValueError, match=r"two permissions are called tickets\.read"):
        permission("tickets.read", "Other", group="tickets", words="Other.", roles=[])


def test_an_own_role_has_what_it_includes_and_no_more(db: None) -> None:
    reader = an_agent("own", "tickets.read", "audit.read", "owner", "gone.long-ago")
    assert held(reader) == {"tickets.read", "audit.read"}
    assert (may_read_audit(reader), may_answer(reader), may_see_all(reader)) == (True, False, False)
    reader.is_active = False
    assert held(reader) == frozenset()
    assert sight_of(reader) is None


def test_who_may_not_see_tickets_has_no_sight_however_wide(db: None) -> None:
    assert sight_of(an_agent("own", "people.manage", sight="all")) is None
    assert sight_of(an_agent("own", "tickets.read", sight="all")) == Sight.ALL


@pytest.mark.parametrize("role", ["owner", "admin", "lead", "agent"])
def test_nobody_gives_a_built_in_role_that_has_more(role: str, db: None) -> None:
    assert not may_make(an_agent("own", *PEOPLE), role)


def test_an_own_role_is_given_only_by_who_has_all_of_it(db: None) -> None:
    personnel = an_agent("own", *PEOPLE, sight="teams")
    same = Role.objects.create(name="Same", permissions=PEOPLE, sight="teams")
    wider = Role.objects.create(name="Wider", permissions=PEOPLE, sight="all")
    blind = Role.objects.create(name="Blind", permissions=["people.manage"], sight="all")
    more = Role.objects.create(name="More", permissions=["audit.read"], sight="own")
    assert [may_make(personnel, role) for role in (same, wider, blind, more)] == [True, False, True, False]
    assert [may_change_role(personnel, role) for role in (same, wider, blind, more)] == [True, False, True, False]


def test_accounts_that_may_do_more_are_out_of_reach(db: None, owner: Agent) -> None:
    admin, personnel, guest = an_agent("admin"), an_agent("own", *PEOPLE), an_agent("own")
    assert [may_manage(admin, other) for other in (owner, admin, personnel, guest)] == [False, True, True, True]
    assert [may_manage(personnel, other) for other in (owner, admin, personnel, guest)] == [False, False, True, True]
    assert may_manage(owner, owner)


def test_only_their_own_tickets_are_listed_counted_and_found(
    a_message: Callable[..., Message], team: Team, ticket: Ticket
) -> None:
    temp = an_agent("own", "tickets.read", "tickets.answer", sight="own")
    team.members.add(temp)
    theirs = a_message(claims=[], subject="Another", dedupe_key="other").ticket
    Ticket.objects.filter(pk=theirs.pk).update(assignee=temp)
    assert list(Ticket.objects.visible_to(temp)) == [theirs]
    teams = teams_of(temp)
    known = queues(temp, teams)
    for key in ("open", f"team-{team.pk}"):
        queue = find_queue(known, key)
        assert queue
        assert [row["id"] for row in list_tickets(temp, queue, teams=teams).rows] == [theirs.pk]
    unassigned = find_queue(known, "unassigned")
    assert unassigned
    assert list_tickets(temp, unassigned, teams=teams).rows == []
    assert counts(temp, known, teams)["unassigned"] == 0


def test_who_may_see_no_ticket_sees_none(team: Team, ticket: Ticket) -> None:
    guest = an_agent("own", sight="all")
    team.members.add(guest)
    assert not Ticket.objects.visible_to(guest).exists()
    assert teams_of(guest) == []
