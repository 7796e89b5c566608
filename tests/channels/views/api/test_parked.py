from __future__ import annotations

from procrastinate.contrib.django.models import ProcrastinateJob

from shopbell.channels.models import ChannelAccount, RawInput
from tests.program import Program


def test_what_is_parked_page_by_page(
    admin: Program, mailbox: ChannelAccount, form: ChannelAccount, dead: list[RawInput]
) -> None:
    first = admin.get("/parked", {"limit": 2}).json()
    rest = admin.get("/parked", {"limit": 2, "cursor": first["next"]}).json()
    assert [one["id"] for one in first["items"] + rest["items"]] == [raw.pk for raw in reversed(dead)]
    assert rest == {
        "items": [
            {
                "id": dead[0].pk,
                "account": {"id": mailbox.public_id, "name": "Hello"},
                "received_at": "2026-11-24T12:00:00Z",
                "attempts": 3,
                "reason": "ValueError: no 0",
            }
        ],
        "next": None,
    }
    assert len(admin.get("/parked", {"account": mailbox.public_id}).json()["items"]) == 3
    assert admin.get("/parked", {"account": form.public_id}).json()["items"] == []


def test_one_of_them_is_looked_at(admin: Program, dead: list[RawInput]) -> None:
    told = admin.get(f"/parked/{dead[1].pk}").json()
    assert (told["sender"], told["subject"], told["text"], told["size"]) == (
        "Mia <mia@post.example>",
        "The lid",
        "Hello",
        len(dead[1].body),
    )
    assert told["headers"][1] == {"name": "Subject", "value": "The lid"}
    assert told["details"] == "Traceback:\n  a line\nValueError: no 1"
    raw = admin.get(f"/parked/{dead[1].pk}/raw")
    assert (raw.content, raw["Content-Type"]) == (dead[1].body, "application/octet-stream")


def test_it_is_read_again(admin: Program, dead: list[RawInput]) -> None:
    path = f"/parked/{dead[0].pk}/replay"
    answer = admin.post(path)
    assert (answer.status_code, answer.json()) == (202, {"id": dead[0].pk, "state": "received"})
    dead[0].refresh_from_db()
    assert (dead[0].state, dead[0].attempts) == ("received", 0)
    assert ProcrastinateJob.objects.filter(task_name="channels.process", args={"raw_id": dead[0].pk}).count() == 1
    assert admin.post(path).status_code == 404


def test_all_of_them_are_read_again(admin: Program, dead: list[RawInput]) -> None:
    answer = admin.post("/parked/replay")
    assert (answer.status_code, answer.json()) == (202, {"replayed": 3})
    assert RawInput.objects.filter(state="received").count() == 3


def test_what_has_no_bytes_stays_parked(admin: Program, dead: list[RawInput]) -> None:
    RawInput.objects.filter(pk=dead[0].pk).update(body=b"")
    answer = admin.post(f"/parked/{dead[0].pk}/replay")
    assert answer.status_code == 409
    assert answer.json()["detail"] == "Nothing was kept of this input that could be replayed."
    assert RawInput.objects.filter(state="dead").count() == 3


def test_what_is_discarded_keeps_its_bytes(admin: Program, dead: list[RawInput]) -> None:
    assert admin.delete(f"/parked/{dead[0].pk}").status_code == 204
    dead[0].refresh_from_db()
    assert (dead[0].state, dead[0].outcome, bool(dead[0].body)) == ("routed", "put aside", True)
    assert admin.delete(f"/parked/{dead[0].pk}").status_code == 404
    assert admin.get(f"/parked/{dead[0].pk}").status_code == 404
