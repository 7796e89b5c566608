"""Palette, keys and cheat sheet: all from one list, which cannot promise what the page has not."""

import json
import re
from collections.abc import Callable
from html import unescape

from django.test import Client

from shopbell.core.commands import every_command
from shopbell.staff.models import Agent
from shopbell.tickets.models import Message, Ticket


def _commands(page: str) -> list[dict[str, object]]:
    found = re.search(r'data-commands="([^"]*)"', page)
    assert found
    told: list[dict[str, object]] = json.loads(unescape(found[1]))
    return told


def test_no_key_means_two_things() -> None:
    keys = [key for one in every_command() for key in one.keys]
    assert sorted(keys) == sorted(set(keys))


def test_the_cheat_sheet_tells_exactly_the_keys_that_the_page_has(as_alice: Client, ticket: Ticket) -> None:
    page = as_alice.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    sheet = as_alice.get("/desk/keys/").content.decode()
    with_keys = [one for one in _commands(page) if one["keys"]]
    assert len(re.findall("<dt>", sheet)) == len(with_keys)
    assert '<dt>Snooze</dt><dd><kbd class="kbd">Z</kbd>' in sheet
    assert '<kbd class="kbd">G then Y</kbd>' in sheet
    assert '<kbd class="kbd">Shift N</kbd>' in sheet


def test_an_observer_is_not_offered_what_they_may_not_do(client: Client, alice: Agent, ticket: Ticket) -> None:
    Agent.objects.filter(pk=alice.pk).update(role=Agent.Role.OBSERVER)
    client.force_login(alice)
    names = {one["name"] for one in _commands(client.get(f"/desk/tickets/{ticket.pk}/").content.decode())}
    assert "next" in names
    assert names.isdisjoint({"reply", "assign", "solve"})


def test_keys_without_ctrl_can_be_switched_off(as_alice: Client, alice: Agent) -> None:
    assert as_alice.post("/desk/keys/choice/", {"keys": "off"}).status_code == 204
    alice.refresh_from_db()
    assert alice.has_keys is False
    keys = [key for one in _commands(as_alice.get("/desk/").content.decode()) for key in one["keys"]]  # type: ignore[attr-defined]
    assert keys == ["Ctrl+k", "Ctrl+Enter"]


def test_the_palette_names_commands_queues_and_settings(as_alice: Client) -> None:
    told = as_alice.get("/desk/palette/").json()
    assert {"name": "snooze", "label": "Snooze", "group": "Do", "keys": ["Z"]}.items() <= told_of(
        told, "Snooze"
    ).items()
    assert told_of(told, "Waiting for customer")["address"] == "/desk/queues/waiting/"
    assert told_of(told, "Your profile")["address"] == "/desk/settings/profile/"
    assert "People" not in [one["label"] for one in told]


def told_of(told: list[dict[str, object]], label: str) -> dict[str, object]:
    return next(one for one in told if one["label"] == label)


def test_a_number_and_a_name_lead_to_ticket_and_customer(as_alice: Client, ticket: Ticket) -> None:
    found = as_alice.get("/desk/palette/found/", {"q": f"#{ticket.pk}"}).json()
    assert found[0]["address"] == f"/desk/tickets/{ticket.pk}/"
    assert ticket.customer
    labels = [one["address"] for one in as_alice.get("/desk/palette/found/", {"q": "mia mo"}).json()]
    assert labels == [f"/desk/customers/{ticket.customer.public_id}/", "/desk/search/?q=mia+mo"]


def test_tickets_of_other_teams_are_not_found(
    client: Client, charlie: Agent, ticket: Ticket, a_message: Callable[..., Message]
) -> None:
    client.force_login(charlie)
    found = client.get("/desk/palette/found/", {"q": str(ticket.pk)}).json()
    assert [one["group"] for one in found] == ["Search"]
