from collections.abc import Callable

import pytest

from shopbell.staff.models import Agent
from shopbell.tickets.actions.merging import merge, unmerge
from shopbell.tickets.actions.status import set_status
from shopbell.tickets.actions.tagging import tag
from shopbell.tickets.base import routes
from shopbell.tickets.models import Message, Ticket
from shopbell.tickets.queries import conversation
from shopbell.tickets.queries.merging import candidates, merged_numbers, offered, others_of, root_number


@pytest.mark.parametrize(
    ("one", "other", "is_offered"),
    [
        ({"order_number": "AF-1"}, {"order_number": "af-1", "subject": "Else"}, True),
        ({"order_number": "AF-1"}, {"order_number": "AF-2"}, False),
        ({"subject": "Where is my parcel?"}, {"subject": "The PARCEL again"}, True),
        ({"subject": "Where is my parcel?"}, {"subject": "A broken mug"}, False),
        ({}, {"is_spam": True}, False),
    ],
)
def test_what_is_offered(
    a_message: Callable[..., Message],
    alice: Agent,
    one: dict[str, object],
    other: dict[str, object],
    is_offered: bool,
) -> None:
    first, second = a_message(**one).ticket, a_message(**other).ticket
    assert offered(first, others_of(first, alice)) == (second if is_offered else None)


def test_a_solved_one_and_one_of_another_customer_are_not_offered(
    a_message: Callable[..., Message], alice: Agent, charlie: Agent
) -> None:
    first, second = a_message().ticket, a_message().ticket
    assert offered(first, others_of(Ticket.objects.get(pk=first.pk), charlie)) is None
    set_status(second, status="solved", by=alice.actor)
    assert offered(first, others_of(first, alice)) is None


def test_others_are_found_by_number_order_and_words(
    a_message: Callable[..., Message], alice: Agent, charlie: Agent
) -> None:
    first, second = a_message().ticket, a_message(order_number="AF-20871", text="The glaze has bubbles").ticket
    for text in ("", str(second.pk), f"#{second.pk}", "AF-20871", "glaze"):
        assert candidates(first, alice, text) == [second], text
        assert candidates(first, charlie, text) == [], text
    assert candidates(first, alice, str(first.pk)) == []
    assert candidates(first, alice, "status:nonsense") == []


def test_numbers_lead_where_a_ticket_went(a_message: Callable[..., Message], alice: Agent) -> None:
    one, two, three = (a_message().ticket for _ in range(3))
    merge(one, into=two, by=alice.actor)
    merge(two, into=three, by=alice.actor)
    assert [root_number(ticket.pk) for ticket in (one, two, three)] == [three.pk] * 3
    assert merged_numbers(three.pk) == [two.pk, one.pk]
    assert candidates(a_message().ticket, alice, str(one.pk)) == [three]


def test_the_timeline_tells_of_both_and_offers_the_way_back(a_message: Callable[..., Message], alice: Agent) -> None:
    one, two = a_message().ticket, a_message().ticket
    tag(one, add=["Fault"], by=alice.actor)
    move = merge(one, into=two, by=alice.actor)
    told = [(entry.sentence, entry.undo) for entry in conversation(two).entries if entry.sentence]
    assert told == [
        ("The ticket was opened", 0),
        ("The ticket was opened", 0),
        ("Alice Archer added the tag Fault", 0),
        (f"Alice Archer merged #{one.pk} into #{two.pk}", one.pk),
    ]
    unmerge(move, by=alice.actor)
    told = [(entry.sentence, entry.undo) for entry in conversation(two).entries if "#" in entry.sentence]
    assert told == [
        (f"Alice Archer merged #{one.pk} into #{two.pk}", 0),
        (f"Alice Archer took #{one.pk} out of #{two.pk} again", 0),
    ]


def test_each_thread_of_a_merged_ticket_can_be_answered(a_message: Callable[..., Message], alice: Agent) -> None:
    one, two = a_message(subject="One").ticket, a_message(subject="Two").ticket
    older = one.threads.get()
    merge(one, into=two, by=alice.actor)
    ways = routes(two)
    assert len({way.key for way in ways}) == len(ways) == 2
    assert (ways[1].thread, ways[1].label) == (older, "E-mail mailbox: One")
    assert ways[1].key.endswith(older.public_id)
