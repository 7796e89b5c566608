from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from shopbell.core import clock
from shopbell.staff.models import Agent, AgentSession, SignInRules
from tests.conftest import PASSWORD

KEPT = {"idle_minutes": "0", "audit_days": "365", "address_days": "90"}


@pytest.fixture
def as_owner(client: Client, owner: Agent) -> Client:
    client.force_login(owner)
    return client


def _signed_in(agent: Agent) -> Client:
    client = Client()
    client.force_login(agent)
    return client


def test_rules_are_set_on_a_page(as_owner: Client, owner: Agent) -> None:
    sent = {"second_step_roles": ["owner", "admin"], "second_step_days": "5", "shortest_password": "12", **KEPT}
    assert as_owner.post(reverse("security"), sent).status_code == 302
    rules = SignInRules.rules()
    assert (rules.second_step_roles, rules.second_step_days, rules.shortest_password) == (["admin", "owner"], 5, 12)
    page = as_owner.get(reverse("security")).content.decode()
    assert page.count("checked") == 2
    assert as_owner.post(reverse("security"), {**sent, "shortest_password": "4"}).status_code == 422


def test_who_is_late_is_led_to_the_second_step_and_nowhere_else(as_alice: Client, alice: Agent) -> None:
    Agent.objects.update(secure_by=clock.now() + timedelta(days=1))
    assert as_alice.get(reverse("inbox")).status_code == 200
    assert "You have time until" in as_alice.get(reverse("secure")).content.decode()
    Agent.objects.update(secure_by=clock.now() - timedelta(minutes=1))
    for path in (reverse("inbox"), reverse("customers"), "/admin/"):
        assert as_alice.get(path).headers["Location"] == reverse("secure")
    fragment = as_alice.get(reverse("queues"), headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment["HX-Redirect"]) == (204, reverse("secure"))
    page = as_alice.get(reverse("secure"))
    assert page.status_code == 200
    assert "Later" not in page.content.decode()
    assert as_alice.get(reverse("mfa_index")).status_code == 200
    Authenticator.objects.create(user=alice, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert as_alice.get(reverse("inbox")).status_code == 302
    Authenticator.objects.create(user=alice, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert as_alice.get(reverse("inbox")).status_code == 200


def test_signing_in_leads_to_the_second_step_while_there_is_time(client: Client, alice: Agent) -> None:
    Agent.objects.update(secure_by=clock.now() + timedelta(days=1))
    answer = client.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
    assert answer.headers["Location"] == reverse("secure")


def test_an_asked_password_comes_before_everything(as_owner: Client, owner: Agent, alice: Agent) -> None:
    browser = _signed_in(alice)
    as_owner.post(reverse("person_password", args=[alice.public_id]))
    assert browser.get(reverse("inbox")).headers["Location"] == reverse("account_change_password")
    chosen = "linen keeps its promise"
    browser.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": chosen, "password2": chosen}
    )
    assert browser.get(reverse("inbox")).status_code == 200


def test_a_lost_second_step_is_taken_away(as_owner: Client, alice: Agent) -> None:
    Authenticator.objects.create(user=alice, type=Authenticator.Type.TOTP, data={"secret": "x"})
    as_owner.post(reverse("person_second_step", args=[alice.public_id]))
    assert not Authenticator.objects.exists()


def test_an_admin_touches_no_owner(client: Client, owner: Agent) -> None:
    admin = Agent.objects.create_user("ada@alderandflax.example", name="Ada", role="admin")
    client.force_login(admin)
    owners = _signed_in(owner)
    owners.get(reverse("profile"))
    session = AgentSession.objects.get(agent=owner)
    assert client.get(reverse("person_sessions", args=[owner.public_id])).status_code == 403
    for name, args in (
        ("person_password", []),
        ("person_second_step", []),
        ("person_sessions_end", []),
        ("person_session_end", [session.public_id]),
    ):
        assert client.post(reverse(name, args=[owner.public_id, *args])).status_code == 403
    owner.refresh_from_db()
    assert not owner.must_change_password
    assert owners.get(reverse("profile")).status_code == 200


def test_sessions_are_listed_and_ended_all_but_this_one(alice: Agent, bob: Agent) -> None:
    phone = Client(headers={"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1"})
    phone.force_login(alice)
    phone.get(reverse("profile"))
    desktop = _signed_in(alice)
    page = desktop.get(reverse("sessions")).content.decode()
    assert "Safari on iPhone" in page
    assert page.count("this one") == 1
    assert AgentSession.objects.count() == 2
    other = _signed_in(bob)
    assert other.post(reverse("session_end", args=[AgentSession.objects.last().public_id])).status_code == 404  # type: ignore[union-attr]
    desktop.post(reverse("sessions_end"))
    assert phone.get(reverse("profile")).status_code == 302
    assert desktop.get(reverse("profile")).status_code == 200
    assert "Safari on iPhone" not in desktop.get(reverse("sessions")).content.decode()


def test_somebody_elses_session_is_ended(as_owner: Client, alice: Agent) -> None:
    browser = _signed_in(alice)
    browser.get(reverse("profile"))
    session = AgentSession.objects.get(agent=alice)
    assert "An unknown browser" in as_owner.get(reverse("person_sessions", args=[alice.public_id])).content.decode()
    as_owner.post(reverse("person_session_end", args=[alice.public_id, session.public_id]))
    assert browser.get(reverse("profile")).status_code == 302


def test_an_invitation_is_sent_again_and_taken_back(as_owner: Client, owner: Agent) -> None:
    sent = {
        "name": "Nora",
        "email": "n@x.example",
        "role": "agent",
        "language": "en",
        "timezone": "UTC",
        "access": "link",
    }
    as_owner.post(reverse("person_new"), sent)
    nora = Agent.objects.get(name="Nora")
    assert "Invited, not here yet" in as_owner.get(reverse("people")).content.decode()
    before = nora.invited_at
    as_owner.post(reverse("person_invitation", args=[nora.public_id]))
    nora.refresh_from_db()
    assert before
    assert nora.invited_at
    assert nora.invited_at > before
    as_owner.post(reverse("person_invitation", args=[nora.public_id]), {"revoke": "yes"})
    nora.refresh_from_db()
    assert not nora.is_active
    assert "Invited, not here yet" not in as_owner.get(reverse("people")).content.decode()
