import pytest

from shopbell.channels.models import ChannelAccount
from shopbell.core.models import Event
from shopbell.customers.base import Claim
from shopbell.staff.models import Agent
from shopbell.tickets.actions.threads import join, start
from shopbell.tickets.base import Route
from shopbell.tickets.errors import NoWayToAnswer
from shopbell.tickets.models import Ticket


def route(account: ChannelAccount, ticket: Ticket, **details: object) -> Route:
    contact = ticket.threads.get().contact
    values = {"channel": "chat", "label": "Chat", "account_id": account.pk, "to": "", "sender": "", "contact": contact}
    return Route(**{**values, **details})  # type: ignore[arg-type]


def test_a_thread_on_another_channel_keeps_the_ticket(ticket: Ticket, alice: Agent, widget: ChannelAccount) -> None:
    way = route(widget, ticket)
    first = start(ticket, route=way, by=alice.actor)
    assert start(ticket, route=way, by=alice.actor) == first
    assert (first.ticket, first.channel, first.subject, first.seq) == (ticket, "chat", "Where is my parcel?", 0)
    assert Event.objects.filter(name="thread.started").count() == 1


def test_a_way_without_an_address_is_refused(ticket: Ticket, alice: Agent, widget: ChannelAccount) -> None:
    with pytest.raises(NoWayToAnswer):
        start(ticket, route=route(widget, ticket, contact=None), by=alice.actor)
    assert ticket.threads.count() == 1


def test_who_joins_twice_is_one_participant(ticket: Ticket) -> None:
    thread = ticket.threads.get()
    join(thread, [Claim("email", "Sam@post.example"), Claim("email", "sam@POST.example")], is_copied=True)
    join(thread, [Claim("email", "sam@post.example")])
    assert list(thread.participants.filter(value="sam@post.example").values_list("is_copied", flat=True)) == [True]
