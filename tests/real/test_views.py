"""Filters, views and changes of many tickets in a browser: without a mouse, and before axe."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from shopbell.staff.models import Agent
from shopbell.tickets.actions import tagging
from shopbell.tickets.actions.views import save
from shopbell.tickets.models import Message, Ticket, View
from tests.real.house import House
from tests.real.test_axe_settings import findings, is_wider

pytestmark = [pytest.mark.real, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def five(a_message: Callable[..., Message], alice: Agent) -> list[Ticket]:
    made = [a_message(subject=f"Matter {number}").ticket for number in range(5)]
    tagging.tag(made[0], add=["VIP"], by=alice.actor)
    return made


def _texts(page: Page, selector: str) -> list[str]:
    return [text.strip() for text in page.locator(selector).all_inner_texts()]


def test_a_view_is_made_from_a_filter_and_its_figure_lives(
    five: list[Ticket], sign_in: Callable[..., Page], alice: Agent
) -> None:
    page = sign_in(alice.email, "/desk/queues/open/")
    page.keyboard.press("f")
    tag = page.get_by_label("Tag", exact=True)
    expect(page.get_by_label("Status")).to_be_focused()
    tag.fill("VIP")
    tag.press("Enter")
    page.wait_for_url("**/queues/open/?f=tag%3AVIP**")
    assert _texts(page, "ticket-list .what") == ["Matter 0"]
    page.get_by_role("link", name="Save as view").press("Enter")
    page.get_by_label("Name").fill("Important")
    page.get_by_label("Name").press("Enter")
    page.wait_for_url("**/queues/view-**")
    link = page.get_by_role("navigation", name="Desk").get_by_role("link", name="Important")
    expect(link.locator(".count")).to_have_text("1")
    expect(page.locator("html")).to_have_attribute("data-live", "on")
    tagging.tag(five[1], add=["VIP"], by=alice.actor)
    expect(link.locator(".count")).to_have_text("2", timeout=15_000)
    expect(page.locator("ticket-list h1 .count")).to_have_text("2")


def test_views_are_arranged_deleted_and_brought_back_by_keys(
    five: list[Ticket], sign_in: Callable[..., Page], alice: Agent
) -> None:
    for name in ("One", "Two"):
        save(None, name=name, query="status:open", order="due", whose=alice, by=alice.actor)
    page = sign_in(alice.email, "/desk/views/")
    page.get_by_role("button", name="Move Two up").press("Enter")
    expect(page.locator(".views-list a.semi").first).to_have_text("Two")
    page.get_by_role("button", name="Delete Two").press("Enter")
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    undo.press("Enter")
    expect(page.get_by_text("Two is back.")).to_be_visible()
    assert list(View.objects.filter(is_archived=False).values_list("name", flat=True)) == ["Two", "One"]


def test_many_are_chosen_changed_and_taken_back_by_keys(
    five: list[Ticket], sign_in: Callable[..., Page], alice: Agent
) -> None:
    page = sign_in(alice.email, "/desk/queues/open/")
    expect(page.locator("html")).to_have_attribute("data-live", "on")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("bulk-bar")).to_contain_text("1 chosen")
    page.keyboard.press("Shift+J")
    page.keyboard.press("Shift+J")
    expect(page.locator("bulk-bar")).to_contain_text("3 chosen")
    page.keyboard.press("c")
    solved = page.get_by_role("button", name="Solved")
    expect(solved).to_be_visible()
    solved.press("Enter")
    expect(page.locator("#bulk-progress")).to_contain_text("3 tickets changed", timeout=20_000)
    expect(page.locator("ticket-list li[data-id]")).to_have_count(2)
    page.reload()
    expect(page.locator("#bulk-progress")).to_contain_text("3 tickets changed")
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator("#bulk-progress")).to_contain_text("Taken back.", timeout=20_000)
    expect(page.locator("ticket-list li[data-id], .fresh:not([hidden])").first).to_be_visible()
    assert set(Ticket.objects.values_list("status", flat=True)) == {"open"}


def test_all_of_a_list_and_a_range_are_chosen_and_stay_chosen(
    five: list[Ticket], sign_in: Callable[..., Page], alice: Agent, a_message: Callable[..., Message]
) -> None:
    page = sign_in(alice.email, "/desk/queues/open/")
    expect(page.locator("html")).to_have_attribute("data-live", "on")
    rows = page.locator("ticket-list li[data-id]")
    rows.nth(1).hover()
    rows.nth(1).locator(".pick").check()
    rows.nth(3).locator(".ticket").click(modifiers=["Shift"])
    expect(page.locator("bulk-bar")).to_contain_text("3 chosen")
    a_message(thread=five[1].threads.get(), text="One more thing")
    expect(rows.nth(1)).to_contain_text("One more thing")
    expect(page.locator(".pick:checked")).to_have_count(3)
    page.get_by_role("button", name="All in this list").click()
    expect(page.locator("bulk-bar")).to_contain_text("All of this list chosen")
    page.keyboard.press("Escape")
    expect(page.locator("bulk-bar")).to_be_hidden()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_is_found(
    five: list[Ticket], sign_in: Callable[..., Page], owner: Agent, house: House, theme: str, width: int
) -> None:
    view = save(None, name="Important", query="tag:VIP", order="recent", whose=owner, by=owner.actor)
    page = sign_in(owner.email, color_scheme=theme, reduced_motion="reduce", has_touch=width < 500)
    page.set_viewport_size({"width": width, "height": 900})
    found: dict[str, list[str]] = {}

    def look(what: str) -> None:
        found[what] = findings(page) + (["wider than the window"] if is_wider(page) else [])

    for path in ("views/", "views/new/", f"views/{view.public_id}/", f"queues/view-{view.public_id}/"):
        page.goto(f"{house.url}/desk/{path}")
        look(path)
    page.goto(f"{house.url}/desk/queues/open/?f=status:active+tag:VIP&order=priority")
    page.locator('[popovertarget="filter-menu"]').click()
    expect(page.get_by_label("Order number")).to_be_visible()
    look("filters")
    page.keyboard.press("Escape")
    page.locator(".pick").first.check(force=True)
    look("chosen")
    page.get_by_role("button", name="Change", exact=True).click()
    expect(page.get_by_role("button", name="Solved")).to_be_visible()
    look("what to do")
    page.get_by_role("button", name="Solved").click()
    expect(page.locator("#bulk-progress")).to_contain_text("1 ticket changed", timeout=20_000)
    look("progress")
    assert {what: said for what, said in found.items() if said} == {}
