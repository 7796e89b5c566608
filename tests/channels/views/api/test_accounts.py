from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from shopbell.channels.models import ChannelAccount, OutgoingPart, RawInput
from shopbell.core.models import Event
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent, Team
from shopbell.tickets.models import Ticket
from tests.program import Program

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
MAILBOX = {
    "receive": "imap",
    "host": "imap.post.example",
    "port": 993,
    "security": "tls",
    "username": "care@alderandflax.example",
    "password": "a secret of theirs",
    "smtp_host": "smtp.post.example",
    "smtp_port": 465,
    "smtp_security": "tls",
}


def a_mailbox(to: Team, **details: Any) -> dict[str, Any]:
    return {
        "kind": "email",
        "name": "Care",
        "address": "care@alderandflax.example",
        "team": to.public_id,
        "settings": MAILBOX,
        **details,
    }


def waiting_tests(account: ChannelAccount) -> int:
    return ProcrastinateJob.objects.filter(task_name="channels.test", args={"account_id": account.pk}).count()


def test_an_account_exactly(
    admin: Program, mailbox: ChannelAccount, form: ChannelAccount, dead: list[RawInput], ticket: Ticket
) -> None:
    mailbox.settings = {"password": "hidden", "host": "imap.post.example", "access_token": "hidden"}
    mailbox.save()
    ChannelAccount.objects.filter(pk=mailbox.pk).update(state="failing", last_error="No", last_error_at=NOON)
    OutgoingPart.objects.create(
        message=ticket.messages.get(), account=mailbox, key="k", created_at=NOON, next_attempt_at=NOON
    )
    told = {
        "id": mailbox.public_id,
        "kind": "email",
        "name": "Hello",
        "address": "hello@alderandflax.example",
        "shop": {"id": mailbox.shop.public_id, "name": "Alder & Flax"},
        "team": {"id": mailbox.team.public_id, "name": "Care"},
        "is_active": True,
        "state": "failing",
        "last_success_at": None,
        "last_inbound_at": None,
        "last_outbound_at": None,
        "last_error_at": "2026-11-24T12:00:00Z",
        "last_error": "No",
        "lag_seconds": 0,
        "paused_until": None,
        "waiting": 1,
        "parked": 3,
    }
    items = admin.get("/channel-accounts").json()["items"]
    assert items[0] == told
    assert [(one["kind"], one["waiting"], one["parked"]) for one in items] == [("email", 1, 3), ("form", 0, 0)]
    alone = admin.get(f"/channel-accounts/{mailbox.public_id}")
    assert alone.json() == {**told, "settings": {"host": "imap.post.example"}, "secrets": ["password"]}
    assert "hidden" not in alone.content.decode()
    assert admin.get("/channel-accounts/nothing").status_code == 404


def test_accounts_page_by_page(admin: Program, mailbox: ChannelAccount, form: ChannelAccount) -> None:
    first = admin.get("/channel-accounts", {"limit": 1}).json()
    rest = admin.get("/channel-accounts", {"limit": 1, "cursor": first["next"]}).json()
    assert [one["id"] for one in first["items"] + rest["items"]] == [mailbox.public_id, form.public_id]
    assert rest["next"] is None


def test_kinds_tell_what_they_want_to_know(admin: Program) -> None:
    kinds = {one["kind"]: one for one in admin.get("/channel-kinds").json()["items"]}
    assert (kinds["email"]["has_address"], kinds["form"]["has_address"]) == (True, False)
    email = {one["name"]: one for one in kinds["email"]["settings"]}
    assert [name for name, one in email.items() if one["kind"] == "secret"] == [
        "smtp_password",
        "password",
        "client_secret",
    ]
    assert (email["port"]["kind"], email["verify_tls"]["kind"], email["host"]["kind"]) == ("number", "boolean", "text")
    assert email["security"]["choices"] == ["tls", "starttls", "none"]
    hidden = {one["name"] for kind in kinds.values() for one in kind["settings"] if one["kind"] == "secret"}
    assert hidden >= {"secret", "webhook_secret", "signing_key", "api_key"}


def test_a_mailbox_is_set_up_and_tested(admin: Program, team: Team) -> None:
    answer = admin.post("/channel-accounts", a_mailbox(team))
    assert answer.status_code == 201, answer.content
    account = ChannelAccount.objects.get()
    assert (account.kind, account.name, account.address, account.team) == (
        "email",
        "Care",
        "care@alderandflax.example",
        team,
    )
    assert account.settings.items() >= MAILBOX.items()
    told = answer.json()
    assert (told["id"], told["secrets"], told["settings"]["host"]) == (
        account.public_id,
        ["password"],
        "imap.post.example",
    )
    assert "a secret of theirs" not in answer.content.decode()
    assert waiting_tests(account) == 1
    assert Event.objects.get(name="channel.changed").actor == f"agent:{admin.agent.pk}"


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"kind": "pigeon"}, "kind"),
        ({"name": ""}, "name"),
        ({"address": "nonsense"}, "address"),
        ({"team": "nothing"}, "team"),
        ({"shop": "nothing"}, "shop"),
        ({"settings": {**MAILBOX, "host": ""}}, "settings.host"),
        ({"settings": {**MAILBOX, "port": 70_000}}, "settings.port"),
        ({"settings": {**MAILBOX, "security": "hope"}}, "settings.security"),
        ({"settings": {**MAILBOX, "colour": "red"}}, "settings.colour"),
    ],
)
def test_a_wrong_account_is_not_made(admin: Program, team: Team, details: dict[str, Any], field: str) -> None:
    answer = admin.post("/channel-accounts", a_mailbox(team, **details))
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert not ChannelAccount.objects.exists()


def test_with_several_shops_one_must_be_named(admin: Program, team: Team) -> None:
    Shop.objects.create(slug="elm", name="Elm")
    assert list(admin.post("/channel-accounts", a_mailbox(team)).json()["errors"]) == ["shop"]
    assert admin.post("/channel-accounts", a_mailbox(team, shop=team.shop.public_id)).status_code == 201


def test_a_change_leaves_what_is_not_named(admin: Program, team: Team, other_team: Team) -> None:
    made = admin.post("/channel-accounts", a_mailbox(team)).json()
    ProcrastinateJob.objects.all().delete()
    path = f"/channel-accounts/{made['id']}"
    told = admin.patch(path, {"team": other_team.public_id, "settings": {"port": 1993}}).json()
    assert (told["team"]["id"], told["settings"]["port"], told["name"]) == (other_team.public_id, 1993, "Care")
    account = ChannelAccount.objects.get()
    assert account.settings.items() >= {**MAILBOX, "port": 1993}.items()
    assert waiting_tests(account) == 1
    assert admin.patch(path, {"settings": {"password": "another"}}).json()["secrets"] == ["password"]
    account.refresh_from_db()
    assert account.settings["password"] == "another"


def test_lists_of_a_widget_survive_a_change_of_something_else(admin: Program, team: Team) -> None:
    origins = ["https://alder.example", "https://flax.example"]
    sent = {"kind": "chat", "name": "Chat", "team": team.public_id, "settings": {"origins": origins}}
    answer = admin.post("/channel-accounts", sent)
    assert answer.status_code == 201, answer.content
    told = admin.patch(f"/channel-accounts/{answer.json()['id']}", {"settings": {"position": "start"}}).json()
    assert (told["settings"]["origins"], told["settings"]["position"]) == (origins, "start")


def test_an_account_is_switched_off_and_on_without_a_test(admin: Program, form: ChannelAccount) -> None:
    for is_active in (False, True):
        told = admin.patch(f"/channel-accounts/{form.public_id}", {"is_active": is_active}).json()
        form.refresh_from_db()
        assert (told["is_active"], form.is_active) == (is_active, is_active)
    assert waiting_tests(form) == 0


def test_a_refused_change_changes_nothing(admin: Program, mailbox: ChannelAccount, owner: Agent) -> None:
    answer = admin.patch(
        f"/channel-accounts/{mailbox.public_id}", {"name": "Other", "settings": {"port": -1}, "is_active": False}
    )
    assert answer.status_code == 422
    mailbox.refresh_from_db()
    assert (mailbox.name, mailbox.is_active) == ("Hello", True)
