from shopbell.staff.models import Agent
from shopbell.tickets.actions.tagging import tag
from shopbell.tickets.models import Ticket
from shopbell.tickets.queries import conversation


def test_the_timeline_says_which_tags_changed(ticket: Ticket, alice: Agent) -> None:
    tag(ticket, add=["Fault"], by=alice.actor)
    tag(ticket, add=["Zip", "Express"], by=alice.actor)
    tag(ticket, add=["Late"], remove=["Zip"], by=alice.actor)
    tag(ticket, remove=["Late"], by=alice.actor)
    said = [entry.sentence for entry in conversation(ticket).entries if entry.name == "ticket.tagged"]
    assert said == [
        "Alice Archer added the tag Fault",
        "Alice Archer added the tags Express, Zip",
        "Alice Archer added the tags Late and removed Zip",
        "Alice Archer removed the tag Late",
    ]
