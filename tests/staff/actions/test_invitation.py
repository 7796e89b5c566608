from collections.abc import Callable

from django.core import mail
from django.test import Client

from shopbell.staff.actions.invitation import mail_link, password_link
from shopbell.staff.models import Agent


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
