from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count, F
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from shopbell.channels.models import ChannelAccount
from shopbell.core import clock
from shopbell.core.models import Event
from shopbell.customers.models import Customer
from shopbell.project.demo.load import load
from shopbell.project.demo.story import PROFILES
from shopbell.project.demo_sign_in import demo_sign_in
from shopbell.shops.models import Holiday, Shop
from shopbell.staff.models import Agent
from shopbell.tickets.models import Attachment, Message, ReplySample, Tally, Thread, Ticket
from shopbell.tickets.queries import counts, expected_reply, queues, teams_of
from tests.project.demo.conftest import NOW

# Loading costs seconds: these tests read one load, which their module takes back at its end.


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup: None, django_db_blocker: Any, keep_sign_in: None) -> Iterator[CaptureQueriesContext]:
    with django_db_blocker.unblock(), clock.frozen(NOW), transaction.atomic():
        with CaptureQueriesContext(connection) as queries:
            load(PROFILES["ci"], seed=7)
        yield queries
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def mara(demo: object) -> Agent:
    return Agent.objects.get(email="mara@alderandflax.example")


def test_loading_does_not_ask_the_database_ticket_by_ticket(demo: CaptureQueriesContext) -> None:
    assert Ticket.objects.count() == 150
    assert len(demo) < 2200  # most of them are the heroes' own tickets, played act by act


def test_no_job_waits_for_the_history() -> None:
    assert not ProcrastinateJob.objects.exists()


def test_the_counters_count_what_is_there() -> None:
    real: Counter[tuple[int, int | None, str]] = Counter(ticket.cell for ticket in Ticket.objects.all())
    told: Counter[tuple[int, int | None, str]] = Counter()
    for row in Tally.objects.all():
        told[row.team_id, row.assignee_id, row.status] += row.delta
    assert {cell: n for cell, n in told.items() if n} == real


def test_message_counts_and_sequences_are_true() -> None:
    for ticket in Ticket.objects.annotate(real=Count("messages")):
        assert ticket.message_count == ticket.real
    for thread in Thread.objects.annotate(real=Count("messages")):
        assert thread.seq == thread.real


def test_maras_queue_is_the_one_in_the_picture(mara: Agent) -> None:
    teams = teams_of(mara)
    all_queues = queues(mara, teams)
    assert counts(mara, all_queues, teams)["yours"] == 9
    names = Ticket.objects.filter(assignee=mara, status="open").order_by("due_at", "pk")
    assert list(names.values_list("customer_name", flat=True)[:4]) == [
        "Priya Raman",
        "Niamh Gallagher",
        "ليلى الحسن",
        "Aoife Brennan",
    ]


def test_niamhs_ticket_reads_as_in_the_picture() -> None:
    ticket = Ticket.objects.get(pk=1042)
    assert (ticket.subject, ticket.order_number) == ("Zip on the Cairn shell came apart", "AF-20871")
    kinds = list(ticket.messages.order_by("created_at", "pk").values_list("kind", flat=True))
    assert kinds == ["customer", "bot", "customer", "agent", "customer", "note"]
    assert [thread.channel for thread in ticket.threads.all()] == ["chat", "email"]
    letter = ticket.messages.filter(kind="customer").latest("pk")
    assert letter.has_folded
    assert letter.visible_text.startswith("Here you go, two photos.")
    pictures = [(file.name, file.mime, file.is_image) for file in letter.attachments.all()]
    assert pictures == [("zip-closed.jpg", "image/png", True), ("zip-open.jpg", "image/png", True)]
    assert Ticket.objects.filter(customer=ticket.customer).count() == 5


def test_a_letter_to_a_full_mailbox_came_back() -> None:
    failed = Message.objects.get(state="failed")
    assert failed.ticket.customer_name == "Gerda Holm"
    assert failed.ticket.status == Ticket.Status.OPEN


def test_every_status_and_language_is_there() -> None:
    assert set(Ticket.objects.values_list("status", flat=True)) == set(Ticket.Status.values)
    assert set(Ticket.objects.values_list("language", flat=True)) == {"en", "de", "fr", "es", "ar"}
    assert Ticket.objects.filter(is_spam=True).count() == 2


def test_what_is_open_is_due_and_some_of_it_is_late() -> None:
    waiting = Ticket.objects.filter(status="open", is_spam=False).exclude(waiting_since=None)
    assert not waiting.filter(due_at__year=9999).exists()
    assert 0 < waiting.filter(due_at__lt=NOW).count() < waiting.count() / 2
    assert not Ticket.objects.filter(status="snoozed", snoozed_until__lte=NOW).exists()


def test_promises_rest_on_what_was_kept() -> None:
    shop = Shop.objects.get(slug="alder-flax")
    expected = expected_reply(shop, "email", NOW)
    assert expected.samples >= 10
    assert ReplySample.objects.filter(channel="chat").exists()
    assert (
        Event.objects.filter(name="ticket.promised").count()
        == Message.objects.filter(kind="automatic", thread__channel="email").count()
    )


def test_customers_have_seen_what_agents_wrote_in_chats() -> None:
    """Else the worker would send yesterday's chats by mail as soon as it starts."""
    ours = Message.objects.filter(thread__channel="chat", kind__in=["agent", "bot", "automatic"])
    assert ours.filter(seq__lte=F("thread__read_seq")).exists()
    assert not ours.filter(seq__gt=F("thread__read_seq")).exists()


def test_the_next_ticket_follows_the_last() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM tickets_ticket_id_seq")
        assert cursor.fetchone()[0] == Ticket.objects.order_by("-pk").values_list("pk", flat=True)[0]


def test_the_shop_is_the_one_of_the_pictures(mara: Agent) -> None:
    shop = Shop.objects.get()
    assert (shop.name, shop.hue, shop.is_demo, shop.languages) == ("Alder & Flax", 178, True, ["en", "de", "fr", "es"])
    assert shop.hours.count() == 6
    assert Holiday.objects.filter(shop=shop, day__year=2026, day__month=12, day__day=25).exists()
    assert [team.name for team in teams_of(mara)] == ["Care", "Delivery", "Returns team", "Reviews"]
    assert set(Agent.objects.values_list("role", flat=True)) == set(Agent.Role.values) - {Agent.Role.OWN}
    mailbox = ChannelAccount.objects.get(kind="email")
    assert (mailbox.state, mailbox.name) == ("paused", "Demo mailbox: nothing is really sent")


def test_the_shown_password_signs_in(mara: Agent) -> None:
    shown = demo_sign_in()
    assert shown == {"email": mara.email, "password": "alder-and-flax"}
    assert mara.check_password(shown["password"])
    assert mara.is_admin


def test_a_second_load_tells_the_same(demo: object) -> None:
    before = _told()
    with transaction.atomic():
        _empty()
        with clock.frozen(NOW):
            load(PROFILES["ci"], seed=7)
        assert _told() == before
        transaction.set_rollback(True)


def test_the_command_leaves_a_shop_in_peace() -> None:
    before = _told()
    call_command("demo", "--if-empty", "--profile", "ci")
    assert _told() == before
    with pytest.raises(CommandError, match="here already"):
        call_command("demo", "--profile", "ci")


def test_seed_writes_nothing_that_a_merchant_sees() -> None:
    before = _told()
    for _ in range(2):
        call_command("seed", verbosity=0)
    assert _told() == before


def test_files_lie_in_the_data_directory() -> None:
    file = Attachment.objects.earliest("pk")
    from django.core.files.storage import default_storage

    assert default_storage.size(file.path) == file.size
    assert os.path.isabs(default_storage.path(file.path))


def _told() -> list[Any]:
    return [
        list(Message.objects.order_by("ticket_id", "pk").values_list("ticket_id", "text", "created_at", "state")),
        list(Ticket.objects.order_by("pk").values_list("pk", "status", "tags", "due_at", "assignee__name")),
        list(Customer.objects.order_by("pk").values_list("name", "language", "city")),
        Event.objects.count(),
    ]


def _empty() -> None:
    tables = "core_event, tickets_ticket, tickets_tally, customers_customer, staff_agent, shops_shop"
    connection.check_constraints()  # nothing may be left to check when the tables go
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
