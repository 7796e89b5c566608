import pytest

from shopbell.core.models import Event
from shopbell.staff.models import Agent
from shopbell.tickets.actions.tagging import LONGEST_TAG, MOST_TAGS, tag
from shopbell.tickets.errors import TagTooLong
from shopbell.tickets.models import Ticket


def test_tags_are_added_and_removed_whatever_their_case(ticket: Ticket, alice: Agent) -> None:
    tag(ticket, add=["Fault", " Late   parcel ", ""], by=alice.actor)
    assert tag(ticket, add=["fault"], remove=["LATE PARCEL"], by=alice.actor).tags == ["Fault"]
    assert [event.data for event in Event.objects.filter(name="ticket.tagged").order_by("pk")] == [
        {"added": ["Fault", "Late parcel"], "removed": []},
        {"added": [], "removed": ["Late parcel"]},
    ]


def test_there_is_an_end_to_tags(ticket: Ticket, alice: Agent) -> None:
    tagged = tag(ticket, add=[f"t{number:03}" for number in range(100)], by=alice.actor)
    assert len(tagged.tags) == MOST_TAGS


def test_a_tag_that_is_too_long_is_refused_not_cut(ticket: Ticket, alice: Agent) -> None:
    assert tag(ticket, add=["x" * LONGEST_TAG], by=alice.actor).tags == ["x" * 40]
    with pytest.raises(TagTooLong) as refused:
        tag(ticket, add=["Short", "y" * 41], by=alice.actor)
    assert refused.value.say() == f"A tag has at most 40 characters; “{'y' * 41}” has 41."
    ticket.refresh_from_db()
    assert ticket.tags == ["x" * 40]
