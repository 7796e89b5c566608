from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from shopbell.core.models import Event
from shopbell.staff.actions.agents import create
from shopbell.staff.actions.invitation import invite, mail_link, password_link, revoke
from shopbell.staff.errors import AlreadyCame
from shopbell.staff.models import Agent
from shopbell.staff.queries import invitations


def _path(link: str) -> str:
    return link.removeprefix("http://testserver")


def test_a_link_lets_its_agent_choose_a_password_once(alice: Agent, client: Client) -> None:
    Agent.objects.filter(pk=alice.pk).update(password="!")
    alice.refresh_from_db()
    link = _path(password_link(alice))
    page = client.get(link, follow=True)
    chosen = {"password1": "a linen shirt at sea", "password2": "a linen shirt at sea"}
    assert client.post(page.request["PATH_INFO"], chosen).status_code == 302
    alice.refresh_from_db()
    assert alice.check_password("a linen shirt at sea")
    assert b"This link is used up" in client.get(link, follow=True).content


def test_a_link_is_mailed_in_the_agents_language_by_a_job(alice: Agent, run_jobs: Callable[[], int]) -> None:
    mail_link(alice)
    assert mail.outbox == []
    run_jobs()
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["alice@alderandflax.example"], "A link to choose your password")
    assert "Hello Alice Archer," in sent.body
    assert "http://testserver/accounts/password/reset/key/" in sent.body


def test_nobody_who_was_switched_off_gets_a_link(alice: Agent, run_jobs: Callable[[], int]) -> None:
    mail_link(alice)
    Agent.objects.update(is_active=False)
    run_jobs()
    assert mail.outbox == []


def test_an_invitation_is_listed_until_somebody_comes(
    owner: Agent, client: Client, run_jobs: Callable[[], int]
) -> None:
    nora = create(email="nora@x.example", name="Nora", role="agent", password=None, by=owner.actor)
    assert invitations() == []
    invite(nora, by=owner.actor)
    run_jobs()
    assert [person.name for person in invitations()] == ["Nora"]
    assert [sent.to for sent in mail.outbox] == [["nora@x.example"]]
    assert Event.objects.get(name="agent.invited").actor == f"agent:{owner.pk}"
    client.force_login(nora)
    assert invitations() == []
    with pytest.raises(AlreadyCame):
        revoke(nora, by=owner.actor)


def test_an_invitation_taken_back_opens_nothing(owner: Agent, client: Client) -> None:
    nora = create(email="nora@x.example", name="Nora", role="agent", password=None, by=owner.actor)
    invite(nora, by=owner.actor)
    nora.refresh_from_db()
    link = password_link(nora)
    revoke(nora, by=owner.actor)
    nora.refresh_from_db()
    assert (nora.is_active, nora.invited_at, invitations()) == (False, None, [])
    Agent.objects.filter(pk=nora.pk).update(is_active=True)
    page = client.get(link, follow=True).content.decode()
    assert 'name="password1"' not in page
    assert Event.objects.filter(name="agent.invitation_revoked").count() == 1
