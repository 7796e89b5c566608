from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from shopbell.core.models import Event
from shopbell.staff.audit import PAGE_SIZE
from shopbell.staff.models import Agent, AuditExport
from shopbell.tickets.actions.assignment import assign
from shopbell.tickets.models import Ticket
from tests.conftest import PASSWORD
from tests.program import Program


@pytest.fixture
def as_owner(client: Client, owner: Agent) -> Client:
    client.force_login(owner)
    return client


def _names(client: Client, **query: object) -> list[str]:
    page = client.get(reverse("audit"), query).content.decode()
    return [part.split("</code>")[0] for part in page.split('<code dir="ltr">')[1:]]


def test_it_says_who_did_what_on_what_and_from_where(as_owner: Client, alice: Agent, ticket: Ticket) -> None:
    as_owner.post(reverse("assignment", args=[ticket.pk]), {"agent": alice.pk}, REMOTE_ADDR="203.0.113.7")
    page = as_owner.get(reverse("audit"), {"kind": "ticket.", "subject": f"#{ticket.pk}"}).content.decode()
    assert "Olga Owner gave the ticket to Alice Archer" in page
    assert f'href="/desk/tickets/{ticket.pk}/"' in page
    assert "203.0.113.7" in page
    assert "message.received" not in as_owner.get(reverse("audit")).content.decode()


def test_signing_in_and_failing_are_found_by_person(as_owner: Client, alice: Agent, bob: Agent) -> None:
    for agent in (alice, bob):
        Client().post(reverse("account_login"), {"login": agent.email, "password": "wrong"}, REMOTE_ADDR="198.51.100.9")
        Client().post(
            reverse("account_login"), {"login": agent.email, "password": PASSWORD}, REMOTE_ADDR="198.51.100.9"
        )
    assert _names(as_owner, person=alice.pk) == ["agent.signed_in", "agent.sign_in_failed"]
    assert _names(as_owner, kind="agent.") == ["agent.signed_in", "agent.sign_in_failed"] * 2
    assert _names(as_owner, person=alice.pk, until="2020-01-01") == []
    assert set(Event.objects.filter(name__startswith="agent.sign").values_list("origin", flat=True)) == {"198.51.100.9"}


def test_a_program_is_told_by_its_token(owner: Agent, alice: Agent) -> None:
    program = Program(owner)
    program.patch(f"/agents/{alice.public_id}", {"role": "lead"})
    told = program.get("/audit", {"kind": "agent.role_given", "person": owner.public_id}).json()
    (line,) = told["items"]
    assert (line["who"], line["what"]) == ("Olga Owner", "Olga Owner gave an agent another role")
    assert line["origin"] == f"127.0.0.1 token:{program.token.pk}"
    assert told["next"] is None
    assert program.get("/audit", {"person": "nobody"}).status_code == 422


def test_pages_follow_each_other_without_gap_or_repetition(as_owner: Client, owner: Agent, ticket: Ticket) -> None:
    assign(ticket, to=owner, by=owner.actor)
    for _ in range(PAGE_SIZE + 3):
        Event.objects.create(at=ticket.created_at, name="team.changed", subject="staff.team:1", actor="system")
    first = as_owner.get(reverse("audit"), {"kind": "team."})
    before = first.content.decode().split("before=")[1].split('"')[0]
    assert _names(as_owner, kind="team.") == ["team.changed"] * PAGE_SIZE
    assert _names(as_owner, kind="team.", before=before) == ["team.changed"] * 3


def test_a_file_is_made_and_fetched_by_who_asked(as_owner: Client, alice: Agent, run_jobs: Callable[[], int]) -> None:
    as_owner.post(reverse("audit_export"), {"as": "csv", "kind": "agent."})
    made = AuditExport.objects.get()
    assert as_owner.get(reverse("audit_file", args=[made.public_id])).status_code == 404
    run_jobs()
    answer = as_owner.get(reverse("audit_file", args=[made.public_id]))
    assert answer["Content-Disposition"].startswith('attachment; filename="audit-')
    assert b"".join(answer.streaming_content).startswith(b"id,at,who,")  # type: ignore[attr-defined]
    assert "Download" in as_owner.get(reverse("audit")).content.decode()
    admin = Agent.objects.create_user("ada@x.example", name="Ada", role="admin")
    other = Client()
    other.force_login(admin)
    assert other.get(reverse("audit_file", args=[made.public_id])).status_code == 404
    as_owner.post(reverse("audit_export"), {"as": "exe"})
    assert AuditExport.objects.count() == 1


@pytest.mark.parametrize(
    "query", [{"before": "x"}, {"person": "0"}, {"kind": "\x00"}, {"since": "soon"}, {"subject": ":"}]
)
def test_a_strange_question_gets_an_answer(as_owner: Client, query: dict[str, str]) -> None:
    assert as_owner.get(reverse("audit"), query).status_code == 200
