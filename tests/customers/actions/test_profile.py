from shopbell.core.models import Event
from shopbell.customers.actions.identification import identify
from shopbell.customers.actions.profile import change
from shopbell.customers.base import Claim
from shopbell.customers.models import Customer
from shopbell.customers.queries import sources_of
from shopbell.staff.models import Agent
from shopbell.tickets.models import Ticket


def test_who_said_each_field_is_kept(ticket: Ticket, alice: Agent) -> None:
    assert ticket.customer
    mia = change(ticket.customer, by=alice.actor, city="Cork", tags=["Linen"], custom={"size": 38}, name="Mia Moor")
    said = {name: source.who for name, source in sources_of(mia).items()}
    assert said == {
        "name": "The customer, by e-mail",
        "city": "Alice Archer",
        "tags": "Alice Archer",
        "custom.size": "Alice Archer",
    }
    told = Event.objects.get(name="customer.changed")
    assert told.data == {"fields": ["city", "custom", "tags"]}
    assert "Cork" not in str(told.data)


def test_only_the_own_field_that_changed_gets_a_new_source(ticket: Ticket, alice: Agent, bob: Agent) -> None:
    assert ticket.customer
    mia = change(ticket.customer, by=alice.actor, custom={"size": 38, "cup": "Red"})
    mia = change(mia, by=bob.actor, custom={"size": 39, "cup": "Red"})
    assert (sources_of(mia)["custom.size"].who, sources_of(mia)["custom.cup"].who) == ("Bob Baker", "Alice Archer")
    change(mia, by=alice.actor, custom={"size": 39, "cup": "Red"})
    assert Event.objects.filter(name="customer.changed").count() == 2


def test_what_a_later_contact_adds_has_that_contact_as_source(db: None) -> None:
    mia = identify([Claim("email", "mia@post.example")]).customer
    assert mia.sources == {}
    identify([Claim("email", "mia@post.example")], name="Mia Moor", language="de")
    mia = Customer.objects.get()
    assert {name: said["how"] for name, said in mia.sources.items()} == {"name": "email", "language": "email"}
