"""A customer's pages before axe, and the way from asking to the certificate in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from shopbell.core import clock
from shopbell.customers.actions import consents, erasure, exporting, merging, notes, retention
from shopbell.customers.actions.profile import change
from shopbell.customers.base import Claim
from shopbell.customers.models import Customer
from shopbell.shops.actions import custom_fields
from shopbell.shops.models import CustomField, Shop
from shopbell.staff.models import Agent
from shopbell.tickets.models import Message

pytestmark = [pytest.mark.real, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def mia(house: object, a_message: Callable[..., Message], owner: Agent, shop: Shop) -> Customer:
    """A customer with something in every corner of their page."""
    by = owner.actor
    found = a_message().ticket.customer
    assert found
    twin = a_message(claims=[Claim("email", "m@work.example")], name="Mia Moor").ticket.customer
    gone = a_message(claims=[Claim("email", "g@work.example")], name="M. Moor").ticket.customer
    assert twin
    assert gone
    size = custom_fields.save(None, label="Shoe size", applies_to="customer", kind="number", by=by)
    custom_fields.save(None, label="Batch", applies_to="ticket", kind="choice", choices=["A", "B"], by=by)
    custom_fields.save(None, label="Cup", applies_to="customer", kind="url", is_required=True, by=by)
    change(found, by=by, is_vip=True, tags=["Linen"], city="Cork", country="IE", custom={size.key: 38}, language="en")
    change(twin, by=by, city="Cork", country="DE")
    notes.add(found, text="Has a dog", author=owner, by=by, is_pinned=True)
    notes.add(found, text="Rings twice", author=owner, by=by)
    consents.note(found, purpose="surveys", is_given=True, source="form", wording="v2", by=by)
    consents.note(found, purpose="recording", is_given=False, source="phone", by=by)
    merging.merge(gone, into=found, by=by)
    exporting.request(found, by=by)
    erasure.hold(found, reason="Tax", until=None, tickets=[1], by=by)
    retention.set_rules(shop, by=by, raw_days=30)
    return Customer.objects.get(pk=found.pk)


@pytest.fixture
def erased(a_message: Callable[..., Message], owner: Agent) -> str:
    """The address of a certificate."""
    someone = a_message(claims=[Claim("email", "gone@post.example")]).ticket.customer
    assert someone
    asked = erasure.confirm(erasure.request(someone, basis="asked", by=owner.actor), by=owner.actor)
    with clock.frozen(asked.due_at + timedelta(minutes=1)):
        erasure.erase(asked, by=owner.actor)
    return f"/desk/customers/{someone.public_id}/privacy/erasures/{asked.public_id}/"


def _pages(mia: Customer, erased: str) -> list[str]:
    one = f"/desk/customers/{mia.public_id}/"
    twin = Customer.objects.get(identities__value="m@work.example")
    fields = "/desk/settings/fields/"
    return [
        one,
        f"{one}edit/",
        f"{one}merging/?q=m@",
        f"{one}merging/?with={twin.public_id}",
        f"{one}privacy/",
        erased,
        erased.split("privacy", maxsplit=1)[0],
        "/desk/customers/?country=IE",
        "/desk/settings/keeping/",
        fields,
        f"{fields}new/",
        f"{fields}{CustomField.objects.order_by('pk')[0].public_id}/",
    ]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390)])
def test_axe_finds_nothing_and_nothing_runs_out_of_the_page(
    mia: Customer, erased: str, owner: Agent, sign_in: Callable[..., Page], scheme: str, width: int
) -> None:
    page = sign_in(owner.email, color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    found: dict[str, Any] = {}
    for path in _pages(mia, erased):
        answer = page.goto(page.url.split("/desk")[0] + path)
        assert answer
        assert answer.status == 200, path
        for details in page.locator("details").all():
            details.evaluate("one => (one.open = true)")
        result = Axe().run(page, options=RULES)
        if result.violations_count:
            found[path] = result.generate_report()
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[f"{path} runs out"] = True
    assert found == {}


def test_from_a_note_to_an_erasure_by_hand(mia: Customer, owner: Agent, sign_in: Callable[..., Page]) -> None:
    page = sign_in(owner.email, f"/desk/customers/{mia.public_id}/")
    page.get_by_label("Note", exact=True).fill("Calls on Mondays")
    page.get_by_role("button", name="Keep note").click()
    expect(page.get_by_text("Calls on Mondays").first).to_be_visible()
    page.get_by_role("link", name="Merge", exact=True).click()
    page.get_by_role("link", name="Mia Moor").last.click()
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_text("They are one customer now.")).to_be_visible()
    page.get_by_role("button", name="Take the merge back").first.click()
    expect(page.get_by_text("is a customer of their own again.")).to_be_visible()
    page.get_by_role("link", name="Privacy", exact=True).first.click()
    page.get_by_role("button", name="Ask for erasure").click()
    page.get_by_role("button", name="Confirm the erasure").click()
    expect(page.get_by_text("Waits for its day")).to_be_visible()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("Withdrawn", exact=True)).to_be_visible()
