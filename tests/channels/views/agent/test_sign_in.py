"""An admin signs in at a provider, against a real sign-in service on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from shopbell.channels.actions import oauth
from shopbell.channels.adapters.email import EmailAdapter, smtp
from shopbell.channels.adapters.email.connection import sending
from shopbell.channels.base import NeedsReconnect
from shopbell.channels.models import ChannelAccount
from shopbell.core import clock, http
from shopbell.staff.models import Agent, Team
from tests.channels.actions.oauth_server import CLIENT, SECRET, SignInService, signing_in
from tests.channels.adapters.email.servers import Folder, Script, imap, listening, pop3
from tests.channels.adapters.email.servers import smtp as taking


@pytest.fixture
def as_owner(client: Client, owner: Agent) -> Client:
    client.force_login(owner)
    return client


@pytest.fixture
def service() -> Iterator[SignInService]:
    """The service, over the guarded network: that an admin wrote its address down lets it be on this machine."""
    with signing_in() as service, http.installed(http.GuardedTransport(allow_private=True)):
        yield service


@pytest.fixture
def waiting(mailbox: ChannelAccount, service: SignInService) -> ChannelAccount:
    """A mailbox for which nobody has signed in yet."""
    mailbox.settings = settings_of(service)
    mailbox.save()
    return mailbox


def settings_of(service: SignInService) -> dict[str, Any]:
    return {
        "host": "127.0.0.1",
        "security": "none",
        "smtp_host": "127.0.0.1",
        "smtp_security": "none",
        "username": "hello@alderandflax.example",
        "auth": "oauth",
        "provider": "other",
        "client_id": CLIENT,
        "client_secret": SECRET,
        "authorize_url": f"{service.url}/authorize",
        "token_url": f"{service.url}/token",
        "scope": "mail offline_access",
    }


def begun(client: Client, account: ChannelAccount) -> str:
    response = client.get(reverse("channel_sign_in", args=[account.public_id]))
    assert response.status_code == 302
    return str(response.headers["Location"])


def back(client: Client, url: str) -> str:
    """The person comes back; gives what the page they land on says."""
    parts = urlsplit(url)
    return client.get(f"{parts.path}?{parts.query}", follow=True).content.decode()


def test_the_person_is_sent_with_a_challenge_and_a_state_of_this_session(
    as_owner: Client, waiting: ChannelAccount, service: SignInService
) -> None:
    first, second = (
        {name: values[0] for name, values in parse_qs(urlsplit(begun(as_owner, waiting)).query).items()}
        for _ in range(2)
    )
    assert first["redirect_uri"].endswith(reverse("channel_signed_in"))
    assert (first["response_type"], first["scope"]) == ("code", "mail offline_access")
    assert (first["code_challenge_method"], len(first["code_challenge"])) == ("S256", 43)
    assert first["login_hint"] == "hello@alderandflax.example"
    assert first["state"] != second["state"]
    assert first["code_challenge"] != second["code_challenge"]
    assert "client_secret" not in first


def test_the_mailbox_is_connected_and_its_tokens_are_stored_encrypted(
    as_owner: Client, waiting: ChannelAccount, service: SignInService
) -> None:
    page = back(as_owner, service.agree(begun(as_owner, waiting)))
    assert "Hello is connected and is being tested." in page
    waiting.refresh_from_db()
    (access,), (refresh,) = service.access_tokens, service.refresh_tokens
    assert (waiting.settings["oauth"]["access_token"], waiting.settings["oauth"]["refresh_token"]) == (access, refresh)
    assert waiting.state == "new"
    assert ProcrastinateJob.objects.filter(task_name="channels.test").count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT settings FROM channels_channelaccount WHERE id = %s", [waiting.pk])
        stored = str(cursor.fetchone()[0])
    assert (access in stored, refresh in stored, SECRET in stored) == (False, False, False)
    assert (access in page, refresh in page) == (False, False)
    assert len(service.asked[0]["code_verifier"]) >= 43


def test_a_verifier_that_does_not_fit_is_refused_by_the_service(
    as_owner: Client, waiting: ChannelAccount, service: SignInService
) -> None:
    url = service.agree(begun(as_owner, waiting))
    next(iter(service.codes.values()))["code_challenge"] = "of another verifier"
    assert "The provider did not let us in." in back(as_owner, url)
    waiting.refresh_from_db()
    assert "oauth" not in waiting.settings


def test_the_state_counts_once_and_in_its_own_session_alone(
    as_owner: Client, waiting: ChannelAccount, service: SignInService, owner: Agent
) -> None:
    url = service.agree(begun(as_owner, waiting))
    other = Client()
    other.force_login(owner)
    assert "This sign-in was not begun here" in back(other, url)
    assert service.asked == []
    back(as_owner, url)
    assert "This sign-in was not begun here" in back(as_owner, url)
    assert len(service.asked) == 1


def test_a_sign_in_that_took_too_long_is_begun_once_more(
    as_owner: Client, waiting: ChannelAccount, service: SignInService
) -> None:
    url = service.agree(begun(as_owner, waiting))
    with clock.frozen(clock.now() + timedelta(minutes=16)):
        assert "This sign-in was not begun here, or too long ago." in back(as_owner, url)
    assert service.asked == []


def test_what_the_provider_refuses_is_said_and_changes_nothing(
    as_owner: Client, waiting: ChannelAccount, service: SignInService
) -> None:
    for more, said in (
        ("error=access_denied", "The provider was not given the permission, so nothing has changed."),
        ("error=server_error&error_description=%3Cb%3Eno%3C/b%3E", "The provider refused: &lt;b&gt;no&lt;/b&gt;"),
    ):
        state = parse_qs(urlsplit(begun(as_owner, waiting)).query)["state"][0]
        assert said in back(as_owner, f"{reverse('channel_signed_in')}?{more}&state={state}")
    assert service.asked == []


def test_a_permission_that_does_not_last_is_not_taken(
    as_owner: Client, waiting: ChannelAccount, service: SignInService
) -> None:
    service.lasting = False
    assert "such as offline_access" in back(as_owner, service.agree(begun(as_owner, waiting)))
    waiting.refresh_from_db()
    assert "oauth" not in waiting.settings


def test_imap_pop3_and_smtp_sign_in_with_the_tokens_that_are_refreshed(
    as_owner: Client, waiting: ChannelAccount, service: SignInService
) -> None:
    from shopbell.channels.actions.speaking import facts_of

    back(as_owner, service.agree(begun(as_owner, waiting)))
    oauth.access_token(waiting.pk, refresh=True)
    waiting.refresh_from_db()
    assert waiting.settings["oauth"]["access_token"] == service.access_tokens[1]
    read, dropped, sent = Script(), Script({"AUTH": "+OK"}), Script()
    with (
        listening(imap(read, {"INBOX": Folder()})) as one,
        listening(pop3(dropped, {})) as two,
        listening(taking(sent)) as three,
    ):
        adapter = EmailAdapter({**waiting.settings, "port": one}, facts_of(waiting))
        list(adapter.poll({}))
        adapter.close()
        list(EmailAdapter({**waiting.settings, "receive": "pop3", "port": two}, facts_of(waiting)).poll({}))
        with smtp.session(sending({**waiting.settings, "smtp_port": three}), token=facts_of(waiting).token):
            pass
    for script in (read, dropped, sent):
        assert any("XOAUTH2" in line for line in script.heard)
    assert len(service.access_tokens) == 2


def test_a_refresh_that_is_refused_asks_for_the_person_once_more(
    as_owner: Client, waiting: ChannelAccount, service: SignInService
) -> None:
    back(as_owner, service.agree(begun(as_owner, waiting)))
    service.refresh_tokens.clear()
    with pytest.raises(NeedsReconnect, match=r"Sign in anew\.$"):
        oauth.access_token(waiting.pk, refresh=True)
    ChannelAccount.objects.filter(pk=waiting.pk).update(state="reconnect", last_error="Refused.")
    address = reverse("channel", args=[waiting.public_id])
    page = as_owner.get(address).content.decode()
    assert "This account needs to be connected again" in page
    assert "Sign in anew" in page
    back(as_owner, service.agree(begun(as_owner, waiting)))
    waiting.refresh_from_db()
    assert waiting.state == "new"
    assert oauth.access_token(waiting.pk) == service.access_tokens[-1]


def test_tokens_of_one_provider_are_never_sent_to_another(
    as_owner: Client, waiting: ChannelAccount, service: SignInService
) -> None:
    back(as_owner, service.agree(begun(as_owner, waiting)))
    waiting.refresh_from_db()
    asked = len(service.asked)
    waiting.settings = {**waiting.settings, "token_url": f"{service.url}/token?other"}
    waiting.save()
    with pytest.raises(NeedsReconnect, match="Sign in at the mail provider"):
        oauth.access_token(waiting.pk, refresh=True)
    assert len(service.asked) == asked


def test_a_new_mailbox_of_microsoft_waits_for_the_person(as_owner: Client, team: Team) -> None:
    data = {
        "name": "Hello",
        "address": "hello@outlook.com",
        "team": team.pk,
        "s-receive": "imap",
        "s-security": "tls",
        "s-smtp_security": "starttls",
        "s-auth": "oauth",
        "s-provider": "microsoft",
        "s-client_id": "an app",
    }
    page = as_owner.post(reverse("channel_new", args=["email"]), data, follow=True).content.decode()
    made = ChannelAccount.objects.get()
    assert (made.state, made.settings["host"], made.settings["smtp_port"]) == (
        "reconnect",
        "outlook.office365.com",
        587,
    )
    assert "Sign in with Microsoft" in page
    assert "This account is not connected yet" in page
    assert not ProcrastinateJob.objects.filter(task_name="channels.test").exists()
    url = begun(as_owner, made)
    assert url.startswith("https://login.microsoftonline.com/common/oauth2/v2.0/authorize?")


def test_only_admins_sign_mailboxes_in(client: Client, alice: Agent, mailbox: ChannelAccount) -> None:
    client.force_login(alice)
    for address in (reverse("channel_sign_in", args=[mailbox.public_id]), reverse("channel_signed_in")):
        assert client.get(address).status_code == 403


def test_a_mailbox_with_a_password_has_nothing_to_sign_in_to(as_owner: Client, mailbox: ChannelAccount) -> None:
    assert as_owner.get(reverse("channel_sign_in", args=[mailbox.public_id])).status_code == 409
