"""Palette, cheat sheet and keys, in a real browser and without a mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from shopbell.channels.models import ChannelAccount
from shopbell.staff.models import Agent
from shopbell.tickets.models import Message, Ticket
from tests.real.house import House, wait_until
from tests.real.test_axe_settings import findings

pytestmark = [pytest.mark.real, pytest.mark.django_db(transaction=True)]


def _options(page: Page) -> list[str]:
    return page.locator("#palette-options [role=option] > span:first-of-type").all_inner_texts()


def test_the_palette_finds_does_and_remembers(
    house: House, sign_in: Callable[..., Page], alice: Agent, ticket: Ticket, mailbox: ChannelAccount
) -> None:
    page = sign_in(alice.email, f"/desk/tickets/{ticket.pk}/")
    page.keyboard.press("Control+k")
    asked = page.get_by_role("combobox", name="Search or do")
    expect(asked).to_be_focused()
    asked.press_sequentially("snz")
    expect(page.locator("#palette-options [aria-selected=true]")).to_contain_text("Snooze")
    expect(asked).to_have_attribute("aria-activedescendant", "palette-0")
    page.keyboard.press("Enter")
    expect(page.locator("#snooze-menu")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    expect(page.locator("#palette-options [role=option]").first).to_contain_text("Snooze")
    asked.press_sequentially("mia moor")
    expect(page.locator("#palette-options")).to_contain_text("Mia Moor")
    page.keyboard.press("Escape")
    expect(asked).to_be_hidden()


def test_palette_and_cheat_sheet_have_no_finding(
    house: House, sign_in: Callable[..., Page], alice: Agent, ticket: Ticket
) -> None:
    page = sign_in(alice.email, f"/desk/tickets/{ticket.pk}/", reduced_motion="reduce")
    page.keyboard.press("Control+k")
    expect(page.locator("#palette-options [role=option]").first).to_be_visible()
    found = findings(page)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("Snooze")
    assert found + findings(page) == []


def test_keys_lead_from_list_to_ticket_and_back_and_can_be_switched_off(
    house: House, sign_in: Callable[..., Page], alice: Agent, ticket: Ticket, a_message: Callable[..., Message]
) -> None:
    other = a_message(subject="A second matter").ticket
    page = sign_in(alice.email, "/desk/queues/open/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/desk/tickets/**")
    opened = {str(ticket.pk), str(other.pk)}
    first = page.url.split("/tickets/")[1].split("/")[0]
    page.keyboard.press("[")
    page.wait_for_url(f"**/desk/tickets/{(opened - {first}).pop()}/**")
    page.keyboard.press("g")
    page.keyboard.press("y")
    page.wait_for_url("**/desk/queues/yours/**")
    page.keyboard.press("?")
    page.get_by_role("button", name="Switch keys without Ctrl off").press("Enter")
    wait_until(lambda: not Agent.objects.get(pk=alice.pk).has_keys, "the keys are off")
    expect(page.locator("#desk-commands")).not_to_have_attribute("data-commands", '"?"')
    page.wait_for_load_state("networkidle")
    page.keyboard.press("?")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Search or do")).to_be_focused()
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_a_colleague_is_called_by_keyboard_and_the_bell_rings(
    house: House, sign_in: Callable[..., Page], alice: Agent, bob: Agent, ticket: Ticket
) -> None:
    page, other = sign_in(alice.email, f"/desk/tickets/{ticket.pk}/"), sign_in(bob.email, "/desk/notifications/")
    expect(other.locator("html")).to_have_attribute("data-live", "on")
    page.keyboard.press("n")
    page.locator("#reply").press_sequentially("@bo")
    expect(page.locator("#mention-options [aria-selected=true]")).to_contain_text(bob.name)
    assert findings(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("#reply")).to_have_value(f"@{bob.name} ")
    page.keyboard.type("look")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".msg.note .mention")).to_have_text(f"@{bob.name}")
    expect(other.locator("nav .bell .count")).to_contain_text("1")
    expect(other.locator(".told")).to_contain_text("mentions you")
    assert findings(other) == []
