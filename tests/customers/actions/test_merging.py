from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopbell.core import clock
from shopbell.core.actor import SYSTEM, Actor
from shopbell.core.models import Event
from shopbell.customers.actions import consents, notes
from shopbell.customers.actions.identification import identify
from shopbell.customers.actions.merging import merge, unmerge
from shopbell.customers.actions.profile import change
from shopbell.customers.base import Claim
from shopbell.customers.errors import (
    DifferentAccounts,
    MergedAlready,
    MergedFurther,
    MergeUndone,
    OnlyOneCustomer,
    OnlyPeopleMerge,
)
from shopbell.customers.models import Customer, CustomerMerge
from shopbell.customers.queries import list_customers
from shopbell.customers.queries.merging import preview, suggestions
from shopbell.staff.models import Agent
from shopbell.tickets.models import Message, Ticket

BY = Actor("agent", 1)


@pytest.fixture
def pair(a_message: Callable[..., Message]) -> tuple[Customer, Customer]:
    """Mia twice, with a ticket each."""
    one = a_message(claims=[Claim("email", "mia@post.example")], name="Mia Moor").ticket.customer
    two = a_message(claims=[Claim("email", "m.moor@work.example")], name="M. Moor").ticket.customer
    assert one
    assert two
    return one, two


def _picture(*customers: Customer) -> list[dict[str, Any]]:
    """Everything that belongs to each."""
    return [
        {
            "columns": {
                name: getattr(customer, name)
                for name in (
                    "name",
                    "language",
                    "city",
                    "country",
                    "tags",
                    "is_vip",
                    "custom",
                    "sources",
                    "merged_into_id",
                )
            },
            "identities": sorted(customer.identities.values_list("pk", flat=True)),
            "tickets": sorted(customer.tickets.values_list("pk", "customer_name")),
            "messages": sorted(customer.messages.values_list("pk", flat=True)),
            "notes": sorted(customer.notes.values_list("pk", flat=True)),
            "consents": sorted(customer.consents.values_list("pk", flat=True)),
        }
        for customer in Customer.objects.filter(pk__in=[one.pk for one in customers]).order_by("pk")
    ]


def test_everything_goes_along_and_comes_back(
    pair: tuple[Customer, Customer], alice: Agent, run_jobs: Callable[[], int]
) -> None:
    one, two = pair
    notes.add(two, text="Has a dog", author=alice, by=alice.actor)
    consents.note(two, purpose="surveys", is_given=True, source="form", by=alice.actor)
    change(two, by=alice.actor, city="Kiel", tags=["Linen"], is_vip=True, custom={"size": 38})
    change(one, by=alice.actor, tags=["Wool"], custom={"cup": "Red"})
    before = _picture(one, two)
    made = merge(two, into=one, by=alice.actor)
    run_jobs()
    one, two = Customer.objects.get(pk=one.pk), Customer.objects.get(pk=two.pk)
    assert two.merged_into == one
    assert (one.name, one.city, one.tags, one.is_vip) == ("Mia Moor", "Kiel", ["Wool", "Linen"], True)
    assert one.custom == {"cup": "Red", "size": 38}
    assert one.sources["city"]["by"] == str(alice.actor)
    assert [one.identities.count(), one.tickets.count(), one.notes.count(), one.consents.count()] == [2, 2, 1, 1]
    assert set(Ticket.objects.values_list("customer_name", flat=True)) == {"Mia Moor"}
    assert one.ticket_count == 2
    assert list_customers(alice).rows == [one]
    told = Event.objects.get(name="customer.merged")
    assert (told.actor, told.data) == (
        str(alice.actor),
        {"merge": made.pk, "source": two.pk, "target": one.pk},
    )
    assert unmerge(made, by=alice.actor) == two
    assert _picture(one, two) == before
    with pytest.raises(MergeUndone):
        unmerge(made, by=alice.actor)


def test_fields_of_which_both_have_a_value_are_chosen(pair: tuple[Customer, Customer], alice: Agent) -> None:
    one, two = pair
    change(one, by=SYSTEM, city="Cork", custom={"size": 38})
    change(two, by=SYSTEM, city="Kiel", country="DE", custom={"size": 40})
    one, two = Customer.objects.get(pk=one.pk), Customer.objects.get(pk=two.pk)
    assert [(c.name, c.source, c.target) for c in preview(two, one).conflicts] == [
        ("name", "M. Moor", "Mia Moor"),
        ("city", "Kiel", "Cork"),
    ]  # `size` is no field that the shop has
    merge(two, into=one, by=alice.actor, take={"city": True, "custom.size": True})
    one.refresh_from_db()
    assert (one.name, one.city, one.country, one.custom) == ("Mia Moor", "Kiel", "DE", {"size": 40})


def test_two_accounts_of_a_shop_are_merged_knowingly_and_only_by_people(
    pair: tuple[Customer, Customer], alice: Agent
) -> None:
    one, two = pair
    identify([Claim("email", "mia@post.example", proof="hmac"), Claim("store", "17", scope=1, proof="hmac")])
    identify([Claim("email", "m.moor@work.example", proof="hmac"), Claim("store", "23", scope=1, proof="hmac")])
    with pytest.raises(DifferentAccounts):
        merge(two, into=one, by=alice.actor)
    for nobody in (SYSTEM, Actor("rule", 3), Actor("bot")):
        with pytest.raises(OnlyPeopleMerge):
            merge(two, into=one, by=nobody, accounts_may_differ=True)
    with pytest.raises(OnlyOneCustomer):
        merge(one, into=one, by=alice.actor)
    assert not CustomerMerge.objects.exists()
    merge(two, into=one, by=alice.actor, accounts_may_differ=True)
    assert one.identities.filter(scheme="store").count() == 2
    with pytest.raises(MergedAlready):
        merge(two, into=one, by=alice.actor, accounts_may_differ=True)


def test_what_came_over_their_address_since_goes_back_along(
    pair: tuple[Customer, Customer], alice: Agent, a_message: Callable[..., Message]
) -> None:
    one, two = pair
    made = merge(two, into=one, by=alice.actor)
    mine = a_message(claims=[Claim("email", "mia@post.example")], name="Mia Moor").ticket
    theirs = a_message(claims=[Claim("email", "m.moor@work.example")], name="M. Moor").ticket
    assert theirs.customer == one
    change(one, by=alice.actor, city="Later")
    unmerge(made, by=alice.actor)
    theirs.refresh_from_db()
    mine.refresh_from_db()
    assert (mine.customer, theirs.customer, theirs.customer_name) == (one, two, "M. Moor")
    assert theirs.messages.get().customer == two
    assert Customer.objects.get(pk=one.pk).city == "Later"


def test_a_merge_within_a_merge_is_taken_back_from_the_outside(
    pair: tuple[Customer, Customer], alice: Agent, a_message: Callable[..., Message]
) -> None:
    one, two = pair
    third = a_message(claims=[Claim("email", "third@post.example")], name="Third").ticket.customer
    assert third
    before = _picture(one, two, third)
    inner = merge(two, into=one, by=alice.actor)
    outer = merge(one, into=third, by=alice.actor)
    assert third.tickets.count() == 3
    with pytest.raises(MergedFurther):
        unmerge(inner, by=alice.actor)
    unmerge(outer, by=alice.actor)
    unmerge(inner, by=alice.actor)
    assert _picture(one, two, third) == before


WORDS = st.sampled_from(["", "Cork", "Kiel"])
TAGS = st.lists(st.sampled_from(["Linen", "Wool", "Clay"]), unique=True, max_size=3)
OWN = st.dictionaries(st.sampled_from(["size", "cup"]), st.sampled_from([1, 2]), max_size=2)
PERSON = st.fixed_dictionaries(
    {"city": WORDS, "country": st.sampled_from(["", "IE"]), "tags": TAGS, "is_vip": st.booleans(), "custom": OWN}
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.tuples(PERSON, PERSON, PERSON),
    steps=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=4),
    take=st.dictionaries(st.sampled_from(["name", "city", "custom.size"]), st.booleans()),
)
def test_taking_every_merge_back_gives_what_there_was(
    people: tuple[dict[str, Any], ...], steps: list[tuple[int, int]], take: dict[str, bool], db: None
) -> None:
    made = []
    customers = []
    for number, details in enumerate(people):
        claims = [Claim("email", f"{clock.now().timestamp()}-{number}@post.example")]
        customer = identify(claims, name=f"Person {number}").customer
        customers.append(change(customer, by=BY, **details))
        notes.add(customer, text=f"{number}", author=None, by=BY)
    before = _picture(*customers)
    for source, target in steps:
        try:
            made.append(merge(customers[source], into=customers[target], by=BY, take=take))
        except (OnlyOneCustomer, MergedAlready):
            continue
    kept = sum(len(one["identities"]) for one in _picture(*customers))
    assert kept == 3
    for one in reversed(made):
        unmerge(one, by=BY)
    assert _picture(*customers) == before


def test_who_might_be_the_same_is_shown_with_the_reason(
    pair: tuple[Customer, Customer], alice: Agent, charlie: Agent, a_message: Callable[..., Message]
) -> None:
    one, _two = pair
    a_message(claims=[Claim("email", "other@post.example")], name="Mia MOOR")
    a_message(claims=[Claim("email", "else@post.example"), Claim("phone", "+35315550100")], name="Somebody")
    identify([Claim("email", "mia@post.example", proof="dkim"), Claim("phone", "01 555 0100")])
    change(one, by=SYSTEM, country="IE")
    one = Customer.objects.get(pk=one.pk)
    found = {suggestion.customer.display_name: suggestion.reason for suggestion in suggestions(one, alice)}
    assert found == {"Mia MOOR": "Same name", "Somebody": "Same phone number, written in another way"}
    assert suggestions(one, charlie) == []
    assert not CustomerMerge.objects.exists()
