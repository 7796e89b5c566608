from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from shopbell.channels.models import ChannelAccount, OutgoingPart, RawInput
from shopbell.core import clock
from shopbell.core.models import Event
from shopbell.customers.actions import consents, erasure, exporting, notes
from shopbell.customers.actions.erasure import confirm, digest, erase, hold, lift, request, withdraw
from shopbell.customers.actions.merging import merge, unmerge
from shopbell.customers.actions.profile import change
from shopbell.customers.base import Claim, holdings
from shopbell.customers.errors import ErasureOver, ErasureUnderWay, MergeUndone, SecondPersonNeeded
from shopbell.customers.models import Customer, CustomerMerge, Erasure, PrivacyRules
from shopbell.staff.actions import tokens
from shopbell.staff.models import Agent, ApiAnswer
from shopbell.tickets.actions import messages
from shopbell.tickets.actions.contact import count_contact
from shopbell.tickets.models import Attachment, Draft, Message, Participant, Scheduled, Ticket

WORD = "Zanzibarquince"  # in everything that is about her, and nowhere else
ADDRESS = f"mia@{WORD.lower()}.example"


@pytest.fixture
def mia(a_message: Callable[..., Message], mailbox: ChannelAccount, alice: Agent, bob: Agent) -> Customer:
    """A customer who left traces wherever one can."""
    said = a_message(
        claims=[Claim("email", ADDRESS, display=f"Mia {WORD}"), Claim("visitor", f"v-{WORD}", scope=7)],
        name=f"Mia {WORD}",
        subject=f"About {WORD}",
        text=f"I am {WORD}, and this is long enough to be found.",
        html=f"<p>I am {WORD}</p>",
        external_id=f"<1@{WORD}>",
        dedupe_key=f"mail-{WORD}",
    )
    raw = RawInput.objects.create(
        account=mailbox,
        key="uid:1",
        body=f"From: {WORD}".encode(),
        headers={"from": WORD},
        error=WORD,
        received_at=clock.now(),
        state="routed",
        message_id=said.pk,
        sha256="1" * 64,
    )
    Message.objects.filter(pk=said.pk).update(raw_id=raw.pk, extra={"said": WORD}, author_address=ADDRESS)
    customer, thread = said.ticket.customer, said.thread
    assert customer
    assert thread
    answer = messages.reply(thread, text=f"Dear {WORD}", by=alice.actor, agent=alice)
    messages.note(said.ticket, text=f"{WORD} is kind", agent=alice)
    Ticket.objects.filter(pk=said.ticket_id).update(order_number=WORD[:10], external_ref=WORD, last_preview=WORD)
    OutgoingPart.objects.create(
        message=answer, account=mailbox, key="k1", payload={"to": ADDRESS}, reason=WORD, created_at=clock.now()
    )
    path = default_storage.save(f"{WORD}.txt", ContentFile(WORD.encode()))
    Participant.objects.create(thread=thread, scheme="email", value=f"copy@{WORD}.example", name=WORD, is_copied=True)
    Draft.objects.create(agent=bob, ticket=said.ticket, way="reply", text=WORD, updated_at=clock.now())
    Scheduled.objects.create(
        ticket=said.ticket,
        agent=bob,
        kind="answer",
        text=WORD,
        at=clock.now() + timedelta(days=1),
        created_at=clock.now(),
    )
    Attachment.objects.create(
        message=said, name=f"{WORD}.txt", mime="text/plain", size=4, path=path, created_at=clock.now()
    )
    change(customer, by=alice.actor, city=WORD, tags=[WORD], custom={"size": WORD})
    notes.add(customer, text=WORD, author=alice, by=alice.actor)
    consents.note(customer, purpose="surveys", is_given=True, source="form", wording=WORD, by=alice.actor)
    token, _secret = tokens.make(bob, name="P", by=bob.actor)
    body = f'{{"id": "{answer.public_id}", "text": "Dear {WORD}"}}'.encode()
    ApiAnswer.objects.create(token=token, key="1", digest="1", body=body, created_at=clock.now())
    return Customer.objects.get(pk=customer.pk)


def _erased(customer: Customer, agent: Agent) -> Erasure:
    asked = confirm(request(customer, basis="asked", by=agent.actor), by=agent.actor)
    with clock.frozen(asked.due_at + timedelta(minutes=1)):
        return erase(asked, by=agent.actor)


def _traces(word: str) -> dict[str, int]:
    """The tables in which the word stands, as text, JSON, bytes or search words, however written."""
    found = {}
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in tables:
            name = connection.ops.quote_name(table)
            cursor.execute(
                f"SELECT count(*) FROM {name} t WHERE t::text ILIKE %s OR t::text ILIKE %s",
                [f"%{word}%", f"%{word.encode().hex()}%"],
            )
            if number := cursor.fetchone()[0]:
                found[table] = number
    return found


def test_the_word_stands_everywhere_before(mia: Customer) -> None:
    assert set(_traces(WORD)) >= {
        "customers_customer", "customers_identity", "customers_customernote", "customers_consent",
        "tickets_ticket", "tickets_message", "tickets_participant", "tickets_attachment",
        "channels_rawinput", "channels_outgoingpart", "staff_apianswer",
    }  # fmt: skip


def test_nothing_of_a_person_is_left_anywhere(
    mia: Customer, alice: Agent, run_jobs: Callable[[], int], a_message: Callable[..., Message]
) -> None:
    other = a_message()  # somebody else, who keeps everything
    paths = list(Attachment.objects.values_list("path", flat=True))
    thread = mia.tickets.get().threads.get()
    done = _erased(mia, alice)
    assert done.state == "done"
    assert _traces(WORD) == {"customers_erasure": 1}  # the names of files that are still to be deleted
    run_jobs()
    assert _traces(WORD) == {}
    assert [path for path in paths if default_storage.exists(path)] == []
    mia.refresh_from_db()
    assert (mia.is_erased, mia.display_name, mia.identities.count()) == (True, "Erased customer", 0)
    ticket = mia.tickets.get()
    assert (ticket.status, ticket.message_count, ticket.subject) == ("closed", 3, "")
    assert ticket.threads.get().public_id != thread.public_id
    assert OutgoingPart.objects.get(key="k1").state == "cancelled"
    assert {message.state for message in ticket.messages.all()} == {"", "cancelled"}
    other.refresh_from_db()
    assert (other.text, other.ticket.customer_name) == ("Hello, it should have been here on Monday.", "Mia Moor")


def test_the_certificate_says_what_was_done_and_names_nobody(mia: Customer, alice: Agent, bob: Agent) -> None:
    done = _erased(mia, alice)
    certificate = Erasure.objects.get().certificate
    assert done.sha256 == digest(certificate)
    assert (
        certificate["erased"] | {"tickets.Message": 3, "customers.Identity": 2, "tickets.Attachment": 1}
        == (certificate["erased"])
    )
    assert (certificate["customer"], certificate["confirmed"]["by"]) == (mia.public_id, str(alice.actor))
    assert certificate["kept"] == []
    assert WORD.lower() not in str(certificate).lower()
    assert digest({**certificate, "basis": "other"}) != done.sha256
    told = Event.objects.get(name="customer.erased")
    assert told.data == {"erasure": done.pk}


def test_it_takes_two_steps_and_time_to_think(mia: Customer, alice: Agent, bob: Agent) -> None:
    asked = request(mia, basis="asked", by=alice.actor)
    assert asked.due_at - asked.requested_at == timedelta(days=7)
    with pytest.raises(ErasureUnderWay):
        request(mia, basis="asked", by=bob.actor)
    with clock.frozen(asked.due_at + timedelta(days=1)):
        assert erase(asked, by=alice.actor).state == "requested"  # nobody has confirmed it
    PrivacyRules.objects.create(needs_second_person=True)
    with pytest.raises(SecondPersonNeeded):
        confirm(asked, by=alice.actor)
    assert confirm(asked, by=bob.actor).state == "confirmed"
    assert erase(asked, by=alice.actor).state == "confirmed"  # its day has not come
    assert withdraw(asked, by=alice.actor).state == "cancelled"
    with clock.frozen(asked.due_at + timedelta(days=1)):
        assert erase(asked, by=alice.actor).state == "cancelled"
    with pytest.raises(ErasureOver):
        confirm(asked, by=bob.actor)
    mia.refresh_from_db()
    assert mia.city == WORD


def test_everything_held_by_law_waits_until_it_is_not(mia: Customer, alice: Agent) -> None:
    placed = hold(mia, reason="Court case", until=None, tickets=[], by=alice.actor)
    waits = _erased(mia, alice)
    assert waits.state == "held"
    mia.refresh_from_db()
    assert mia.city == WORD
    lift(placed, by=alice.actor)
    with clock.frozen(waits.due_at + timedelta(days=1)):
        assert erase(waits, by=alice.actor).state == "done"


def test_a_held_ticket_stays_whole_and_the_certificate_says_why(
    mia: Customer, alice: Agent, a_message: Callable[..., Message]
) -> None:
    kept = mia.tickets.get()
    gone = a_message(claims=[Claim("email", ADDRESS)], subject=f"Other {WORD}").ticket
    placed = hold(mia, reason="Invoice, ten years", until=date(2099, 1, 1), tickets=[kept.pk], by=alice.actor)
    done = _erased(mia, alice)
    gone.refresh_from_db()
    kept.refresh_from_db()
    assert (gone.subject, kept.subject) == ("", f"About {WORD}")
    assert kept.messages.filter(text__contains=WORD).count() == 3
    assert done.certificate["kept"] == [
        {"what": "tickets.Ticket", "number": 1, "why": "hold"},
        {"what": "customers.Identity", "number": 1, "why": "hold"},
    ]
    assert done.certificate["holds"] == [{"reason": "Invoice, ten years", "until": "2099-01-01", "tickets": [kept.pk]}]
    lift(placed, by=alice.actor)
    assert _erased(mia, alice).certificate["kept"] == []
    erasure.discard_files(erasure=Erasure.objects.latest("pk").pk)
    assert _traces(WORD) == {}


def test_who_went_up_in_them_is_erased_too_and_comes_not_back(
    mia: Customer, alice: Agent, a_message: Callable[..., Message]
) -> None:
    twin = a_message(claims=[Claim("email", f"m@{WORD}.example")], name=f"M. {WORD}").ticket.customer
    assert twin
    made = merge(twin, into=mia, by=alice.actor, take={"name": True})
    done = _erased(mia, alice)
    erasure.discard_files(erasure=done.pk)
    assert _traces(WORD) == {}
    twin.refresh_from_db()
    assert twin.is_erased
    with pytest.raises(MergeUndone):
        unmerge(CustomerMerge.objects.get(pk=made.pk), by=alice.actor)


def test_an_export_that_was_made_goes_too(mia: Customer, alice: Agent, run_jobs: Callable[[], int]) -> None:
    export = exporting.request(mia, by=alice.actor)
    run_jobs()
    export.refresh_from_db()
    path = export.path
    assert default_storage.exists(path)
    _erased(mia, alice)
    export.refresh_from_db()
    assert (export.state, default_storage.exists(path)) == ("expired", False)


def test_the_same_person_writes_again_as_somebody_new(
    mia: Customer, alice: Agent, a_message: Callable[..., Message]
) -> None:
    _erased(mia, alice)
    again = a_message(claims=[Claim("email", ADDRESS)], name="Mia again").ticket.customer
    assert again
    assert again != mia
    count_contact([mia.pk])


def _linked() -> Iterator[str]:
    """Every model from which a foreign key leads to a customer, however far."""
    reached = {Customer}
    grown = True
    while grown:
        grown = False
        for model in apps.get_models():
            targets = {
                field.related_model for field in model._meta.get_fields() if field.many_to_one and field.concrete
            }
            if model not in reached and targets & reached:
                reached.add(model)
                grown = True
    return (model._meta.label for model in reached)


def test_somebody_answers_for_everything_that_leads_to_a_customer() -> None:
    answered = {label for holding in holdings() for label in holding.models}
    assert sorted(set(_linked()) - answered) == []
    known = {model._meta.label for model in apps.get_models()}
    assert sorted(answered - known) == []


def test_every_holding_gives_out_what_it_holds(mia: Customer) -> None:
    given: dict[str, Any] = {holding.kind: holding.export(mia) for holding in holdings()}
    empty = sorted(kind for kind, portion in given.items() if not any(portion.rows.values()))
    assert empty == ["answers", "merges", "privacy"]  # copies, ids, and nothing done yet
