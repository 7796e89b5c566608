"""The search field in a browser: proposals by keyboard, results beside an opened ticket, axe."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from shopbell.staff.models import Agent
from shopbell.tickets.models import Message, Ticket
from tests.real.house import House

pytestmark = [pytest.mark.real, pytest.mark.django_db(transaction=True)]


def test_a_ticket_is_found_by_keyboard_alone(
    house: House, sign_in: Callable[..., Page], alice: Agent, ticket: Ticket, a_message: Callable[..., Message]
) -> None:
    a_message(subject="Another matter", text="Nothing of that kind")
    window = sign_in(alice.email, "/desk/queues/open/")
    window.locator("body").press("/")
    field = window.get_by_role("combobox", name="Search tickets and customers")
    expect(field).to_be_focused()
    field.press_sequentially("monday sta")
    expect(window.get_by_role("option").first).to_have_text("status:Status")
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "q-1"
    field.press("Enter")
    expect(field).to_have_value("monday status:")
    expect(window.get_by_role("option", name="status:open")).to_be_visible()
    field.press_sequentially("op")
    expect(window.get_by_role("option")).to_have_count(1)
    field.press("Tab")
    expect(field).to_have_value("monday status:open ")
    field.press("Enter")
    expect(window.locator("#found .ticket")).to_have_count(1)
    expect(window).to_have_url(re.compile("q=monday"))
    window.locator("#found .ticket").press("Enter")
    expect(window).to_have_url(re.compile(f"/tickets/{ticket.pk}/"))
    expect(window.locator("#found .ticket[aria-current]")).to_have_count(1)
    expect(window.locator(".thread .bubble").first).to_contain_text("Monday")


def test_escape_closes_the_proposals_and_keeps_the_words(
    house: House, sign_in: Callable[..., Page], alice: Agent
) -> None:
    window = sign_in(alice.email, "/desk/search/")
    field = window.get_by_role("combobox", name="Search tickets and customers")
    field.press_sequentially("is:un")
    expect(window.get_by_role("option").first).to_be_visible()
    field.press("Escape")
    expect(window.get_by_role("listbox", name="Suggestions")).to_be_hidden()
    expect(field).to_have_value("is:un")
