"""The way to a provider and back: what is asked for, and what is kept of the answer."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from shopbell.channels.actions import sign_in
from shopbell.channels.errors import NotSignedIn
from shopbell.channels.models import ChannelAccount
from shopbell.core import http
from shopbell.staff.models import Agent
from tests.channels.actions.oauth_server import CLIENT, SECRET, SignInService, signing_in

BACK = "http://127.0.0.1:8000/desk/back/"


@pytest.fixture
def service() -> Iterator[SignInService]:
    with signing_in() as service, http.installed(http.GuardedTransport(allow_private=True)):
        yield service


@pytest.fixture
def waiting(mailbox: ChannelAccount, service: SignInService) -> ChannelAccount:
    mailbox.settings = {
        "username": "hello@alderandflax.example",
        "auth": "oauth",
        "provider": "other",
        "client_id": CLIENT,
        "client_secret": SECRET,
        "authorize_url": f"{service.url}/authorize",
        "token_url": f"{service.url}/token",
        "scope": "mail offline_access",
    }
    mailbox.save()
    return mailbox


def test_the_way_there_proves_itself_by_a_secret_that_stays_here(waiting: ChannelAccount) -> None:
    begun = sign_in.begin(waiting, redirect_uri=BACK)
    asked = {key: value for key, (value,) in parse_qs(urlsplit(begun.url).query).items()}
    assert asked == {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": BACK,
        "scope": "mail offline_access",
        "state": begun.state,
        "code_challenge": create_s256_code_challenge(begun.verifier),
        "code_challenge_method": "S256",
        "login_hint": "hello@alderandflax.example",
    }
    assert sign_in.begin(waiting, redirect_uri=BACK).verifier != begun.verifier


def test_a_mailbox_with_a_password_has_nobody_to_sign_in(mailbox: ChannelAccount) -> None:
    with pytest.raises(NotSignedIn):
        sign_in.begin(mailbox, redirect_uri=BACK)


def test_an_invented_code_keeps_nothing(waiting: ChannelAccount, owner: Agent) -> None:
    before = dict(waiting.settings)
    with pytest.raises(NotSignedIn):
        sign_in.finish(waiting, code="invented", verifier="x" * 64, redirect_uri=BACK, by=owner.actor)
    waiting.refresh_from_db()
    assert waiting.settings == before
