from django.test import Client
from django.urls import reverse

from shopbell.staff.models import Agent, IdentityProvider

SENT = {
    "name": "Keycloak",
    "issuer": "https://login.example/realms/shop/",
    "client_id": "shopbell",
    "secret": "not to be shown",
    "is_active": "on",
    "role": "agent",
}


def test_an_owner_sets_one_up_and_the_secret_is_shown_nowhere(client: Client, owner: Agent) -> None:
    client.force_login(owner)
    assert client.post(reverse("provider_new"), SENT).status_code == 302
    made = IdentityProvider.objects.get()
    assert (made.issuer, made.secret) == ("https://login.example/realms/shop", {"secret": "not to be shown"})
    page = client.get(reverse("provider", args=[made.public_id])).content.decode()
    assert f"http://testserver/accounts/oidc/{made.public_id}/login/callback/" in page
    assert "not to be shown" not in page
    client.post(reverse("provider", args=[made.public_id]), {**SENT, "secret": "", "name": "Login"})
    made.refresh_from_db()
    assert (made.name, made.secret) == ("Login", {"secret": "not to be shown"})
    assert "Login" in client.get(reverse("security")).content.decode()


def test_an_address_without_encryption_or_a_role_of_owners_is_refused(client: Client, owner: Agent) -> None:
    client.force_login(owner)
    for wrong in ({"issuer": "http://login.example"}, {"role": "owner"}):
        assert client.post(reverse("provider_new"), {**SENT, **wrong}).status_code == 422
    assert not IdentityProvider.objects.exists()


def test_an_admin_decides_nothing_about_whom_to_believe(client: Client, owner: Agent) -> None:
    client.force_login(Agent.objects.create_user("ada@x.example", name="Ada", role="admin"))
    assert client.post(reverse("provider_new"), SENT).status_code == 403
    assert "Owners add services" in client.get(reverse("security")).content.decode()
    assert not IdentityProvider.objects.exists()
