from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from shopbell.staff.models import Agent, ApiAnswer, Team
from shopbell.tickets.models import Attachment, Message, Ticket
from tests.program import BASE, Program


@pytest.fixture
def program(alice: Agent) -> Program:
    return Program(alice)


def test_a_repetition_hears_the_first_answer_and_does_nothing(program: Program, ticket: Ticket) -> None:
    path = f"/tickets/{ticket.pk}/notes"
    first = program.post(path, {"text": "Look"}, key="k")
    Message.objects.filter(kind="note").update(text="Changed meanwhile")
    again = program.post(path, {"text": "Look"}, key="k")
    assert (again.status_code, again.content, again["Content-Type"]) == (201, first.content, first["Content-Type"])
    assert (again["Idempotency-Replayed"], first.has_header("Idempotency-Replayed")) == ("true", False)
    assert Message.objects.filter(kind="note").count() == 1


@pytest.mark.parametrize("other", ["body", "address", "kind"])
def test_the_same_key_with_another_request_is_refused(program: Program, ticket: Ticket, other: str) -> None:
    path = f"/tickets/{ticket.pk}/notes"
    program.post(path, {"text": "Look"}, key="k")
    answer = program.client.post(
        BASE + path + ("?x=1" if other == "address" else ""),
        json.dumps({"text": "Elsewhere" if other == "body" else "Look"}),
        content_type="text/plain" if other == "kind" else "application/json",
        headers=program.headers("k"),
    )
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["detail"] == "This Idempotency-Key came with another request before. Use a new one."
    assert Message.objects.get(kind="note").text == "Look"


def test_keys_of_other_tokens_are_other_keys(program: Program, alice: Agent, ticket: Ticket) -> None:
    for one in (program, Program(alice)):
        assert one.post(f"/tickets/{ticket.pk}/notes", {"text": "Look"}, key="k").status_code == 201
    assert Message.objects.filter(kind="note").count() == 2


def test_what_was_refused_may_be_tried_again(program: Program, ticket: Ticket) -> None:
    path = f"/tickets/{ticket.pk}/notes"
    assert program.post(path, {"text": " "}, key="k").status_code == 409
    assert not ApiAnswer.objects.exists()
    assert program.post(path, {"text": "Look"}, key="k").status_code == 201


def test_wrong_tokens_are_counted_also_with_a_key(program: Program) -> None:
    headers = {"Authorization": "Bearer sb_wrong", "Idempotency-Key": "k"}
    heard = [program.client.post(f"{BASE}/tickets", headers=headers).status_code for _ in range(21)]
    assert heard == [401] * 20 + [429]


def test_an_upload_is_kept_once_whatever_its_boundary(program: Program) -> None:
    first, again = (
        program.upload("/files", file=SimpleUploadedFile("a.txt", b"hello", "text/plain"), key="k") for _ in range(2)
    )
    assert (again.status_code, again.json()) == (201, first.json())
    assert Attachment.objects.count() == 1
    other = program.upload("/files", file=SimpleUploadedFile("a.txt", b"hullo", "text/plain"), key="k")
    assert other.status_code == 422


def test_a_key_has_its_length(program: Program, ticket: Ticket) -> None:
    answer = program.post(f"/tickets/{ticket.pk}/notes", {"text": "Look"}, key="k" * 256)
    assert answer.json()["errors"] == {"Idempotency-Key": ["A key has at most 255 characters."]}
    assert program.post(f"/tickets/{ticket.pk}/notes", {"text": "Look"}, key="k" * 255).status_code == 201


def test_an_answer_without_a_body_is_repeated_too(owner: Agent, alice: Agent) -> None:
    program = Program(owner)
    heard = [program.post(f"/agents/{alice.public_id}/invitation", key="k") for _ in range(2)]
    assert [(one.status_code, one.content) for one in heard] == [(202, b""), (202, b"")]
    assert heard[1]["Idempotency-Replayed"] == "true"


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_are_one(alice: Agent, team: Team, ticket: Ticket) -> None:
    program = Program(alice)

    def post(number: int) -> tuple[int, bytes]:
        try:
            answer = program.post(f"/tickets/{ticket.pk}/notes", {"text": "Look"}, key="k")
            return answer.status_code, answer.content
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        heard = set(pool.map(post, range(6)))
    assert len(heard) == 1
    assert heard.pop()[0] == 201
    assert Message.objects.filter(kind="note").count() == 1
