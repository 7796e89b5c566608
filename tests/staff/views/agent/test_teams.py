from django.test import Client
from django.urls import reverse

from shopbell.channels.models import ChannelAccount
from shopbell.staff.models import Agent, Team
from shopbell.tickets.models import Ticket


def test_a_team_is_made_with_its_members(client: Client, owner: Agent, alice: Agent, bob: Agent) -> None:
    client.force_login(owner)
    response = client.post(reverse("team_new"), {"name": "Returns", "members": [alice.pk, bob.pk]})
    assert response.status_code == 302
    assert set(Team.objects.get(name="Returns").members.all()) == {alice, bob}


def test_a_name_is_taken_once_in_a_shop(client: Client, owner: Agent, team: Team) -> None:
    client.force_login(owner)
    response = client.post(reverse("team_new"), {"name": "CARE"})
    assert response.status_code == 422
    assert b"There is a team of this name already." in response.content


def test_who_leaves_a_team_no_longer_sees_its_tickets(
    client: Client, owner: Agent, alice: Agent, ticket: Ticket
) -> None:
    team = alice.teams.get()
    client.force_login(owner)
    client.post(reverse("team", args=[team.public_id]), {"name": "Care", "members": []})
    hers = Client()
    hers.force_login(alice)
    assert hers.get(reverse("ticket", args=[ticket.pk])).status_code == 404


def test_a_team_is_archived_shown_as_such_and_brought_back(
    client: Client, owner: Agent, alice: Agent, ticket: Ticket, other_team: Team
) -> None:
    team = ticket.team
    ChannelAccount.objects.update(team=other_team)
    client.force_login(owner)
    page = client.post(reverse("team_archive", args=[team.public_id]), {"archived": "yes"}, follow=True)
    assert "Care is archived. Its tickets stay where they are." in page.content.decode()
    assert '<h2 class="group-head" id="archived">Archived</h2>' in page.content.decode()
    assert "Bring back" in client.get(reverse("team", args=[team.public_id])).content.decode()
    assert "An archived team has this name." in client.post(reverse("team_new"), {"name": "care"}).content.decode()

    hers = Client()
    hers.force_login(alice)
    shown = hers.get(reverse("ticket", args=[ticket.pk])).content.decode()
    assert f'<option value="{team.pk}" selected>Care (archived)</option>' in shown
    inbox = hers.get(reverse("queue", args=["open"])).content.decode()
    assert "Where is my parcel?" in inbox
    assert reverse("queue", args=[f"team-{team.pk}"]) not in inbox

    client.post(reverse("team_archive", args=[team.public_id]), {"archived": "no"})
    assert not Team.objects.get(pk=team.pk).is_archived
    assert reverse("queue", args=[f"team-{team.pk}"]) in hers.get(reverse("inbox")).content.decode()


def test_a_team_with_channels_says_which_and_offers_no_button(
    client: Client, owner: Agent, mailbox: ChannelAccount
) -> None:
    client.force_login(owner)
    page = client.get(reverse("team", args=[mailbox.team.public_id])).content.decode()
    assert "New tickets still come here from Hello. Give these another team first." in page
    assert reverse("team_archive", args=[mailbox.team.public_id]) not in page
    refused = client.post(reverse("team_archive", args=[mailbox.team.public_id]))
    assert refused.status_code == 409
    assert not Team.objects.get().is_archived
