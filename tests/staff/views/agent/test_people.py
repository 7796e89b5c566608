from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from shopbell.core.models import Event
from shopbell.staff.models import Agent, Team

NEW = {
    "name": "Nora New",
    "email": "Nora@AlderAndFlax.example",
    "role": "agent",
    "language": "de",
    "timezone": "Europe/Berlin",
    "access": "link",
    "password": "",
}


@pytest.fixture
def as_owner(client: Client, owner: Agent) -> Client:
    client.force_login(owner)
    return client


@pytest.fixture
def admin(shop: object) -> Agent:
    return Agent.objects.create_user("ada@alderandflax.example", "a long password", name="Ada Admin", role="admin")


def test_somebody_new_gets_a_link_that_is_shown_once_and_mailed(
    as_owner: Client, team: Team, run_jobs: Callable[[], int]
) -> None:
    response = as_owner.post(reverse("person_new"), {**NEW, "teams": [team.pk]}, follow=True)
    nora = Agent.objects.get(email="nora@alderandflax.example")
    assert (nora.name, nora.language, nora.timezone, nora.has_usable_password()) == (
        "Nora New",
        "de",
        "Europe/Berlin",
        False,
    )
    assert list(nora.teams.all()) == [team]
    assert b"/accounts/password/reset/key/" in response.content
    assert b"/accounts/password/reset/key/" not in as_owner.get(reverse("person", args=[nora.public_id])).content
    run_jobs()
    assert [sent.to for sent in mail.outbox] == [["nora@alderandflax.example"]]


def test_a_first_password_can_be_set_instead(as_owner: Client) -> None:
    as_owner.post(reverse("person_new"), {**NEW, "access": "password", "password": "linen keeps its promise"})
    assert Agent.objects.get(name="Nora New").check_password("linen keeps its promise")


def test_a_weak_first_password_is_refused_and_what_was_typed_stays(as_owner: Client) -> None:
    response = as_owner.post(reverse("person_new"), {**NEW, "access": "password", "password": "short"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "This password is too short" in page
    assert 'value="Nora New"' in page
    assert page.count("autofocus") == 1
    assert 'value="short"' not in page
    assert not Agent.objects.filter(name="Nora New").exists()


def test_an_address_is_taken_once_whatever_its_case(as_owner: Client, alice: Agent) -> None:
    response = as_owner.post(reverse("person_new"), {**NEW, "email": "ALICE@alderandflax.example"})
    assert response.status_code == 422
    assert b"Somebody has an account with this address already." in response.content


def test_an_admin_makes_no_owner_and_touches_none(client: Client, admin: Agent, owner: Agent) -> None:
    client.force_login(admin)
    response = client.post(reverse("person_new"), {**NEW, "role": "owner"})
    assert response.status_code == 422
    assert not Agent.objects.filter(name="Nora New").exists()
    for name in ("person", "person_link", "person_active"):
        data = {"active": "no", "name": "Mine", "email": "mine@alderandflax.example", "role": "agent"}
        assert client.post(reverse(name, args=[owner.public_id]), data).status_code == 403
    owner.refresh_from_db()
    assert (owner.name, owner.is_active, owner.role) == ("Olga Owner", True, "owner")


def test_a_changed_role_and_team_are_saved_and_told(as_owner: Client, alice: Agent, other_team: Team) -> None:
    data = {**NEW, "name": alice.name, "email": alice.email, "role": "lead", "teams": [other_team.pk]}
    response = as_owner.post(reverse("person", args=[alice.public_id]), data)
    assert response.status_code == 302
    alice.refresh_from_db()
    assert (alice.role, list(alice.teams.all())) == ("lead", [other_team])
    assert Event.objects.filter(name="team.changed").count() == 2


def test_switching_somebody_off_ends_their_session(as_owner: Client, alice: Agent) -> None:
    hers = Client()
    hers.force_login(alice)
    assert hers.get(reverse("inbox")).status_code == 200
    as_owner.post(reverse("person_active", args=[alice.public_id]), {"active": "no"})
    assert hers.get(reverse("inbox")).status_code == 302


def test_the_last_owner_is_not_switched_off(as_owner: Client, owner: Agent) -> None:
    response = as_owner.post(reverse("person_active", args=[owner.public_id]), {"active": "no"})
    assert response.status_code == 409
    assert b"Make somebody else an owner first." in response.content
