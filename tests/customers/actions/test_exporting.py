from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from shopbell.core import clock
from shopbell.core.models import Event
from shopbell.customers.actions import exporting, notes
from shopbell.customers.errors import ExportGone
from shopbell.customers.models import Customer, CustomerExport, PrivacyRules
from shopbell.customers.schedule import expire_exports
from shopbell.staff.models import Agent
from shopbell.tickets.models import Attachment, Message


@pytest.fixture
def export(a_message: Callable[..., Message], alice: Agent, run_jobs: Callable[[], int]) -> CustomerExport:
    message = a_message(text="Where <b>is</b> it?")
    for name in ("bill.txt", "../../bill.txt"):
        path = default_storage.save("out/bill", ContentFile(b"12 EUR"))
        Attachment.objects.create(
            message=message, name=name, mime="text/plain", size=6, path=path, created_at=clock.now()
        )
    Attachment.objects.create(
        message=message, name="lost.txt", mime="text/plain", size=6, path="out/lost", created_at=clock.now()
    )
    customer = Customer.objects.get()
    notes.add(customer, text="Has a dog", author=alice, by=alice.actor)
    made = exporting.request(customer, by=alice.actor)
    assert made.state == "making"
    run_jobs()
    made.refresh_from_db()
    return made


def test_the_archive_holds_data_a_page_and_files(export: CustomerExport) -> None:
    assert (export.state, export.size > 0) == ("ready", True)
    with default_storage.open(export.path) as stored:
        packed = zipfile.ZipFile(io.BytesIO(stored.read()))
    names = packed.namelist()
    assert names[-2:] == ["data.json", "index.html"]
    assert len(names) == 4
    assert [name.count("/") for name in names[:-2]] == [2, 2]
    assert all(name.startswith("files/") and "/.." not in name for name in names[:-2])
    assert packed.read(names[0]) == b"12 EUR"
    data = json.loads(packed.read("data.json"))
    assert data["About you"]["profile"][0]["name"] == "Mia Moor"
    assert data["Addresses and accounts"]["identities"][0]["value"] == "mia@post.example"
    assert data["Your conversations"]["messages"][0]["text"] == "Where <b>is</b> it?"
    assert data["Notes about you"]["notes"][0]["text"] == "Has a dog"
    page = packed.read("index.html").decode()
    assert "Where &lt;b&gt;is&lt;/b&gt; it?" in page
    assert "Alice" not in packed.read("data.json").decode()


def test_it_is_downloaded_for_some_days_and_each_time_is_noted(export: CustomerExport, alice: Agent) -> None:
    assert export.expires_at - export.requested_at == timedelta(days=7)
    exporting.download(export, by=alice.actor)
    assert exporting.download(export, by=alice.actor).downloads == 2
    assert Event.objects.filter(name="customer_export.downloaded").count() == 2
    path = export.path
    with clock.frozen(export.expires_at + timedelta(seconds=1)):
        with pytest.raises(ExportGone):
            exporting.download(export, by=alice.actor)
        expire_exports()
    export.refresh_from_db()
    assert (export.state, export.path, default_storage.exists(path)) == ("expired", "", False)


def test_how_long_is_a_rule(a_message: Callable[..., Message], alice: Agent) -> None:
    PrivacyRules.objects.create(export_days=2)
    customer = a_message().ticket.customer
    assert customer
    made = exporting.request(customer, by=alice.actor)
    assert made.expires_at - made.requested_at == timedelta(days=2)
