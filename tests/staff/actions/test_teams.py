import pytest

from shopbell.channels.models import ChannelAccount
from shopbell.core.models import Event
from shopbell.shops.models import Shop
from shopbell.staff.actions.teams import archive, restore, save
from shopbell.staff.errors import TeamInUse
from shopbell.staff.models import Agent, Team
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


def test_an_archived_team_keeps_its_tickets_and_comes_back(
    owner: Agent, alice: Agent, ticket: Ticket, mailbox: ChannelAccount, other_team: Team
) -> None:
    mailbox.team = other_team
    mailbox.save()
    for _ in range(2):
        assert archive(ticket.team, by=owner.actor).is_archived
    assert Ticket.objects.visible_to(alice).get() == ticket
    assert list(ticket.team.members.all()) == [alice]
    for _ in range(2):
        assert not restore(ticket.team, by=owner.actor).is_archived
    assert [event.name for event in Event.objects.filter(name__startswith="team.")] == [
        "team.archived",
        "team.restored",
    ]


def test_a_team_to_which_a_channel_sends_stays(owner: Agent, mailbox: ChannelAccount, widget: ChannelAccount) -> None:
    with pytest.raises(TeamInUse) as refused:
        archive(mailbox.team, by=owner.actor)
    assert refused.value.say() == "New tickets still come to Care from Hello, Shop chat. Give these another team first."
    assert not Team.objects.get().is_archived
    assert not Event.objects.exists()
