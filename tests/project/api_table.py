"""Every operation of the API, with what each role hears, and a world in which it can be asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from shopbell.channels.models import ChannelAccount, RawInput
from shopbell.core import clock
from shopbell.customers.models import CustomerNote
from shopbell.shops.models import CustomField, Holiday, Shop
from shopbell.staff.actions import tokens
from shopbell.staff.models import Agent, ApiToken, Role, Team
from shopbell.tickets.actions import messages
from shopbell.tickets.models import Attachment, BulkRun, Message, Scheduled, Ticket, View

ROLES = ("owner", "agent", "other team", "observer")
Statuses = tuple[int, int, int, int]
EVERYBODY: Statuses = (200, 200, 200, 200)
SEEN: Statuses = (200, 200, 404, 200)
WRITTEN: Statuses = (200, 200, 404, 403)
ADMINS: Statuses = (200, 403, 403, 403)


@dataclass
class World:
    """What addresses can name."""

    shop: Shop
    team: Team
    ticket: Ticket
    mailbox: ChannelAccount
    form: ChannelAccount
    file: Attachment
    parked: RawInput
    colleague: Agent
    token: ApiToken
    holiday: Holiday
    role: Role
    field: CustomField
    view: View
    bulk: BulkRun
    note: CustomerNote

    @property
    def all_messages(self) -> list[str]:
        return list(self.ticket.messages.values_list("public_id", flat=True))

    @property
    def names(self) -> dict[str, Any]:
        """The parts of addresses, by what the description calls them."""
        assert self.ticket.customer
        return {
            "number": self.ticket.pk,
            "link_id": 1,
            "customer": self.ticket.customer.public_id,
            "agent": self.colleague.public_id,
            "team": self.team.public_id,
            "account": self.mailbox.public_id,
            "shop": self.shop.public_id,
            "file": self.file.public_id,
            "identity": self.ticket.customer.identities.get().pk,
            "message": self.ticket.messages.get(kind="agent").public_id,
            "token": self.token.public_id,
            "role": self.role.public_id,
            "scheduled": _planned(self).public_id,
            "way": "reply",
            "field": self.field.public_id,
            "view": self.view.public_id,
            "bulk": self.bulk.public_id,
            "note": self.note.public_id,
            **dict.fromkeys(("merge", "export", "erasure", "hold"), "no-such-thing"),
            "day": f"{self.holiday.day}",
        }

    def address(self, path: str) -> str:
        """A path of the description with its names filled in."""
        names = {**self.names, **({"number": self.parked.pk} if "parked" in path else {})}
        return path.format(**names)


@dataclass(frozen=True)
class Entry:
    """What each role hears; `data` is what is sent, if it depends on nothing or on the world."""

    statuses: Statuses
    data: Callable[[World], Any] = lambda world: None


def _planned(world: World) -> Scheduled:
    known = world.ticket.scheduled.first()
    at, made = clock.now() + timedelta(days=1), clock.now()
    return known or Scheduled.objects.create(
        ticket=world.ticket, agent=world.colleague, kind="reminder", at=at, created_at=made
    )


def _in_two_days() -> str:
    return (clock.now() + timedelta(days=2)).isoformat()


def _says(**data: Any) -> Callable[[World], Any]:
    return lambda world: data


def _created(statuses: Statuses, made: int = 201) -> Statuses:
    owner, agent, other, observer = (made if status == 200 else status for status in statuses)
    return owner, agent, other, observer


TABLE: dict[str, Entry] = {
    "GET /me": Entry(EVERYBODY),
    "PATCH /me": Entry(EVERYBODY, _says(name="Somebody")),
    "PUT /me/availability": Entry(EVERYBODY, _says(availability="busy")),
    "GET /me/tokens": Entry(EVERYBODY),
    "GET /me/sessions": Entry(EVERYBODY),
    "DELETE /me/sessions": Entry((204, 204, 204, 204)),
    "DELETE /me/tokens/{token}": Entry((404, 204, 404, 404)),
    "GET /queues": Entry(EVERYBODY),
    "GET /tickets": Entry(EVERYBODY),
    "POST /tickets": Entry(
        (201, 201, 422, 403),
        lambda w: {"channel_account": w.form.public_id, "email": "mia@post.example", "text": "Hello"},
    ),
    "GET /tickets/{number}": Entry(SEEN),
    "GET /tickets/{number}/messages": Entry(SEEN),
    "PUT /tickets/{number}/reading": Entry(_created(WRITTEN, 204)),
    "POST /tickets/{number}/replies": Entry(_created(WRITTEN), _says(text="On its way")),
    "GET /tickets/{number}/drafts/{way}": Entry((404, 404, 404, 404)),
    "PUT /tickets/{number}/drafts/{way}": Entry(WRITTEN, _says(text="Half a sentence")),
    "DELETE /tickets/{number}/drafts/{way}": Entry(_created(WRITTEN, 204)),
    "GET /tickets/{number}/scheduled": Entry(SEEN),
    "POST /tickets/{number}/scheduled": Entry(
        _created(WRITTEN), lambda w: {"kind": "reminder", "at": _in_two_days(), "on_answer": "cancel"}
    ),
    "PATCH /scheduled/{scheduled}": Entry(WRITTEN, lambda w: {"at": _in_two_days()}),
    "POST /scheduled/{scheduled}/sending": Entry(WRITTEN),
    "DELETE /scheduled/{scheduled}": Entry(WRITTEN),
    "POST /tickets/{number}/forwards": Entry(_created(WRITTEN), _says(envelope={"to": ["depot@carrier.example"]})),
    "GET /me/writing": Entry(EVERYBODY),
    "PUT /me/writing": Entry((200, 200, 200, 403), _says(undo_seconds=5)),
    "GET /shops/{shop}/signature": Entry(EVERYBODY),
    "PUT /shops/{shop}/signature": Entry(ADMINS, _says(signatures={"": "Yours"})),
    "POST /messages/{message}/undo": Entry((403, 409, 404, 403)),
    "POST /tickets/{number}/notes": Entry(_created(WRITTEN), _says(text="Look")),
    "PUT /tickets/{number}/assignment": Entry(WRITTEN, _says(agent=None)),
    "PUT /tickets/{number}/status": Entry(WRITTEN, _says(status="on_hold")),
    "PUT /tickets/{number}/snooze": Entry(WRITTEN, _says(until="2099-01-01T09:00:00Z")),
    "PUT /tickets/{number}/priority": Entry(WRITTEN, _says(priority="high")),
    "PUT /tickets/{number}/tags": Entry(WRITTEN, _says(tags=["Fault"])),
    "PUT /tickets/{number}/spam": Entry(WRITTEN, _says(is_spam=True)),
    "PUT /tickets/{number}/merging": Entry((409, 409, 404, 403), lambda w: {"into": w.ticket.pk}),
    "DELETE /tickets/{number}/merging": Entry((404, 404, 404, 403)),
    "GET /shops/{shop}/topics": Entry(EVERYBODY),
    "PUT /tickets/{number}/topic": Entry(WRITTEN, _says(topic=None)),
    "GET /tickets/{number}/links": Entry(SEEN),
    "POST /tickets/{number}/links": Entry((409, 409, 404, 403), lambda w: {"other": w.ticket.pk}),
    "DELETE /tickets/{number}/links/{link_id}": Entry((404, 404, 404, 403)),
    "POST /tickets/{number}/split": Entry((409, 409, 404, 403), lambda w: {"messages": w.all_messages}),
    "DELETE /tickets/{number}/split": Entry((404, 404, 404, 403)),
    "POST /tickets/bulk": Entry(
        (202, 202, 422, 403), lambda w: {"tickets": [w.ticket.pk], "change": {"status": "solved"}}
    ),
    "GET /tickets/bulk/{bulk}": Entry((404, 200, 404, 403)),
    "DELETE /tickets/bulk/{bulk}": Entry((404, 202, 404, 403)),
    "GET /views": Entry(EVERYBODY),
    "POST /views": Entry(_created(EVERYBODY), _says(name="Mine", query="status:open assignee:me")),
    "PATCH /views/{view}": Entry((200, 403, 404, 403), _says(name="Open ones")),
    "DELETE /views/{view}": Entry((204, 403, 404, 403)),
    "GET /views/{view}/tickets": Entry(SEEN),
    "PUT /view-order": Entry((204, 403, 404, 403), lambda w: {"views": [w.view.public_id]}),
    "POST /files": Entry((201, 201, 201, 403), lambda w: SimpleUploadedFile("a.txt", b"hello", "text/plain")),
    "GET /files/{file}": Entry(SEEN),
    "GET /customers": Entry(EVERYBODY),
    "GET /customers/{customer}": Entry(SEEN),
    "PATCH /customers/{customer}": Entry(WRITTEN, _says(city="Kiel")),
    "GET /customers/{customer}/sources": Entry(SEEN),
    "GET /customers/{customer}/history": Entry(SEEN),
    "GET /customers/{customer}/notes": Entry(SEEN),
    "POST /customers/{customer}/notes": Entry(_created(WRITTEN), _says(text="Has a dog")),
    "PATCH /customers/{customer}/notes/{note}": Entry(WRITTEN, _says(is_pinned=True)),
    "DELETE /customers/{customer}/notes/{note}": Entry(_created(WRITTEN, 204)),
    "GET /customers/{customer}/duplicates": Entry(SEEN),
    "GET /customers/{customer}/merge-preview": Entry((422, 422, 422, 422)),
    "GET /customers/{customer}/merges": Entry(SEEN),
    "POST /customers/{customer}/merges": Entry((404, 404, 404, 403), _says(source="nobody")),
    "DELETE /customers/{customer}/merges/{merge}": Entry((404, 404, 404, 403)),
    "GET /customers/{customer}/exports": Entry(ADMINS),
    "POST /customers/{customer}/exports": Entry(_created(ADMINS, 202)),
    "POST /customers/{customer}/exports/{export}/download": Entry((404, 403, 403, 403)),
    "GET /customers/{customer}/erasures": Entry(ADMINS),
    "POST /customers/{customer}/erasures": Entry(_created(ADMINS), _says(basis="asked")),
    "PUT /customers/{customer}/erasures/{erasure}/confirmation": Entry((404, 403, 403, 403)),
    "DELETE /customers/{customer}/erasures/{erasure}": Entry((404, 403, 403, 403)),
    "GET /customers/{customer}/holds": Entry(ADMINS),
    "POST /customers/{customer}/holds": Entry(_created(ADMINS), _says(reason="Tax")),
    "DELETE /customers/{customer}/holds/{hold}": Entry((404, 403, 403, 403)),
    "GET /shops/{shop}/retention": Entry(ADMINS),
    "PUT /shops/{shop}/retention": Entry(ADMINS, _says(raw_days=30)),
    "GET /retention/dry-run": Entry(ADMINS),
    "GET /customers/{customer}/consents": Entry(SEEN),
    "POST /customers/{customer}/consents": Entry(
        _created(WRITTEN), _says(purpose="surveys", is_given=True, source="form")
    ),
    "POST /customers/{customer}/identities": Entry(_created(WRITTEN), _says(address="mia@work.example")),
    "DELETE /customers/{customer}/identities/{identity}": Entry((409, 409, 404, 403)),
    "GET /customers/{customer}/tickets": Entry(SEEN),
    "PUT /customers/{customer}/identities/{identity}/confirmation": Entry(WRITTEN),
    "PUT /customers/{customer}/identities/{identity}/suppression": Entry(WRITTEN, _says(reason="Wrong person")),
    "DELETE /customers/{customer}/identities/{identity}/suppression": Entry(WRITTEN),
    "GET /agents": Entry(EVERYBODY),
    "POST /agents/{agent}/invitation": Entry(_created(ADMINS, 202)),
    "POST /agents": Entry(_created(ADMINS), _says(name="Dora Dale", email="dora@alderandflax.example")),
    "GET /agents/{agent}": Entry(SEEN),
    "PATCH /agents/{agent}": Entry(ADMINS, _says(name="Bobby Baker")),
    "GET /permissions": Entry(ADMINS),
    "GET /roles": Entry(ADMINS),
    "POST /roles": Entry(_created(ADMINS), _says(name="Packer", permissions=["tickets.read"], sight="own")),
    "PATCH /roles/{role}": Entry(ADMINS, _says(name="Helper")),
    "DELETE /roles/{role}": Entry(_created(ADMINS, 204)),
    "GET /teams": Entry(EVERYBODY),
    "POST /teams": Entry(_created(ADMINS), _says(name="Returns")),
    "PATCH /teams/{team}": Entry(ADMINS, _says(name="Caring")),
    "GET /custom-fields": Entry(EVERYBODY),
    "POST /custom-fields": Entry(_created(ADMINS), _says(label="Size", applies_to="customer", kind="text")),
    "PATCH /custom-fields/{field}": Entry(ADMINS, _says(label="Shoe size")),
    "PUT /custom-field-order": Entry(
        _created(ADMINS, 204), lambda w: {"applies_to": "customer", "fields": [w.field.public_id]}
    ),
    "PUT /custom-fields/{field}/archive": Entry(ADMINS),
    "DELETE /custom-fields/{field}/archive": Entry(ADMINS),
    "GET /shops": Entry(EVERYBODY),
    "GET /shops/{shop}": Entry(EVERYBODY),
    "PATCH /shops/{shop}": Entry(ADMINS, _says(name="Elm & Flax")),
    "PUT /shops/{shop}/hours": Entry(ADMINS, _says(hours=[{"weekday": 0, "opens": "09:00", "closes": "12:00"}])),
    "GET /shops/{shop}/holidays": Entry(EVERYBODY),
    "POST /shops/{shop}/holidays": Entry(_created(ADMINS), _says(day="2026-12-24", name="Christmas Eve")),
    "DELETE /shops/{shop}/holidays/{day}": Entry(_created(ADMINS, 204)),
    "POST /shops/{shop}/public-holidays": Entry(ADMINS, _says(year=2027)),
    "GET /channel-kinds": Entry(ADMINS),
    "GET /channel-accounts": Entry(ADMINS),
    "POST /channel-accounts": Entry(
        _created(ADMINS), lambda w: {"kind": "form", "name": "Complaints", "team": w.team.public_id}
    ),
    "GET /channel-accounts/{account}": Entry(ADMINS),
    "PATCH /channel-accounts/{account}": Entry(ADMINS, _says(name="Hello there")),
    "GET /channel-accounts/{account}/test": Entry(ADMINS),
    "POST /channel-accounts/{account}/test": Entry(_created(ADMINS, 202)),
    "GET /channel-accounts/{account}/health": Entry(ADMINS),
    "PUT /channel-accounts/{account}/pause": Entry(ADMINS),
    "DELETE /channel-accounts/{account}/pause": Entry(ADMINS),
    "POST /channel-accounts/{account}/backfill": Entry(_created(ADMINS, 202), _says(since="2026-10-01T00:00:00Z")),
    "POST /channel-accounts/{account}/gap": Entry(_created(ADMINS, 202)),
    "GET /parked": Entry(ADMINS),
    "GET /parked/{number}": Entry(ADMINS),
    "GET /parked/{number}/raw": Entry(ADMINS),
    "POST /parked/replay": Entry(_created(ADMINS, 202)),
    "POST /parked/{number}/replay": Entry(_created(ADMINS, 202)),
    "DELETE /parked/{number}": Entry(_created(ADMINS, 204)),
    "GET /outgoing": Entry(ADMINS),
    "GET /messages/{message}/mail": Entry(SEEN),
    "POST /messages/{message}/retry": Entry(_created(WRITTEN, 202)),
    "POST /messages/{message}/settlement": Entry((409, 409, 404, 403)),
    "POST /messages/{message}/withdrawal": Entry(WRITTEN),
    "GET /events": Entry(ADMINS),
    "GET /audit": Entry(ADMINS),
}


def build_world(
    shop: Shop, team: Team, mailbox: ChannelAccount, message: Message, *, colleague: Agent, agent: Agent
) -> World:
    """A ticket with a file and an answer that failed, something parked, a holiday, and a token of `agent`."""
    assert message.thread
    failed = messages.reply(message.thread, text="On its way", by=agent.actor, agent=agent)
    Message.objects.filter(pk=failed.pk).update(state=Message.State.FAILED, html="<p>On its way</p>")
    path = default_storage.save("api/picture.png", ContentFile(b"\x89PNG\r\n\x1a\n"))
    return World(
        shop=shop,
        team=team,
        ticket=message.ticket,
        mailbox=mailbox,
        form=ChannelAccount.objects.create(shop=shop, team=team, kind="form", name="Form"),
        file=Attachment.objects.create(
            message=message, name="picture.png", mime="image/png", size=8, path=path, created_at=clock.now()
        ),
        parked=RawInput.objects.create(
            account=mailbox, key="1", body=b"From: x\n\nHello", received_at=clock.now(), state="dead", error="No"
        ),
        colleague=colleague,
        token=tokens.make(agent, name="Old", by=agent.actor)[0],
        holiday=Holiday.objects.create(shop=shop, day=date(2026, 12, 25), name="Christmas"),
        role=Role.objects.create(name="Temporary", permissions=["tickets.read"]),
        field=CustomField.objects.create(
            applies_to="customer", key="size", label="Size", kind="text", created_at=clock.now()
        ),
        view=View.objects.create(team=team, name="Open", query="status:open"),
        bulk=BulkRun.objects.create(agent=agent, change={}, total=0, created_at=clock.now()),
        note=CustomerNote.objects.create(
            customer=message.ticket.customer, author=colleague, text="Rings twice", created_at=clock.now()
        ),
    )
