from collections.abc import Callable

import pytest

from shopbell.customers.base import Claim
from shopbell.customers.models import Customer
from shopbell.customers.queries import list_customers
from shopbell.staff.models import Agent, Team
from shopbell.tickets.models import Message


@pytest.fixture
def people(a_message: Callable[..., Message]) -> list[str]:
    names = ["Niamh Gallagher", "Lena Brandt", "Bartholomew Galloway", "Zoë Ünal"]
    for name in names:
        address = f"{name.split()[0].lower()}@post.example"
        a_message(claims=[Claim("email", address, display=name)], name=name)
    return names


def _names(agent: Agent, **wanted: object) -> list[str]:
    return [customer.name for customer in list_customers(agent, **wanted).rows]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("gal", ["Bartholomew Galloway", "Niamh Gallagher"]),
        ("GALLAGHER nia", ["Niamh Gallagher"]),
        ("lena@po", ["Lena Brandt"]),
        ("lena@POST.example", ["Lena Brandt"]),
        ("ünal", ["Zoë Ünal"]),
        ("rand", []),
        ("%", []),
        ("'); DROP TABLE customers_customer; --", []),
        ("gal & | ! <->", ["Bartholomew Galloway", "Niamh Gallagher"]),
    ],
)
def test_the_beginning_of_a_name_or_address_finds(
    people: list[str], alice: Agent, search: str, found: list[str]
) -> None:
    assert _names(alice, search=search) == found


def test_pages_go_there_and_back_without_loss(people: list[str], alice: Agent) -> None:
    newest_first = people[::-1]
    first = list_customers(alice, size=3)
    assert [c.name for c in first.rows] == newest_first[:3]
    assert first.newer is None
    second = list_customers(alice, before=first.older, size=3)
    assert [c.name for c in second.rows] == newest_first[3:]
    assert second.older is None
    back = list_customers(alice, after=second.newer, size=3)
    assert [c.name for c in back.rows] == newest_first[:3]
    assert back.newer is None


def test_another_team_finds_nobody_and_an_owner_everybody(people: list[str], charlie: Agent, owner: Agent) -> None:
    assert _names(charlie) == []
    assert _names(charlie, search="lena@post.example") == []
    assert len(_names(owner)) == 4


def test_a_customer_is_seen_as_soon_as_one_ticket_is(people: list[str], charlie: Agent, other_team: Team) -> None:
    lena = Customer.objects.get(name="Lena Brandt")
    lena.tickets.update(team=other_team)
    assert list(Customer.objects.visible_to(charlie)) == [lena]


def test_a_search_takes_the_same_few_questions_whatever_it_finds(
    people: list[str], alice: Agent, django_assert_num_queries: Callable[[int], object]
) -> None:
    with django_assert_num_queries(4):  # type: ignore[attr-defined]  # her teams, the page, its people, identities
        list_customers(alice, search="gal")


def test_who_wrote_last_is_first_and_spam_alone_is_nobody(
    people: list[str], alice: Agent, owner: Agent, a_message: Callable[..., Message]
) -> None:
    a_message(claims=[Claim("email", "win@spam.example", display="Big Win")], name="Big Win", is_spam=True)
    again = [Claim("email", "niamh@post.example", display="Niamh Gallagher")]
    a_message(claims=again, name="Niamh Gallagher", subject="One more thing")
    for agent in (alice, owner):
        assert _names(agent) == ["Niamh Gallagher", "Zoë Ünal", "Bartholomew Galloway", "Lena Brandt"]
    assert _names(alice, search="big") == ["Big Win"]
