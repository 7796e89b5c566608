from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs

import httpx
import pytest
from django.db import close_old_connections, connection

from shopbell.channels.actions import oauth
from shopbell.channels.base import NeedsReconnect, Unavailable
from shopbell.channels.models import ChannelAccount
from shopbell.core import clock, http

URL = "https://login.mail.example/token"


@pytest.fixture
def provider() -> Iterator[http.FakeTransport]:
    fake = http.FakeTransport()
    with http.installed(fake):
        yield fake


@pytest.fixture
def account(mailbox: ChannelAccount) -> ChannelAccount:
    return holding(mailbox)


def holding(account: ChannelAccount, **changes: object) -> ChannelAccount:
    """The account with a token that runs out in an hour, unless told."""
    held = {
        "access_token": "old",
        "refresh_token": "refresh-1",
        "expires_at": (clock.now() + timedelta(hours=1)).isoformat(),
        "token_url": URL,
        "client_id": "shopbell",
        "scope": "mail",
        **changes,
    }
    account.settings = {"password": "kept", "oauth": {k: v for k, v in held.items() if v is not None}}
    account.save()
    return account


def expiring(account: ChannelAccount, seconds: int) -> None:
    holding(account, expires_at=(clock.now() + timedelta(seconds=seconds)).isoformat())


def posted(provider: http.FakeTransport) -> list[dict[str, str]]:
    return [{k: v[0] for k, v in parse_qs(request.content.decode()).items()} for request in provider.requests]


def test_a_good_token_is_used_without_asking(account: ChannelAccount, provider: http.FakeTransport) -> None:
    assert oauth.access_token(account.pk) == "old"
    assert provider.requests == []


@pytest.mark.parametrize(("seconds", "token"), [(301, "old"), (300, "new"), (-1, "new")])
def test_it_is_refreshed_five_minutes_early(
    account: ChannelAccount, provider: http.FakeTransport, seconds: int, token: str
) -> None:
    provider.answer("POST", URL, httpx.Response(200, json={"access_token": "new", "expires_in": 100}))
    with clock.frozen(clock.now()):
        expiring(account, seconds)
        assert oauth.access_token(account.pk) == token


def test_rotated_tokens_are_kept_and_the_rest_of_the_settings_stays(
    account: ChannelAccount, provider: http.FakeTransport
) -> None:
    answer = {"access_token": "new", "refresh_token": "refresh-2", "expires_in": "600"}
    provider.answer("POST", URL, httpx.Response(200, json=answer))
    with clock.frozen(clock.now()):
        assert oauth.access_token(account.pk, refresh=True) == "new"
        expires = (clock.now() + timedelta(seconds=600)).isoformat()
    account.refresh_from_db()
    held = account.settings["oauth"]
    assert (held["access_token"], held["refresh_token"], held["expires_at"]) == ("new", "refresh-2", expires)
    assert (account.settings["password"], held["client_id"]) == ("kept", "shopbell")
    assert posted(provider) == [
        {"client_id": "shopbell", "grant_type": "refresh_token", "refresh_token": "refresh-1", "scope": "mail"}
    ]


def test_a_provider_that_does_not_rotate_keeps_the_refresh_token(
    account: ChannelAccount, provider: http.FakeTransport
) -> None:
    provider.answer("POST", URL, httpx.Response(200, json={"access_token": "new"}))
    oauth.access_token(account.pk, refresh=True)
    account.refresh_from_db()
    assert account.settings["oauth"]["refresh_token"] == "refresh-1"


def test_without_a_refresh_token_the_client_signs_in_by_itself(
    account: ChannelAccount, provider: http.FakeTransport
) -> None:
    holding(account, access_token=None, refresh_token=None, scope=None, client_secret="s")
    provider.answer("POST", URL, httpx.Response(200, json={"access_token": "new"}))
    assert oauth.access_token(account.pk) == "new"
    assert posted(provider) == [{"client_id": "shopbell", "client_secret": "s", "grant_type": "client_credentials"}]


REFUSALS = {
    "invalid_grant": (httpx.Response(400, json={"error": "invalid_grant"}), NeedsReconnect),
    "invalid_client": (httpx.Response(401, json={"error": "invalid_client"}), NeedsReconnect),
    "another error": (httpx.Response(400, json={"error": "temporarily_unavailable"}), Unavailable),
    "overloaded": (httpx.Response(503, json={}), Unavailable),
    "not JSON": (httpx.Response(200, text="<html>"), Unavailable),
    "a list": (httpx.Response(200, json=["access_token"]), Unavailable),
    "no token": (httpx.Response(200, json={"token_type": "bearer"}), Unavailable),
    "no network": (httpx.ConnectTimeout("slow"), Unavailable),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_asks_for_the_person_or_for_patience_and_changes_nothing(
    account: ChannelAccount, provider: http.FakeTransport, name: str
) -> None:
    answer, error = REFUSALS[name]
    before = account.settings
    provider.answer("POST", URL, answer)
    with pytest.raises(error):
        oauth.access_token(account.pk, refresh=True)
    account.refresh_from_db()
    assert (account.settings, len(provider.requests)) == (before, 1)


@pytest.mark.parametrize("url", ["", "not an address", None])
def test_an_account_without_a_token_address_is_not_reachable(
    account: ChannelAccount, provider: http.FakeTransport, url: str | None
) -> None:
    holding(account, access_token=None, token_url=url)
    with pytest.raises(Unavailable):
        oauth.access_token(account.pk)


@pytest.mark.django_db(transaction=True)
def test_of_two_processes_one_refreshes_and_the_other_takes_its_token(
    account: ChannelAccount, provider: http.FakeTransport
) -> None:
    """A refresh token is good once: the second request would lose the account."""
    seen: list[str] = []

    def second() -> None:
        try:
            seen.append(oauth.access_token(account.pk, refresh=True))
        finally:
            close_old_connections()
            connection.close()

    other = threading.Thread(target=second)

    def answer(request: httpx.Request) -> httpx.Response:
        other.start()
        assert is_waited_for(), "the second process did not wait"
        return httpx.Response(200, json={"access_token": "new", "refresh_token": "refresh-2"})

    provider.answer("POST", URL, answer)
    assert oauth.access_token(account.pk, refresh=True) == "new"
    other.join(timeout=10)
    assert (seen, len(provider.requests)) == (["new"], 1)


def is_waited_for() -> bool:
    """Whether another session waits for a lock of ours, within ten seconds."""
    pause = threading.Event()
    for _ in range(1000):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))")
            if cursor.fetchone()[0]:
                return True
        pause.wait(0.01)
    return False
