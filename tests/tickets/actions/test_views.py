"""Saved views: whose they are, in which order, and back again after deleting."""

from __future__ import annotations

import pytest

from shopbell.core.models import Event
from shopbell.staff.models import Agent, Team
from shopbell.tickets.actions import views
from shopbell.tickets.errors import TooManyViews
from shopbell.tickets.models import View


def _save(name: str, whose: Agent | Team, by: Agent, view: View | None = None) -> View:
    return views.save(view, name=name, query="status:open", order="due", whose=whose, by=by.actor)


def test_views_stand_in_the_order_they_were_made(alice: Agent, team: Team) -> None:
    made = [_save(name, alice, alice) for name in "abc"]
    assert [view.position for view in made] == [0, 1, 2]
    assert _save("of the team", team, alice).position == 0


def test_one_that_others_shall_see_goes_behind_theirs(alice: Agent, team: Team) -> None:
    _save("of the team", team, alice)
    own = _save("mine", alice, alice)
    shared = _save("ours", team, alice, own)
    assert (shared.pk, shared.owner, shared.team, shared.position) == (own.pk, None, team, 1)
    assert Event.objects.filter(name="view.saved").latest("pk").topics == [f"agent:{alice.pk}", f"team:{team.pk}"]


def test_deleting_can_be_taken_back(alice: Agent) -> None:
    view = _save("a", alice, alice)
    assert views.remove(view, by=alice.actor).is_archived
    assert not views.restore(view, by=alice.actor).is_archived
    assert Event.objects.filter(subject=f"tickets.view:{view.pk}").count() == 3


def test_arranging_puts_them_in_order_and_leaves_the_rest_behind(alice: Agent) -> None:
    first, second, third = (_save(name, alice, alice) for name in "abc")
    views.arrange([third, first], by=alice.actor)
    assert list(View.objects.values_list("name", flat=True)) == ["c", "a", "b"]
    assert second.pk


def test_there_is_an_end(alice: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_VIEWS", 1)
    first = _save("a", alice, alice)
    with pytest.raises(TooManyViews):
        _save("b", alice, alice)
    views.remove(first, by=alice.actor)
    _save("b", alice, alice)
    with pytest.raises(TooManyViews):
        views.restore(first, by=alice.actor)
