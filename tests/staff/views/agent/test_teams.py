from django.test import Client
from django.urls import reverse

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
