"""Every address with every role: a new address without an entry in the table fails.

The columns: nobody, owner, admin, lead of the team, agent of the team, agent of another team, observer of the team,
a guest whose role includes nothing, and somebody whose own role includes people, roles and their own tickets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from shopbell.channels.actions.composition import link_to
from shopbell.channels.models import ChannelAccount, OutgoingPart, RawInput
from shopbell.core import clock
from shopbell.customers.models import CustomerNote, Identity
from shopbell.shops.models import CustomField, Holiday, Shop
from shopbell.staff.actions import tokens
from shopbell.staff.actions.invitation import password_link
from shopbell.staff.models import Agent, ApiToken, Role, Team
from shopbell.tickets.actions import messages
from shopbell.tickets.models import Attachment, Message, Scheduled, Ticket, View

ROLES = ("nobody", "owner", "admin", "lead", "agent", "other team", "observer", "guest", "own role")


@dataclass
class World:
    """One of everything that an address can name."""

    shop: Shop
    team: Team
    ticket: Ticket
    customer_mail: Message
    failed: Message
    unknown: Message
    file: Attachment
    identity: Identity
    mailbox: ChannelAccount
    widget: ChannelAccount
    form: ChannelAccount
    parked: RawInput
    holiday: Holiday
    colleague: Agent
    token: ApiToken
    role: Role
    field: CustomField
    view: View
    note: CustomerNote


@dataclass(frozen=True)
class Entry:
    """How an address is asked, and what each role hears. `data` makes it a POST."""

    statuses: tuple[int, ...]
    args: Callable[[World], list[Any]] = lambda w: []
    data: Callable[[World], dict[str, Any]] | None = None
    is_json: bool = False


def _roles(nobody: int, *roles: int) -> tuple[int, ...]:
    assert len(roles) == len(ROLES) - 1
    return nobody, *roles


def _desk(status: int = 200) -> tuple[int, ...]:
    return _roles(302, *(status,) * 8)


def _admins(status: int = 200) -> tuple[int, ...]:
    return _roles(302, status, status, 403, 403, 403, 403, 403, 403)


def _people(status: int = 200) -> tuple[int, ...]:
    """What the own role includes."""
    return _roles(302, status, status, 403, 403, 403, 403, 403, status)


def _seen(status: int = 200) -> tuple[int, ...]:
    """What belongs to a ticket: the other team never learns that it exists, nor who sees only their own."""
    return _roles(302, status, status, status, status, 404, status, 404, 404)


def _answers(status: int) -> tuple[int, ...]:
    return _roles(302, status, status, status, status, 404, 403, 403, 403)


def _all(status: int) -> tuple[int, ...]:
    return (status,) * len(ROLES)


def _form(**data: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: data


def _ticket(world: World) -> list[Any]:
    return [world.ticket.pk]


def _customer(world: World) -> list[Any]:
    assert world.ticket.customer
    return [world.ticket.customer.public_id]


def _identity(world: World) -> list[Any]:
    return [*_customer(world), world.identity.pk]


def _customer_note(world: World) -> list[Any]:
    return [*_customer(world), world.note.public_id]


def _view(world: World) -> list[Any]:
    return [world.view.public_id]


def _shop(world: World) -> list[Any]:
    return [world.shop.public_id]


def _slug(world: World) -> list[Any]:
    return [world.shop.slug]


def _colleague(world: World) -> list[Any]:
    return [world.colleague.public_id]


def _mailbox(world: World) -> list[Any]:
    return [world.mailbox.public_id]


def _parked(world: World) -> list[Any]:
    return [world.parked.pk]


def _widget(world: World) -> list[Any]:
    return [world.shop.slug, world.widget.public_id]


def _planned(world: World) -> Scheduled:
    known = world.ticket.scheduled.first()
    at, made = clock.now() + timedelta(days=1), clock.now()
    return known or Scheduled.objects.create(
        ticket=world.ticket, agent=world.colleague, kind="reminder", at=at, created_at=made
    )


TABLE: dict[str, Entry] = {
    "home": Entry(_all(302)),
    "setup": Entry(_all(404)),
    "alive": Entry(_all(200)),
    "ready": Entry(_all(200)),
    "metrics": Entry(_all(404)),
    "health": Entry(_admins()),
    "api_nowhere": Entry(_all(404)),
    # the inbox
    "inbox": Entry(_desk()),
    "queues": Entry(_desk()),
    "queue": Entry(_desk(), lambda w: ["open"]),
    "queue_rows": Entry(_desk(), lambda w: ["open"]),
    "queue_filters": Entry(_desk(), lambda w: ["open"]),
    "views": Entry(_desk()),
    "view_figures": Entry(_desk()),
    "view_new": Entry(_desk()),
    "view": Entry(_roles(302, 200, 200, 200, 403, 404, 403, 404, 403), _view),
    "view_moving": Entry(_roles(302, 302, 302, 302, 403, 404, 403, 404, 403), _view, _form(to="up")),
    "view_removal": Entry(_roles(302, 302, 302, 302, 403, 404, 403, 404, 403), _view, _form()),
    "view_return": Entry(_roles(302, 302, 302, 302, 403, 403, 403, 403, 403), _view, _form()),
    "bulk": Entry(_roles(302, *(200,) * 5, 403, 403, 403)),
    "bulk_menu": Entry(_roles(302, *(200,) * 5, 403, 403, 403)),
    "bulk_undo": Entry(_roles(302, *(404,) * 5, 403, 403, 403), lambda w: ["x"], _form()),
    "bulk_seen": Entry(_roles(302, *(404,) * 5, 403, 403, 403), lambda w: ["x"], _form()),
    "search": Entry(_desk()),
    "search_words": Entry(_desk()),
    "palette": Entry(_desk()),
    "palette_found": Entry(_desk()),
    "mentions": Entry(_answers(200), _ticket),
    "notifications": Entry(_desk()),
    "bell": Entry(_desk()),
    "notifications_read": Entry(_desk(204), data=lambda w: {"ticket": ""}),
    "watching": Entry(_seen(204), _ticket, lambda w: {"watch": "yes"}),
    "notification_settings": Entry(_desk()),
    "keys": Entry(_desk()),
    "keys_choice": Entry(_desk(204), data=lambda w: {"keys": "on"}),
    "ticket": Entry(_seen(), _ticket),
    "ticket_talk": Entry(_seen(), _ticket),
    "ticket_head": Entry(_seen(), _ticket),
    "composer": Entry(_seen(), _ticket),
    "ticket_sidebar": Entry(_seen(), _ticket),
    "reading": Entry(_answers(204), _ticket, _form()),
    "replies": Entry(_answers(201), _ticket, _form(route="note", text="For the team")),
    "uploads": Entry(_answers(201), _ticket, lambda w: {"file": ContentFile(b"hello", name="hello.txt")}),
    "draft": Entry(_answers(200), _ticket),
    "recipients": Entry(_answers(200), _ticket),
    "forwarding": Entry(_answers(200), _ticket),
    "plans": Entry(_answers(201), _ticket, _form(kind="reminder", at="tomorrow", on_answer="cancel")),
    "plan_time": Entry(_answers(200), lambda w: [_planned(w).public_id]),
    "plan_sending": Entry(_answers(204), lambda w: [_planned(w).public_id], _form()),
    "plan_withdrawal": Entry(_answers(204), lambda w: [_planned(w).public_id], _form()),
    "writing": Entry(_roles(302, 200, 200, 200, 200, 200, 403, 403, 403)),
    "shop_signature": Entry(_admins(), _shop),
    "assignment": Entry(_answers(204), _ticket, _form()),
    "status": Entry(_answers(204), _ticket, _form(status="on_hold")),
    "snooze": Entry(_answers(204), _ticket, _form(until="hour")),
    "priority": Entry(_answers(204), _ticket, _form(priority="30")),
    "tags": Entry(_answers(204), _ticket, _form(add="Fault")),
    "spam": Entry(_answers(204), _ticket, _form(spam="yes")),
    "merging": Entry(_answers(200), _ticket),
    "unmerging": Entry(_answers(404), _ticket, _form()),
    "topic": Entry(_answers(204), _ticket, _form()),
    "topics": Entry(_admins()),
    "topics_of": Entry(_admins(), _shop),
    "topics_required": Entry(_admins(302), _shop, _form(required="yes")),
    "topic_renaming": Entry(_admins(404), lambda w: ["no-such-topic"], _form(name="Else")),
    "topic_shifting": Entry(_admins(404), lambda w: ["no-such-topic"], _form(to="up")),
    "topic_archiving": Entry(_admins(404), lambda w: ["no-such-topic"], _form(archived="yes")),
    "topic_merging": Entry(_admins(404), lambda w: ["no-such-topic"], _form(into="")),
    "beside": Entry(_seen(), _ticket),
    "beside_other": Entry(_seen(), lambda w: [w.ticket.pk, w.ticket.pk]),
    "paper": Entry(_seen(), _ticket),
    "linking": Entry(_answers(200), _ticket),
    "unlinking": Entry(_answers(404), lambda w: [w.ticket.pk, 1], _form()),
    "splitting": Entry(_answers(200), _ticket),
    "unsplitting": Entry(_answers(404), _ticket, _form()),
    "merging_many": Entry(_roles(302, *(422,) * 5, 403, 403, 403), data=_form()),
    "file": Entry(_seen(), lambda w: [w.file.public_id]),
    "mail": Entry(_seen(), lambda w: [w.customer_mail.public_id]),
    "message_retry": Entry(_answers(302), lambda w: [w.failed.public_id], _form()),
    "message_settle": Entry(_answers(302), lambda w: [w.unknown.public_id], _form()),
    "message_undo": Entry(_answers(403), lambda w: [w.failed.public_id], _form()),
    "message_withdraw": Entry(_answers(302), lambda w: [w.failed.public_id], _form()),
    # customers
    "customers": Entry(_desk()),
    "customer": Entry(_seen(), _customer),
    "customer_edit": Entry(_answers(200), _customer),
    "customer_history": Entry(_seen(404), _customer),
    "customer_merging": Entry(_answers(200), _customer),
    "customer_unmerging": Entry(_answers(404), lambda w: [*_customer(w), "no-such-merge"], _form()),
    "customer_privacy": Entry(_roles(302, 200, 200, 403, 403, 403, 403, 403, 403), _customer),
    "customer_export": Entry(_admins(302), _customer, _form()),
    "customer_export_download": Entry(_admins(404), lambda w: [*_customer(w), "no-such-export"]),
    "customer_erasure": Entry(_admins(302), _customer, _form(basis="asked")),
    "customer_erasure_confirm": Entry(_admins(404), lambda w: [*_customer(w), "no-such-erasure"], _form()),
    "customer_erasure_withdraw": Entry(_admins(404), lambda w: [*_customer(w), "no-such-erasure"], _form()),
    "customer_certificate": Entry(_admins(404), lambda w: [*_customer(w), "no-such-erasure"]),
    "customer_hold": Entry(_admins(302), _customer, _form(reason="Tax", until="", tickets="1042")),
    "customer_hold_lift": Entry(_admins(404), lambda w: [*_customer(w), "no-such-hold"], _form()),
    "keeping": Entry(_admins()),
    "keeping_of": Entry(
        _admins(302), _shop, _form(raw_days="30", erasure_wait_days="7", export_days="7", backup_days="30")
    ),
    "customer_consent": Entry(
        _answers(302), _customer, _form(purpose="surveys", is_given="yes", source="form", wording="1")
    ),
    "customer_note_add": Entry(_answers(302), _customer, _form(text="Has a dog")),
    "customer_note_pin": Entry(_answers(302), _customer_note, _form(pinned="yes")),
    "customer_note_delete": Entry(_answers(302), _customer_note, _form()),
    "identity_add": Entry(_answers(302), _customer, _form(address="mia@work.example")),
    "identity_remove": Entry(_answers(302), _identity, _form()),
    "identity_confirm": Entry(_answers(302), _identity, _form()),
    "identity_try_again": Entry(_answers(302), _identity, _form()),
    # settings
    "settings": Entry(_desk()),
    "profile": Entry(_desk()),
    "tokens": Entry(_roles(302, 200, 200, 200, 200, 200, 200, 403, 403)),
    "token_revoke": Entry(_desk(404), lambda w: [w.token.public_id], _form()),
    "availability": Entry(_desk(302), data=_form(availability="busy")),
    "shop": Entry(_admins()),
    "shop_of": Entry(_admins(), _shop),
    "hours": Entry(_admins()),
    "hours_of": Entry(_admins(302), _shop, _form()),
    "holidays": Entry(_admins(302), _shop, _form(day="2031-12-24", name="Christmas Eve")),
    "holiday_remove": Entry(_admins(302), lambda w: [w.shop.public_id, w.holiday.pk], _form()),
    "fields": Entry(_admins()),
    "field_new": Entry(_admins()),
    "field": Entry(_admins(), lambda w: [w.field.public_id]),
    "field_archive": Entry(_admins(302), lambda w: [w.field.public_id], _form(archived="yes")),
    "field_order": Entry(_admins(302), lambda w: ["customer"], lambda w: {"field": w.field.public_id, "move": "up"}),
    "people": Entry(_people()),
    "person_new": Entry(_people()),
    "person": Entry(_roles(302, 200, 200, 403, 403, 403, 403, 403, 403), _colleague),
    "person_link": Entry(_roles(302, 302, 302, 403, 403, 403, 403, 403, 403), _colleague, _form()),
    "person_active": Entry(_roles(302, 302, 302, 403, 403, 403, 403, 403, 403), _colleague, _form(active="no")),
    "person_invitation": Entry(_roles(302, 302, 302, 403, 403, 403, 403, 403, 403), _colleague, _form()),
    "person_password": Entry(_admins(302), _colleague, _form()),
    "person_second_step": Entry(_admins(302), _colleague, _form()),
    "person_sessions": Entry(_admins(), _colleague),
    "person_sessions_end": Entry(_admins(302), _colleague, _form()),
    "person_session_end": Entry(_admins(404), lambda w: [w.colleague.public_id, "no-such-session"], _form()),
    "sessions": Entry(_desk()),
    "sessions_end": Entry(_desk(302), data=_form()),
    "session_end": Entry(_desk(404), lambda w: ["no-such-session"], _form()),
    "audit": Entry(_admins()),
    "audit_export": Entry(_admins(302), data=_form(**{"as": "csv"})),
    "audit_file": Entry(_admins(404), lambda w: ["no-such-file"]),
    "security": Entry(_admins()),
    "provider_new": Entry(_roles(302, 200, 403, 403, 403, 403, 403, 403, 403)),
    "provider": Entry(_roles(302, 404, 403, 403, 403, 403, 403, 403, 403), lambda w: ["no-such-service"]),
    "provider_delete": Entry(
        _roles(302, 404, 403, 403, 403, 403, 403, 403, 403), lambda w: ["no-such-service"], _form()
    ),
    "openid_connect_login": Entry(_all(404), lambda w: ["no-such-service"]),
    "openid_connect_callback": Entry(_all(404), lambda w: ["no-such-service"]),
    "secure": Entry(_desk()),
    "roles": Entry(_people()),
    "role_new": Entry(_people()),
    "role": Entry(_people(), lambda w: [w.role.public_id]),
    "role_delete": Entry(_people(302), lambda w: [w.role.public_id], _form()),
    "teams": Entry(_people()),
    "team_new": Entry(_people()),
    "team": Entry(_people(), lambda w: [w.team.public_id]),
    "team_archive": Entry(_people(302), lambda w: [w.team.public_id], _form(archived="no")),
    "channels": Entry(_admins()),
    "channel_kinds": Entry(_admins()),
    "channel_new": Entry(_admins(), lambda w: ["email"]),
    "channel": Entry(_admins(), _mailbox),
    "channel_cards": Entry(_admins(), _mailbox),
    "channel_proposal": Entry(_admins()),
    "channel_sign_in": Entry(_admins(409), _mailbox),
    "channel_signed_in": Entry(_admins(302)),
    "channel_test": Entry(_admins(302), _mailbox, _form()),
    "channel_state": Entry(_admins(302), _mailbox, _form(state="pause")),
    "channel_older": Entry(_admins(302), _mailbox, _form(days="30")),
    "parked": Entry(_admins()),
    "parked_replay_all": Entry(_admins(302), data=_form()),
    "parked_one": Entry(_admins(), _parked),
    "parked_raw": Entry(_admins(), _parked),
    "parked_replay": Entry(_admins(302), _parked, _form()),
    "parked_aside": Entry(_admins(302), _parked, _form()),
    "outgoing": Entry(_admins()),
    # what customers and providers ask for: the same for everybody
    "chat_loader": Entry(_all(200), _widget),
    "chat_frame": Entry(_all(200), _widget),
    "chat_start": Entry(_all(200), _widget, _form(), is_json=True),
    "chat_messages": Entry(_all(401), _widget),
    "chat_files": Entry(_all(401), _widget, _form()),
    "chat_file": Entry(_all(410), lambda w: [*_widget(w), w.file.public_id]),
    "chat_read": Entry(_all(401), _widget, _form()),
    "chat_stream": Entry(_all(401), _widget, _form()),
    "chat_status": Entry(_all(200), _widget),
    "contact": Entry(_all(200), _slug),
    "complaint": Entry(_all(200), _slug),
    "contact_embed": Entry(_all(200), _slug),
    "complaint_embed": Entry(_all(200), _slug),
    "contact_thanks": Entry(_all(404), _slug),
    "complaint_thanks": Entry(_all(404), _slug),
    "storefront": Entry(_all(404), _slug),
    "hook": Entry(_all(403), lambda w: ["email", w.mailbox.token], _form()),
    "hook-below": Entry(_all(404), lambda w: ["email", "no-such-token", "events"], _form()),
    "linked-file": Entry(_all(200), lambda w: [link_to(w.file).rstrip("/").rpartition("/")[2]]),
    # signing in; what changes how one signs in asks for the password again first
    "account_login": Entry(_roles(200, *(302,) * 8)),
    "account_logout": Entry(_roles(302, *(200,) * 8)),
    "account_inactive": Entry(_all(200)),
    "account_reauthenticate": Entry(_desk()),
    "account_change_password": Entry(_desk()),
    "account_set_password": Entry(_desk(302)),
    "account_reset_password": Entry(_all(200)),
    "account_reset_password_done": Entry(_all(200)),
    "account_reset_password_from_key_done": Entry(_all(200)),
    "account_reset_password_from_key": Entry(
        _all(302), lambda w: password_link(w.colleague).rstrip("/").rpartition("/")[2].split("-", 1)
    ),
    "mfa_index": Entry(_desk()),
    "mfa_authenticate": Entry(_all(302)),
    "mfa_reauthenticate": Entry(_all(302)),
    "mfa_activate_totp": Entry(_all(302)),
    "mfa_deactivate_totp": Entry(_roles(302, *(404,) * 8)),
    "mfa_view_recovery_codes": Entry(_roles(302, *(404,) * 8)),
    "mfa_generate_recovery_codes": Entry(_all(302)),
    "mfa_list_webauthn": Entry(_desk()),
    "mfa_add_webauthn": Entry(_all(302)),
    "mfa_reauthenticate_webauthn": Entry(_all(302)),
    "mfa_remove_webauthn": Entry(_all(302), lambda w: [1]),
    "mfa_edit_webauthn": Entry(_all(302), lambda w: [1]),
    "mfa_login_webauthn": Entry(_all(302)),
    "mfa_download_recovery_codes": Entry(_roles(302, *(404,) * 8)),
}


def _walk(patterns: list[Any], prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or ""), address
        else:
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, address, inside)


ADDRESSES = sorted(_walk(get_resolver().url_patterns))
OURS = [name for name, _ in ADDRESSES if not name.startswith(("admin:", "api:"))]  # the API: project/test_api.py
# Where the admin answers an owner otherwise than with a page.
ADMIN_ANSWERS = {
    "admin:login": 302,
    "admin:logout": 405,
    "admin:autocomplete": 403,
    "admin:procrastinate_procrastinatejob_add": 403,
}
ADMIN = [name for name, address in ADDRESSES if name.startswith("admin:") and "<" not in address]


@pytest.fixture
def world(
    shop: Shop,
    team: Team,
    mailbox: ChannelAccount,
    widget: ChannelAccount,
    a_message: Callable[..., Message],
    bob: Agent,
) -> World:
    mail = a_message(html="<p>Hello</p>")
    ticket, thread = mail.ticket, mail.thread
    assert ticket.customer
    assert thread
    path = default_storage.save("every-url/picture.png", ContentFile(b"\x89PNG\r\n\x1a\n"))
    states = {}
    for state in ("failed", "unknown"):
        message = messages.reply(thread, text="It is on its way.", by=bob.actor, agent=bob)
        Message.objects.filter(pk=message.pk).update(state=state)
        OutgoingPart.objects.create(
            message=message, account=mailbox, key=state, state=state, created_at=clock.now() - timedelta(minutes=1)
        )
        states[state] = message
    return World(
        shop=shop,
        team=team,
        ticket=ticket,
        customer_mail=mail,
        failed=states["failed"],
        unknown=states["unknown"],
        file=Attachment.objects.create(
            message=mail, name="picture.png", mime="image/png", size=8, path=path, created_at=clock.now()
        ),
        identity=ticket.customer.identities.get(),
        mailbox=mailbox,
        widget=widget,
        form=ChannelAccount.objects.create(shop=shop, team=team, kind="form", name="Form"),
        parked=RawInput.objects.create(
            account=mailbox, key="1", body=b"From: x\n\nHello", received_at=clock.now(), state="dead", error="No"
        ),
        holiday=Holiday.objects.create(shop=shop, day=date(2031, 12, 25), name="Christmas"),
        colleague=bob,
        token=tokens.make(bob, name="Warehouse", by=bob.actor)[0],
        role=Role.objects.create(name="Temporary", permissions=[]),
        field=CustomField.objects.create(
            applies_to="customer", key="size", label="Size", kind="text", created_at=clock.now()
        ),
        view=View.objects.create(team=team, name="Open", query="status:open"),
        note=CustomerNote.objects.create(
            customer=ticket.customer, author=bob, text="Rings twice", created_at=clock.now()
        ),
    )


@pytest.fixture
def clients(owner: Agent, alice: Agent, charlie: Agent, team: Team) -> dict[str, Client]:
    """A browser for each role, in the order of the columns."""
    made = {
        "nobody": Client(),
        "owner": _signed_in(owner),
        "agent": _signed_in(alice),
        "other team": _signed_in(charlie),
    }
    for role in (Agent.Role.ADMIN, Agent.Role.LEAD, Agent.Role.OBSERVER):
        agent = Agent.objects.create_user(
            f"{role}@alderandflax.example", "a long password", name=role.title(), role=role
        )
        if role != Agent.Role.ADMIN:
            team.members.add(agent)
        made[str(role.value)] = _signed_in(agent)
    permissions = {"guest": [], "own role": ["people.manage", "roles.manage", "tickets.read"]}
    for name, included in permissions.items():
        role = Role.objects.create(name=name, permissions=included, sight="own")
        agent = Agent.objects.create_user(
            f"{name.replace(' ', '-')}@alderandflax.example", "a long password", name=name, role="own", own_role=role
        )
        team.members.add(agent)
        made[name] = _signed_in(agent)
    return {role: made[role] for role in ROLES}


def _signed_in(agent: Agent) -> Client:
    client = Client()
    client.force_login(agent)
    return client


def _ask(client: Client, entry: Entry, address: str, world: World) -> int:
    """The status; whatever the request changed is undone."""
    mark = transaction.savepoint()
    try:
        if entry.data is None:
            response = client.get(address)
        elif entry.is_json:
            response = client.post(address, entry.data(world), content_type="application/json")
        else:
            response = client.post(address, entry.data(world))
        if response.streaming:
            b"".join(response.streaming_content)  # which closes the file
        return response.status_code
    finally:
        transaction.savepoint_rollback(mark)


def test_every_address_is_in_the_table_and_has_a_name() -> None:
    assert sorted(OURS) == sorted(TABLE)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_each_role_hears_what_the_table_says(name: str, world: World, clients: dict[str, Client]) -> None:
    entry = TABLE[name]
    address = reverse(name, args=entry.args(world))
    heard = {role: _ask(client, entry, address, world) for role, client in clients.items()}
    assert heard == dict(zip(ROLES, entry.statuses, strict=True))


def test_posts_are_not_answered_to_a_get(world: World, clients: dict[str, Client]) -> None:
    changing = {name: entry for name, entry in TABLE.items() if entry.data is not None and entry.statuses[1] != 200}
    with_a_page = {"hours_of", "keeping_of", "hook", "hook-below"}
    for name, entry in changing.items():
        if name not in with_a_page and not name.startswith("chat_"):
            assert clients["owner"].get(reverse(name, args=entry.args(world))).status_code == 405, name


@pytest.mark.parametrize("name", ADMIN)
def test_the_admin_is_for_owners_and_has_no_sign_in_of_its_own(name: str, clients: dict[str, Client]) -> None:
    address = reverse(name) if not name.endswith(":") else "/admin/"
    heard = {role: client.get(address).status_code for role, client in clients.items()}
    assert heard.pop("owner") == ADMIN_ANSWERS.get(name, 200)
    assert set(heard.values()) <= {302, 403}
