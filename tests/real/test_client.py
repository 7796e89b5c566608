"""The generated Python client against the running server."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest

from shopbell.project.paths import CHECKOUT
from shopbell.staff.actions import tokens
from shopbell.staff.models import Agent
from shopbell.tickets.models import Message, Ticket
from tests.real.house import House

pytestmark = [pytest.mark.real, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def client(house: House, alice: Agent, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.syspath_prepend(str(CHECKOUT / "clients" / "python"))
    from shopbell_client import AuthenticatedClient

    _, secret = tokens.make(alice, name="Client", by=alice.actor, scopes=["tickets:write", "people:read"])
    with AuthenticatedClient(house.url, token=secret) as client:
        yield client


def test_a_program_reads_answers_and_uploads(client: Any, alice: Agent, ticket: Ticket) -> None:
    from shopbell_client.api.files import tickets_content, tickets_upload
    from shopbell_client.api.people import staff_me
    from shopbell_client.api.tickets import tickets_notes, tickets_tickets
    from shopbell_client.models import NoteIn, TicketsUploadFileParams
    from shopbell_client.types import File

    me = staff_me.sync(client=client)
    assert (me.name, me.scopes) == ("Alice Archer", ["people:read", "tickets:read", "tickets:write"])
    page = tickets_tickets.sync(client=client, queue="open")
    assert [(row.number, row.subject, row.customer.name) for row in page.items] == [
        (ticket.pk, ticket.subject, "Mia Moor")
    ]
    sent = TicketsUploadFileParams(file=File(BytesIO(b"hello"), file_name="a.txt", mime_type="text/plain"))
    file = tickets_upload.sync(client=client, body=sent)
    notes = [
        tickets_notes.sync(ticket.pk, client=client, body=NoteIn("Look", [file.id]), idempotency_key="k")
        for _ in range(2)
    ]
    assert notes[0].id == notes[1].id == Message.objects.get(kind="note").public_id
    assert notes[0].files[0].name == "a.txt"
    assert tickets_content.sync(file.id, client=client).payload.read() == b"hello"


async def _ask(client: Any, number: int) -> Any:
    from shopbell_client.api.tickets import tickets_ticket

    async with client:
        return await tickets_ticket.asyncio(number, client=client)


def test_refusals_are_problems(client: Any, ticket: Ticket) -> None:
    from shopbell_client.api.shops import shops_shops
    from shopbell_client.models import Problem

    refused = shops_shops.sync_detailed(client=client)
    assert (refused.status_code, int(refused.headers["RateLimit-Limit"])) == (403, 600)
    assert isinstance(refused.parsed, Problem)
    assert refused.parsed.detail.startswith("This token is not made for that: it lacks shops:read.")
    with ThreadPoolExecutor(1) as elsewhere:  # Playwright keeps a loop in this thread
        missing = elsewhere.submit(lambda: asyncio.run(_ask(client, ticket.pk + 1))).result()
    assert isinstance(missing, Problem)
    assert missing.status == 404
