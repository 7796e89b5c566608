from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from shopbell.core import clock
from shopbell.customers.models import Customer, CustomerExport, Erasure, LegalHold, PrivacyRules, RetentionRules
from shopbell.customers.schedule import erase_due
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent
from shopbell.tickets.models import Ticket
from tests.program import Program


@pytest.fixture
def mia(ticket: Ticket) -> Customer:
    assert ticket.customer
    return ticket.customer


@pytest.fixture
def as_owner(client: Client, owner: Agent) -> Client:
    client.force_login(owner)
    return client


def test_an_archive_is_made_and_downloaded(as_owner: Client, mia: Customer, run_jobs: Callable[[], int]) -> None:
    as_owner.post(reverse("customer_export", args=[mia.public_id]))
    run_jobs()
    made = CustomerExport.objects.get()
    assert "Download" in as_owner.get(reverse("customer_privacy", args=[mia.public_id])).content.decode()
    answer = as_owner.get(reverse("customer_export_download", args=[mia.public_id, made.public_id]))
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/zip", "private, no-store")
    assert "attachment" in answer["Content-Disposition"]
    packed = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    assert "data.json" in packed.namelist()
    CustomerExport.objects.update(expires_at=clock.now() - timedelta(days=1))
    late = as_owner.get(reverse("customer_export_download", args=[mia.public_id, made.public_id]))
    assert late.status_code == 409


def test_erasing_goes_from_asking_to_the_certificate(as_owner: Client, mia: Customer) -> None:
    page = reverse("customer_privacy", args=[mia.public_id])
    as_owner.post(reverse("customer_erasure", args=[mia.public_id]), {"basis": "asked"})
    asked = Erasure.objects.get()
    assert "Confirm the erasure" in as_owner.get(page).content.decode()
    assert as_owner.get(reverse("customer_certificate", args=[mia.public_id, asked.public_id])).status_code == 404
    as_owner.post(reverse("customer_erasure_confirm", args=[mia.public_id, asked.public_id]))
    erase_due()
    assert Customer.objects.get().is_erased is False
    with clock.frozen(asked.due_at + timedelta(minutes=1)):
        erase_due()
    assert Customer.objects.get().is_erased is True
    paper = as_owner.get(reverse("customer_certificate", args=[mia.public_id, asked.public_id])).content.decode()
    for words in (
        Erasure.objects.get().sha256,
        mia.public_id,
        "Olga Owner",
        "Messages",
        "Nothing that names the person",
    ):
        assert words in paper
    assert "Mia Moor" not in paper
    profile = as_owner.get(reverse("customer", args=[mia.public_id]))
    assert "Erased customer" in profile.content.decode()
    assert "Keep note" not in profile.content.decode()


def test_somebody_else_confirms_where_the_rules_say_so(as_owner: Client, mia: Customer) -> None:
    PrivacyRules.objects.create(needs_second_person=True)
    as_owner.post(reverse("customer_erasure", args=[mia.public_id]), {"basis": "asked"})
    asked = Erasure.objects.get()
    where = reverse("customer_erasure_confirm", args=[mia.public_id, asked.public_id])
    said = as_owner.post(where, follow=True).content.decode()
    assert "Somebody else has to confirm it" in said
    assert Erasure.objects.get().state == "requested"
    as_owner.post(reverse("customer_erasure_withdraw", args=[mia.public_id, asked.public_id]))
    assert Erasure.objects.get().state == "cancelled"


def test_what_must_be_kept_is_noted_and_lifted(as_owner: Client, mia: Customer) -> None:
    where = reverse("customer_hold", args=[mia.public_id])
    assert as_owner.post(where, {"reason": "Tax", "until": "2099-01-01", "tickets": "12, x"}).status_code == 422
    as_owner.post(where, {"reason": "Tax", "until": "2099-01-01", "tickets": "#12, 13"})
    placed = LegalHold.objects.get()
    assert (placed.reason, placed.tickets) == ("Tax", [12, 13])
    as_owner.post(reverse("customer_hold_lift", args=[mia.public_id, placed.public_id]))
    assert LegalHold.objects.get().lifted_at is not None


def test_agents_neither_give_out_nor_erase(as_alice: Client, mia: Customer) -> None:
    page = as_alice.get(reverse("customer", args=[mia.public_id])).content.decode()
    assert reverse("customer_privacy", args=[mia.public_id]) not in page
    assert as_alice.post(reverse("customer_erasure", args=[mia.public_id]), {"basis": "asked"}).status_code == 403


def test_how_long_is_set_on_one_page(as_owner: Client, shop: Shop) -> None:
    sent = {"raw_days": "30", "closed_months": "", "erasure_wait_days": "3", "export_days": "2", "backup_days": "14"}
    assert as_owner.post(reverse("keeping_of", args=[shop.public_id]), sent).status_code == 302
    rules = RetentionRules.objects.get()
    assert (rules.raw_days, rules.closed_months) == (30, None)
    assert (PrivacyRules.current().erasure_wait_days, PrivacyRules.current().backup_days) == (3, 14)
    assert "Mails as they came in" in as_owner.get(reverse("keeping")).content.decode()
    assert as_owner.post(reverse("keeping_of", args=[shop.public_id]), {**sent, "raw_days": "0"}).status_code == 422


def test_a_program_of_an_owner_does_the_same(
    owner: Agent, mia: Customer, shop: Shop, run_jobs: Callable[[], int]
) -> None:
    program, where = Program(owner), f"/customers/{mia.public_id}"
    made = program.post(f"{where}/exports").json()
    assert made["state"] == "making"
    run_jobs()
    assert program.get(f"{where}/exports").json()[0]["state"] == "ready"
    taken = program.post(f"{where}/exports/{made['id']}/download")
    assert b"".join(taken.streaming_content)[:2] == b"PK"
    held = program.post(f"{where}/holds", {"reason": "Tax", "tickets": [5]}).json()
    assert program.delete(f"{where}/holds/{held['id']}").json()["lifted_at"]
    asked = program.post(f"{where}/erasures", {"basis": "asked"}).json()
    assert program.post(f"{where}/erasures", {"basis": "asked"}).status_code == 409
    confirmed = program.put(f"{where}/erasures/{asked['id']}/confirmation").json()
    assert confirmed["state"] == "confirmed"
    assert program.delete(f"{where}/erasures/{asked['id']}").json()["state"] == "cancelled"
    rules = f"/shops/{shop.public_id}/retention"
    assert program.put(rules, {"spam_days": 30}).json()["spam_days"] == 30
    assert program.put(rules, {"spam_days": 0}).status_code == 422
    assert program.get(rules).json() == {
        "raw_days": None,
        "spam_days": 30,
        "closed_months": None,
        "visitor_days": None,
    }
    assert [(one["rule"], one["number"]) for one in program.get("/retention/dry-run").json()] == [("spam", 0)]
