from collections.abc import Callable

import pytest

from shopbell.core.models import Event
from shopbell.core.search.syntax import Filter
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent
from shopbell.tickets.actions.status import set_status
from shopbell.tickets.actions.topics import make, merge_topics, rename, require, set_archived, set_topic, shift
from shopbell.tickets.errors import (
    NoSuchTopic,
    TopicNamedAlready,
    TopicNeeded,
    TopicTooDeep,
    TopicWithin,
)
from shopbell.tickets.models import Message, Ticket, Topic
from shopbell.tickets.queries.filters import condition
from shopbell.tickets.queries.topics import tree


@pytest.fixture
def topics(shop: Shop, owner: Agent) -> dict[str, Topic]:
    """Delivery with Late and Lost below it, then Returns."""
    delivery = make(shop, name="Delivery", by=owner.actor)
    return {
        "Delivery": delivery,
        "Late": make(shop, name="Late", parent=delivery, by=owner.actor),
        "Lost": make(shop, name="Lost", parent=delivery, by=owner.actor),
        "Returns": make(shop, name="Returns", by=owner.actor),
    }


def paths(shop: Shop) -> list[str]:
    return [leaf.path for leaf in tree(shop)]


def test_the_tree_is_read_from_the_top(shop: Shop, topics: dict[str, Topic], owner: Agent) -> None:
    assert paths(shop) == ["Delivery", "Delivery / Late", "Delivery / Lost", "Returns"]
    shift(topics["Lost"], by_places=-1, by=owner.actor)
    shift(topics["Returns"], by_places=-1, by=owner.actor)
    shift(topics["Returns"], by_places=-1, by=owner.actor)
    rename(topics["Returns"], name="Sent back", by=owner.actor)
    assert paths(shop) == ["Sent back", "Delivery", "Delivery / Lost", "Delivery / Late"]
    assert Event.objects.filter(name="topics.changed").count() == 7


def test_three_levels_and_one_name_a_place(shop: Shop, topics: dict[str, Topic], owner: Agent) -> None:
    deep = make(shop, name="In December", parent=topics["Late"], by=owner.actor)
    with pytest.raises(TopicTooDeep):
        make(shop, name="Too deep", parent=deep, by=owner.actor)
    with pytest.raises(TopicNamedAlready):
        make(shop, name="late", parent=topics["Delivery"], by=owner.actor)
    assert make(shop, name="Late", by=owner.actor).parent is None


def test_a_merged_topic_gives_its_tickets_and_topics(
    shop: Shop, topics: dict[str, Topic], ticket: Ticket, owner: Agent
) -> None:
    set_topic(ticket, topic=topics["Delivery"], by=owner.actor)
    with pytest.raises(TopicWithin):
        merge_topics(topics["Delivery"], into=topics["Late"], by=owner.actor)
    merge_topics(topics["Delivery"], into=topics["Returns"], by=owner.actor)
    assert paths(shop) == ["Returns", "Returns / Late", "Returns / Lost"]
    assert Ticket.objects.get().topic == topics["Returns"]


def test_merging_never_makes_a_tree_too_deep(shop: Shop, topics: dict[str, Topic], owner: Agent) -> None:
    one = make(shop, name="One", by=owner.actor)
    make(shop, name="Two", parent=one, by=owner.actor)
    deep = make(shop, name="December", parent=topics["Late"], by=owner.actor)
    with pytest.raises(TopicTooDeep):
        merge_topics(one, into=deep, by=owner.actor)
    assert Topic.objects.filter(name="One").exists()


def test_an_archived_topic_takes_all_below_it_along(shop: Shop, topics: dict[str, Topic], owner: Agent) -> None:
    set_archived(topics["Delivery"], is_archived=True, by=owner.actor)
    assert paths(shop) == ["Returns"]
    late = Topic.objects.get(pk=topics["Late"].pk)
    set_archived(late, is_archived=False, by=owner.actor)
    assert paths(shop) == ["Delivery", "Delivery / Late", "Returns"]


def test_a_ticket_has_a_topic_of_its_shop_and_says_so_once(
    ticket: Ticket, topics: dict[str, Topic], alice: Agent
) -> None:
    for _ in range(2):
        set_topic(ticket, topic=topics["Late"], by=alice.actor)
    (event,) = Event.objects.filter(name="ticket.topic_changed")
    assert event.data == {"before": None, "topic": topics["Late"].pk}
    foreign = make(Shop.objects.create(slug="pine", name="Pine"), name="Else", by=alice.actor)
    with pytest.raises(NoSuchTopic):
        set_topic(ticket, topic=foreign, by=alice.actor)
    assert Ticket.objects.get().topic == topics["Late"]


def test_the_filter_finds_what_lies_below(
    ticket: Ticket, topics: dict[str, Topic], alice: Agent, a_message: Callable[..., Message]
) -> None:
    other = a_message().ticket
    set_topic(ticket, topic=topics["Late"], by=alice.actor)

    def found(value: str) -> list[Ticket]:
        return list(Ticket.objects.filter(condition([Filter("topic", value)], alice)))

    assert (found("delivery"), found("Delivery / Late"), found("Returns")) == ([ticket], [ticket], [])
    assert found("none") == [other]


def test_a_shop_may_ask_for_a_topic_before_the_end(
    shop: Shop, ticket: Ticket, topics: dict[str, Topic], alice: Agent
) -> None:
    require(shop, is_required=True, by=alice.actor)
    with pytest.raises(TopicNeeded):
        set_status(ticket, status="solved", by=alice.actor)
    assert Ticket.objects.get().status == "open"
    set_topic(ticket, topic=topics["Late"], by=alice.actor)
    assert set_status(ticket, status="solved", by=alice.actor).status == "solved"
    assert [leaf.tickets for leaf in tree(shop, with_figures=True)] == [0, 1, 0, 0]
