"""Merging, splitting, linking, reading beside and printing, by keyboard in a real browser and before axe."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from shopbell.staff.models import Agent
from shopbell.tickets.actions.merging import merge
from shopbell.tickets.actions.topics import make
from shopbell.tickets.models import Message, Ticket
from tests.real.house import House
from tests.real.test_axe_settings import findings, is_wider

pytestmark = [pytest.mark.real, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("SHOPBELL_TEST_PICTURES", "")  # a folder to keep what was seen


@pytest.fixture
def two(a_message: Callable[..., Message]) -> tuple[Ticket, Ticket]:
    first = a_message(order_number="AF-20871", text="Where is my parcel?")
    second = a_message(order_number="AF-20871", subject="Parcel again", text="It has still not come.")
    a_message(thread=second.thread, text="And my mug came broken.")
    return first.ticket, second.ticket


def test_two_tickets_are_merged_by_keyboard_and_taken_apart(
    two: tuple[Ticket, Ticket], sign_in: Callable[..., Page], alice: Agent, house: House
) -> None:
    first, second = two
    page = sign_in(alice.email, f"/desk/tickets/{second.pk}/")
    expect(page.locator(".offer")).to_contain_text("another open ticket about AF-20871")
    page.locator("#talk").focus()
    page.keyboard.press("m")
    expect(page.locator("#merge-q")).to_be_focused()
    page.keyboard.type(str(first.pk))
    expect(page.locator(f"input[name=other][value='{first.pk}']")).to_be_checked()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/tickets/{first.pk}/")
    expect(page.locator(".thread")).to_contain_text("And my mug came broken.")
    page.goto(f"{house.url}/desk/tickets/{second.pk}/")
    page.wait_for_url(f"**/desk/tickets/{first.pk}/")
    page.get_by_role("button", name="Take back").click()
    page.wait_for_url(f"**/desk/tickets/{second.pk}/")
    expect(page.locator(".thread .msg:not(.bot)")).to_have_count(2)  # the worker may have answered


def test_a_window_on_the_merged_ticket_shows_where_it_went(
    two: tuple[Ticket, Ticket], sign_in: Callable[..., Page], alice: Agent, bob: Agent, house: House
) -> None:
    first, second = two
    page = sign_in(bob.email, f"/desk/tickets/{second.pk}/")
    expect(page.locator("html")).to_have_attribute("data-live", "on")
    page.locator("#reply").fill("I am writing")
    merge(second, into=first, by=alice.actor)
    expect(page.locator(".thread")).to_contain_text("Where is my parcel?")
    expect(page.locator("#reply")).to_have_value("I am writing")


def test_a_message_is_split_off_and_brought_back(
    two: tuple[Ticket, Ticket], sign_in: Callable[..., Page], alice: Agent, house: House
) -> None:
    second = two[1]
    page = sign_in(alice.email, f"/desk/tickets/{second.pk}/")
    page.locator("[popovertarget=more-menu]").click()
    page.get_by_role("button", name="Split messages off").click()
    page.get_by_role("checkbox", name="And my mug came broken.").check()
    page.get_by_label("Subject of the new ticket").fill("A broken mug")
    page.get_by_role("button", name="Split off").click()
    expect(page.locator("h1", has_text="A broken mug")).to_be_visible()
    expect(page.locator("#ticket-context")).to_contain_text("Split off from")
    page.get_by_role("button", name="Take back").click()
    page.wait_for_url(f"**/desk/tickets/{second.pk}/")


def test_tickets_are_linked_and_read_beside_the_composer(
    two: tuple[Ticket, Ticket], sign_in: Callable[..., Page], alice: Agent, house: House
) -> None:
    first, second = two
    page = sign_in(alice.email, f"/desk/tickets/{second.pk}/")
    page.get_by_role("button", name="Link with another ticket").click()
    page.get_by_label("This ticket").select_option("waits_for")
    page.locator(f"input[name=other][value='{first.pk}']").check()
    page.get_by_role("button", name="Link", exact=True).click()
    expect(page.locator("#ticket-context .linked-ticket")).to_contain_text("Waits for")
    page.locator("#reply").fill("I am writing")
    page.locator("#talk").focus()
    page.keyboard.press("{")
    expect(page.locator("#beside")).to_contain_text("Where is my parcel?")
    expect(page.locator("#reply")).to_have_value("I am writing")
    page.keyboard.press("Escape")
    expect(page.locator("#beside")).to_be_hidden()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_of_it_has_a_finding(
    two: tuple[Ticket, Ticket],
    sign_in: Callable[..., Page],
    alice: Agent,
    owner: Agent,
    house: House,
    theme: str,
    width: int,
) -> None:
    first, second = two
    delivery = make(first.shop, name="Delivery", by=owner.actor)
    make(first.shop, name="Late", parent=delivery, by=owner.actor)
    page = sign_in(owner.email, f"/desk/tickets/{second.pk}/", color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    found: dict[str, list[str]] = {}

    def look(what: str) -> None:
        if PICTURES:
            page.screenshot(path=str(Path(PICTURES) / f"{what}-{theme}-{width}.png"))
        if wrong := findings(page):
            found[what] = wrong
        if is_wider(page):
            found.setdefault(what, []).append("wider than the window")

    look("offer")
    for what in ("merging", "split", "links"):
        page.evaluate("what => document.querySelector(`[data-dialog*='/${what}/']`).click()", what)
        expect(page.locator("#ticket-dialog")).to_be_visible()
        look(what)
        page.keyboard.press("Escape")
    page.evaluate("document.querySelector('[data-beside]').click()")
    expect(page.locator("#beside")).to_be_visible()
    look("beside")
    for what, path in (("paper", f"/desk/tickets/{second.pk}/paper/?notes=yes"), ("topics", "/desk/settings/topics/")):
        page.goto(f"{house.url}{path}")
        look(what)
    assert found == {}
