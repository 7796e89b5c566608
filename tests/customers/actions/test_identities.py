import pytest

from shopbell.core.models import Event
from shopbell.customers.actions.identification import identify, verify
from shopbell.customers.actions.identities import add, remove
from shopbell.customers.base import Claim
from shopbell.customers.errors import AddressInUse, AddressTaken, AddressTakenElsewhere
from shopbell.customers.models import Customer, Identity
from shopbell.staff.models import Agent
from shopbell.tickets.models import Ticket


@pytest.fixture
def mia(ticket: Ticket) -> Customer:
    assert ticket.customer
    return ticket.customer


def test_an_address_is_added_once_and_not_as_proven(mia: Customer, alice: Agent) -> None:
    added = add(mia, Claim("email", "Mia@Work.example"), by=alice.actor)
    assert (added.value, added.is_verified, added.added_by) == ("mia@work.example", False, str(alice.actor))
    assert add(mia, Claim("email", "mia@work.example"), by=alice.actor) == added
    told = Event.objects.get(name="identity.added")
    assert told.data == {"identity": added.pk, "scheme": "email"}


def test_an_address_of_another_is_never_taken_over(mia: Customer, alice: Agent, owner: Agent) -> None:
    other = identify([Claim("email", "max@post.example", proof="dkim")], name="Max Maier").customer
    unproven = identify([Claim("email", "eva@post.example")], name="Eva Ek").customer
    for address in ("max@post.example", "EVA@post.example"):
        with pytest.raises(AddressTakenElsewhere):
            add(mia, Claim("email", address), by=alice.actor, seen_by=alice)  # she may not see them
    with pytest.raises(AddressTaken) as refused:
        add(mia, Claim("email", "max@post.example"), by=owner.actor, seen_by=owner)
    assert "Max Maier" in refused.value.say()
    assert other.identities.get().value == "max@post.example"
    assert unproven.identities.get().value == "eva@post.example"


def test_an_address_is_removed_unless_conversations_run_over_it(mia: Customer, alice: Agent) -> None:
    added = add(mia, Claim("phone", "+35315550100"), by=alice.actor)
    verify(added, how="agent", by=alice.actor)
    assert Identity.objects.get(pk=added.pk).verifier == str(alice.actor)
    remove(added, by=alice.actor)
    with pytest.raises(AddressInUse):
        remove(mia.identities.get(), by=alice.actor)
    assert mia.identities.get().value == "mia@post.example"
    assert Event.objects.filter(name="identity.removed").count() == 1
