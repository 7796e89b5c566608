import pytest
from django.test import Client
from django.urls import reverse

from shopbell.staff.models import Agent, Role


@pytest.fixture
def as_owner(client: Client, owner: Agent) -> Client:
    client.force_login(owner)
    return client


def test_a_role_is_made_given_and_seen_in_the_table(as_owner: Client, alice: Agent) -> None:
    sent = {"name": " Packer ", "permissions": ["tickets.read", "tickets.answer"], "sight": "own"}
    assert as_owner.post(reverse("role_new"), sent).headers["Location"] == reverse("roles")
    packer = Role.objects.get()
    assert (packer.name, packer.permissions, packer.sight) == ("Packer", ["tickets.answer", "tickets.read"], "own")
    person = {"name": alice.name, "email": alice.email, "role": packer.public_id, "language": "en", "timezone": "UTC"}
    assert as_owner.post(reverse("person", args=[alice.public_id]), person).status_code == 302
    alice.refresh_from_db()
    assert (alice.role, alice.own_role) == ("own", packer)
    page = as_owner.get(reverse("roles")).content.decode()
    assert "1 person" in page
    assert page.count('data-role="Packer"') == 3  # two permissions and the width of sight
    assert "Packer" in as_owner.get(reverse("people")).content.decode()


def test_a_name_is_given_once(as_owner: Client) -> None:
    Role.objects.create(name="Packer")
    answer = as_owner.post(reverse("role_new"), {"name": "packer", "sight": "own"})
    assert answer.status_code == 422
    assert "There is a role of this name already." in answer.content.decode()
    assert Role.objects.count() == 1


def test_nobody_gives_away_more_than_they_have(client: Client, db: None) -> None:
    own = Role.objects.create(name="Personnel", permissions=["people.manage", "roles.manage"])
    personnel = Agent.objects.create_user("p@alderandflax.example", name="P", role="own", own_role=own)
    client.force_login(personnel)
    page = client.get(reverse("role_new")).content.decode()
    assert 'value="people.manage"' in page
    assert 'value="audit.read"' not in page
    for wanted, sight in ((["audit.read"], "teams"), (["tickets.read"], "teams"), (["owner"], "own")):
        sent = {"name": "More", "permissions": wanted, "sight": sight}
        assert client.post(reverse("role_new"), sent).status_code == 422
    more = Role.objects.create(name="Auditor", permissions=["audit.read"])
    assert client.post(reverse("role", args=[more.public_id]), {"name": "X", "sight": "own"}).status_code == 403
    assert client.post(reverse("role_delete", args=[more.public_id])).status_code == 403
    more.refresh_from_db()
    assert (more.name, Role.objects.count()) == ("Auditor", 2)
    invite = {
        "name": "N",
        "email": "n@x.example",
        "role": "admin",
        "language": "en",
        "timezone": "UTC",
        "access": "link",
    }
    assert client.post(reverse("person_new"), invite).status_code == 422
    assert not Agent.objects.filter(email="n@x.example").exists()


def test_a_role_is_changed_and_deleted(as_owner: Client) -> None:
    role = Role.objects.create(name="Packer", permissions=["tickets.read"])
    as_owner.post(reverse("role", args=[role.public_id]), {"name": "Carrier", "permissions": [], "sight": "teams"})
    role.refresh_from_db()
    assert (role.name, role.permissions, role.sight) == ("Carrier", [], "teams")
    as_owner.post(reverse("role_delete", args=[role.public_id]))
    assert not Role.objects.exists()
