"""Signing in by another service, against one that really runs."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from shopbell.core.models import Event
from shopbell.staff.actions import providers
from shopbell.staff.actions.sign_in_rules import set_rules
from shopbell.staff.models import Agent, IdentityProvider, Team
from tests.conftest import PASSWORD
from tests.staff.oidc_service import CLIENT, SECRET, Service, running


@pytest.fixture
def service() -> Iterator[Service]:
    with running() as service:
        service.person = {"email": "alice@alderandflax.example", "email_verified": True, "name": "Alice A."}
        yield service


@pytest.fixture
def provider(service: Service, owner: Agent, team: Team) -> IdentityProvider:
    return providers.save(
        None,
        name="Keycloak",
        issuer=service.url,
        client_id=CLIENT,
        secret=SECRET,
        role="agent",
        own_role=None,
        teams=[team],
        by=owner.actor,
    )


def _come(client: Client, provider: IdentityProvider) -> str:
    """Where somebody lands who presses the button; the browser goes to the service and back."""
    there = client.get(reverse("openid_connect_login", args=[provider.public_id]))
    assert there.status_code == 302
    back = httpx.get(there.headers["Location"]).headers["Location"]
    return str(client.get(back.removeprefix("http://testserver")).headers["Location"])


def _words(client: Client) -> str:
    return client.get(reverse("account_login")).content.decode()


def test_who_is_here_comes_in_by_a_proven_address(client: Client, alice: Agent, provider: IdentityProvider) -> None:
    assert "Sign in by Keycloak" in _words(client)
    assert _come(client, provider) == "/desk/"
    assert client.get(reverse("profile")).content.decode().count("alice@alderandflax.example") == 1
    account = SocialAccount.objects.get()
    assert (account.user_id, account.provider, account.uid) == (alice.pk, provider.public_id, "4711")
    assert Event.objects.get(name="agent.signed_in").data == {"way": "openid_connect"}


def test_who_came_once_is_known_by_the_service_whatever_the_address(
    client: Client, alice: Agent, service: Service, provider: IdentityProvider
) -> None:
    _come(client, provider)
    service.person = {"email": "new@other.example", "email_verified": False}
    again = Client()
    assert _come(again, provider) == "/desk/"
    assert "alice@alderandflax.example" in again.get(reverse("profile")).content.decode()


@pytest.mark.parametrize("claim", [{}, {"email_verified": False}, {"email_verified": "false"}, {"email_verified": 1.5}])
def test_an_address_that_nobody_confirmed_proves_nothing(
    client: Client, alice: Agent, service: Service, provider: IdentityProvider, claim: dict[str, object]
) -> None:
    service.person = {"email": alice.email, **claim}
    assert _come(client, provider) == reverse("account_login")
    assert "Keycloak has not confirmed your address, so it proves nothing." in _words(client)
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()


def test_a_stranger_is_added_only_where_the_service_may(
    client: Client, service: Service, provider: IdentityProvider, team: Team
) -> None:
    service.person = {"email": "Nora@x.example", "email_verified": True, "name": "Nora New"}
    assert _come(client, provider) == reverse("account_login")
    assert "Nobody here has the address Nora@x.example." in _words(client)
    assert not Agent.objects.filter(email="nora@x.example").exists()
    IdentityProvider.objects.update(adds_people=True, role="observer")
    assert _come(client, provider) == "/desk/"
    nora = Agent.objects.get(email="nora@x.example")
    assert (nora.name, nora.role, list(nora.teams.all())) == ("Nora New", "observer", [team])
    assert not nora.has_usable_password()


def test_somebody_switched_off_stays_out(client: Client, alice: Agent, provider: IdentityProvider) -> None:
    Agent.objects.filter(pk=alice.pk).update(is_active=False)
    assert _come(client, provider) == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def test_a_wrong_secret_is_said_in_words(client: Client, alice: Agent, provider: IdentityProvider) -> None:
    provider.secret = {"secret": "another"}
    provider.save()
    assert _come(client, provider) == reverse("account_login")
    assert "The other service did not let you in." in _words(client)
    assert "_auth_user_id" not in client.session


def test_a_service_that_is_off_has_no_address(client: Client, provider: IdentityProvider) -> None:
    IdentityProvider.objects.update(is_active=False)
    assert client.get(reverse("openid_connect_login", args=[provider.public_id])).status_code == 404
    assert "Sign in by Keycloak" not in _words(client)


def test_passwords_end_for_all_but_owners(
    client: Client, owner: Agent, alice: Agent, provider: IdentityProvider
) -> None:
    set_rules(only_providers=True, by=owner.actor)
    refused = client.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
    assert refused.headers["Location"] == reverse("account_login")
    assert "Passwords are for owners only here." in _words(client)
    assert client.get(reverse("inbox")).status_code == 302
    assert _come(client, provider) == "/desk/"
    door = Client()
    assert door.post(reverse("account_login"), {"login": owner.email, "password": PASSWORD})["Location"] == "/desk/"
