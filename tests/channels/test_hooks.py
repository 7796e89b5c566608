from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client

from shopbell.channels.adapters.mime import sign
from shopbell.channels.models import ChannelAccount, RawInput
from shopbell.shops.models import Shop
from shopbell.staff.models import Team
from shopbell.tickets.models import Message
from tests.channels.conftest import a_mail

SECRET = "a secret of some length"


@pytest.fixture
def pipe(shop: Shop, team: Team) -> ChannelAccount:
    account = ChannelAccount(shop=shop, team=team, kind="mime", name="Pipe", address="pipe@alderandflax.example")
    account.settings = {"secret": SECRET}
    account.save()
    return account


def post(client: Client, account: ChannelAccount, body: bytes, signature: str, **more: str) -> int:
    answer = client.post(
        f"/hooks/{account.kind}/{account.token}/",
        body,
        content_type="message/rfc822",
        headers={"X-Shopbell-Signature": f"sha256={signature}", **more},
    )
    return int(answer.status_code)


def test_a_signed_mail_becomes_a_ticket(client: Client, pipe: ChannelAccount, run_jobs: Callable[[], int]) -> None:
    mail = a_mail(body="Schöne Grüße")
    assert [post(client, pipe, mail, sign(SECRET, mail)) for _ in range(2)] == [200, 200]
    run_jobs()
    assert Message.objects.get(kind="customer").text == "Schöne Grüße"
    assert RawInput.objects.count() == 1


def test_a_wrong_signature_a_changed_byte_and_an_unknown_address_store_nothing(
    client: Client, pipe: ChannelAccount
) -> None:
    mail = a_mail()
    assert post(client, pipe, mail + b"!", sign(SECRET, mail)) == 403
    assert post(client, pipe, mail, "") == 403
    assert client.post("/hooks/mime/nothing/", mail, content_type="text/plain").status_code == 404
    assert client.post(f"/hooks/email/{pipe.token}/", mail, content_type="text/plain").status_code == 404
    assert RawInput.objects.count() == 0


def test_a_mail_above_the_usual_limit_of_forms_is_taken(client: Client, pipe: ChannelAccount) -> None:
    mail = a_mail(body="x" * 4_000_000)
    assert post(client, pipe, mail, sign(SECRET, mail)) == 200


@pytest.fixture
def postmark(pipe: ChannelAccount) -> ChannelAccount:
    pipe.kind = "anymail"
    pipe.settings = {"provider": "postmark", "webhook_secret": "hook:long-enough-secret"}
    pipe.save()
    return pipe


BASIC = "Basic aG9vazpsb25nLWVub3VnaC1zZWNyZXQ="


def test_a_provider_delivers_the_raw_mail(
    client: Client, postmark: ChannelAccount, run_jobs: Callable[[], int]
) -> None:
    body = json.dumps({"RawEmail": a_mail(body="By Postmark").decode()}).encode()
    assert post(client, postmark, body, "") == 403
    assert post(client, postmark, body, "", Authorization=BASIC) == 200
    run_jobs()
    assert Message.objects.get(kind="customer").text == "By Postmark"


def test_what_is_proven_but_unreadable_is_answered_200_and_parked(
    client: Client, postmark: ChannelAccount, run_jobs: Callable[[], int]
) -> None:
    assert post(client, postmark, b"not json", "", Authorization=BASIC) == 200
    from shopbell.channels.actions import inbound

    raw = RawInput.objects.get()
    for _ in range(3):
        inbound.process(raw_id=raw.pk)
    raw.refresh_from_db()
    assert raw.state == "dead"
