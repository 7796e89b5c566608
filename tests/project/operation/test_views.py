"""What monitors and admins are told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from shopbell.channels.models import ChannelAccount
from shopbell.staff.models import Agent
from shopbell.tickets.models import Message

pytestmark = pytest.mark.django_db


def test_a_process_is_alive_without_asking_the_database(client: Client) -> None:
    with connection.execute_wrapper(_refuse):
        answer = client.get("/health/live")
    assert (answer.status_code, answer.content) == (200, b"alive\n")


def test_it_is_ready_when_the_database_answers(client: Client) -> None:
    assert client.get("/health/ready").json() == {"ready": True}
    with connection.execute_wrapper(_refuse):
        answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["why"]) == (503, "the database is out of reach")


def test_figures_need_the_token(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    monkeypatch.setenv("SHOPBELL_METRICS_TOKEN", "a long secret")
    assert client.get("/metrics", headers={"Authorization": "Bearer a long guess"}).status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer ä"}).status_code == 404


def test_figures_tell_of_requests_channels_and_tickets(
    client: Client, monkeypatch: pytest.MonkeyPatch, a_message: Callable[..., Message], mailbox: ChannelAccount
) -> None:
    a_message()
    ChannelAccount.objects.filter(pk=mailbox.pk).update(state="healthy", lag_seconds=42)
    monkeypatch.setenv("SHOPBELL_METRICS_TOKEN", "a long secret")
    client.get("/health/live")
    said = client.get("/metrics", headers={"Authorization": "Bearer a long secret"}).content.decode().splitlines()
    assert 'shopbell_channel_accounts{kind="email",state="healthy"} 1.0' in said
    assert 'shopbell_channel_lag_seconds{kind="email"} 42.0' in said
    assert 'shopbell_open_tickets{status="open"} 1.0' in said
    assert any(line.startswith('shopbell_request_seconds_count{name="alive"}') for line in said)
    assert any(line.startswith('shopbell_answers_total{name="alive",status="200"}') for line in said)
    assert not any("mia" in line for line in said)


def test_an_admin_reads_what_the_doctor_says(client: Client, owner: Agent, mailbox: ChannelAccount) -> None:
    ChannelAccount.objects.filter(pk=mailbox.pk).update(state="reconnect", last_error="")
    client.force_login(owner)
    page = client.get("/desk/settings/health/").content.decode()
    assert "No worker is running" in page
    assert "Run: shopbell backup" in page
    assert "Open it under Settings, Channels, and enter the new sign-in." in page


def _refuse(*args: object) -> None:
    raise DatabaseError("gone")
