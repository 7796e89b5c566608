import pytest
from django.db import connection

from shopbell.core.models import Event
from shopbell.staff.actions import providers
from shopbell.staff.actions.sign_in_rules import set_rules
from shopbell.staff.errors import LastProvider
from shopbell.staff.models import Agent, IdentityProvider, Team


@pytest.fixture
def provider(owner: Agent, team: Team) -> IdentityProvider:
    details = {"name": "Keycloak", "issuer": "https://login.example", "client_id": "shopbell", "role": "agent"}
    return providers.save(None, **details, secret="not to be read", teams=[team], by=owner.actor)


def test_the_secret_is_encrypted_and_stays_unless_another_is_given(provider: IdentityProvider, owner: Agent) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM staff_identityprovider")
        assert "not to be read" not in cursor.fetchone()[0]
    changed = providers.save(provider, name="Login", teams=[], by=owner.actor)
    changed.refresh_from_db()
    assert (changed.name, changed.secret) == ("Login", {"secret": "not to be read"})
    assert [event.data for event in Event.objects.filter(name="sign_in.provider_saved")] == [
        {"is_active": True, "adds_people": False}
    ] * 2


def test_the_only_way_in_stays(provider: IdentityProvider, owner: Agent) -> None:
    set_rules(only_providers=True, by=owner.actor)
    with pytest.raises(LastProvider):
        providers.save(provider, is_active=False, teams=[], by=owner.actor)
    with pytest.raises(LastProvider):
        providers.delete(provider, by=owner.actor)
    provider.refresh_from_db()
    assert provider.is_active
    set_rules(only_providers=False, by=owner.actor)
    providers.delete(provider, by=owner.actor)
    assert not IdentityProvider.objects.exists()


def test_who_is_known_is_welcome_and_nobody_is_made_twice(provider: IdentityProvider, alice: Agent, team: Team) -> None:
    assert providers.welcome(provider, email=" ALICE@alderandflax.example ", name="X") == alice
    assert providers.welcome(provider, email="n@x.example", name="N") is None
    provider.adds_people = True
    made = providers.welcome(provider, email="n@x.example", name="")
    assert made
    assert (made.name, list(made.teams.all())) == ("n", [team])
    assert providers.welcome(provider, email="n@x.example", name="") == made
