"""Changing many tickets of a list on the desk."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from shopbell.staff.models import Agent
from shopbell.tickets.models import BulkRun, Message, Ticket


def test_the_chosen_ones_are_changed_and_the_line_tells_how_it_went(
    as_alice: Client, ticket: Ticket, a_message: Callable[..., Message], run_jobs: Callable[[], int]
) -> None:
    other = a_message().ticket
    begun = as_alice.post(reverse("bulk"), {"tickets": f"{ticket.pk}", "do": "priority:30"})
    assert (begun.status_code, begun["HX-Trigger"]) == (204, "bulk-started")
    assert "Changing tickets: 0 of 1" in as_alice.get(reverse("bulk")).content.decode()
    run_jobs()
    line = as_alice.get(reverse("bulk")).content.decode()
    assert "1 ticket changed" in line
    run = BulkRun.objects.get()
    assert f'hx-post="{reverse("bulk_undo", args=[run.public_id])}"' in line
    assert [Ticket.objects.get(pk=key).priority for key in (ticket.pk, other.pk)] == [30, 20]
    as_alice.post(reverse("bulk_undo", args=[run.public_id]))
    run_jobs()
    assert Ticket.objects.get(pk=ticket.pk).priority == 20
    assert "Taken back." in as_alice.get(reverse("bulk")).content.decode()
    as_alice.post(reverse("bulk_seen", args=[run.public_id]))
    assert as_alice.get(reverse("bulk")).content.strip() == b""


def test_all_of_a_filtered_list_are_changed(
    as_alice: Client, ticket: Ticket, a_message: Callable[..., Message], run_jobs: Callable[[], int]
) -> None:
    other = a_message(tags=["VIP"]).ticket
    as_alice.post(reverse("bulk"), {"all": "open", "f": "tag:VIP", "do": "tag:add", "tag": "Now, Soon"})
    run_jobs()
    assert [Ticket.objects.get(pk=key).tags for key in (ticket.pk, other.pk)] == [[], ["Now", "Soon", "VIP"]]


def test_nothing_chosen_or_nothing_meant_is_refused(as_alice: Client, ticket: Ticket, alice: Agent) -> None:
    for sent in (
        {"tickets": "", "do": "read"},
        {"tickets": f"{ticket.pk}", "do": "status:soonish"},
        {"tickets": f"{ticket.pk}", "do": "status:snoozed"},
        {"tickets": f"{ticket.pk}", "do": "tag:add", "tag": " , "},
        {"tickets": f"{ticket.pk}", "do": "assign:999999999"},
        {"tickets": f"{ticket.pk}", "do": "team:999999999"},
        {"all": "open", "f": "status:soonish", "do": "read"},
    ):
        answer = as_alice.post(reverse("bulk"), sent)
        assert answer.status_code == 422
        assert "Choose tickets, and what to do." in answer.content.decode()
    assert not BulkRun.objects.exists()


def test_a_run_of_another_is_not_there(client: Client, as_alice: Client, ticket: Ticket, bob: Agent) -> None:
    as_alice.post(reverse("bulk"), {"tickets": f"{ticket.pk}", "do": "read"})
    run = BulkRun.objects.get()
    client.force_login(bob)
    assert client.post(reverse("bulk_undo", args=[run.public_id])).status_code == 404
    assert client.post(reverse("bulk_seen", args=[run.public_id])).status_code == 404
