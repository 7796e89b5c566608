from django.test import Client
from django.urls import reverse

from shopbell.staff.models import Agent


def test_an_agent_finds_only_their_own_pages(as_alice: Client) -> None:
    page = as_alice.get(reverse("settings")).content.decode()
    assert reverse("profile") in page
    assert reverse("people") not in page
    assert reverse("channels") not in page


def test_an_admin_finds_every_group(client: Client, owner: Agent) -> None:
    client.force_login(owner)
    page = client.get(reverse("settings")).content.decode()
    for name in ("shop", "hours", "people", "teams", "channels", "parked", "outgoing"):
        assert page.count(f'href="{reverse(name)}"') == 2, name
