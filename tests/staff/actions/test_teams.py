from shopbell.core.models import Event
from shopbell.shops.models import Shop
from shopbell.staff.actions.teams import save
from shopbell.staff.models import Agent
from shopbell.tickets.models import Ticket


def test_a_team_is_made_and_its_members_change(shop: Shop, owner: Agent, alice: Agent, bob: Agent) -> None:
    team = save(None, shop=shop, name="Returns", members=[alice], by=owner.actor)
    team = save(team, shop=shop, name="Returns and repairs", members=[bob], by=owner.actor)
    assert (team.name, list(team.members.all())) == ("Returns and repairs", [bob])
    assert [event.data for event in Event.objects.filter(name="team.changed").order_by("pk")] == [
        {"members": [alice.pk]},
        {"members": [bob.pk]},
    ]


def test_who_leaves_a_team_no_longer_sees_its_tickets(shop: Shop, owner: Agent, alice: Agent, ticket: Ticket) -> None:
    assert Ticket.objects.visible_to(alice).exists()
    save(ticket.team, shop=shop, name="Care", members=[], by=owner.actor)
    assert not Ticket.objects.visible_to(alice).exists()
