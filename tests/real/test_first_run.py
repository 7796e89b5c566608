"""From nothing to one's own shop, in a browser: the code, the form, and the first steps; axe finds nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from shopbell.project.first_run import code
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent
from tests.real.house import House

pytestmark = [pytest.mark.real, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def setup_code(house: House, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the house's terminal would show."""
    process = os.environ.get("PYTEST_XDIST_WORKER", "main")  # as in tests/settings.py, which the house reads
    monkeypatch.setenv("SHOPBELL_DATA", str(settings.DATA / process))
    return code.current()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(timezone_id="Asia/Tokyo", reduced_motion="reduce", has_touch=True)
    errors: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def _findings(page: Page) -> list[str]:
    """What axe says in both themes and both widths, and whether anything is wider than the window."""
    found = []
    for scheme in ("light", "dark"):
        for width in (1440, 390):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.set_viewport_size({"width": width, "height": 844})
            said: Any = Axe().run(page, options=RULES).response["violations"]
            found += [f"{scheme} {width} {v['id']}: {node['html'][:120]}" for v in said for node in v["nodes"]]
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                found.append(f"{scheme} {width}: wider than the window")
    return found


def test_from_nothing_to_a_shop(house: House, page: Page, setup_code: str) -> None:
    page.goto(f"{house.url}/desk/customers/")
    expect(page).to_have_url(f"{house.url}/setup/")
    assert _findings(page) == []
    page.get_by_label("Set-up code").fill("abcd-efgh-jk23")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("This is not the code.")).to_be_visible()
    assert _findings(page) == []
    page.get_by_label("Set-up code").fill(setup_code.upper())
    page.get_by_role("button", name="Go on").click()

    expect(page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")
    expect(page.get_by_label("Currency")).to_have_value("JPY")
    page.get_by_label("Time zone").select_option("Europe/Lisbon")
    expect(page.get_by_label("Currency")).to_have_value("EUR")
    assert _findings(page) == []
    page.get_by_label("Name of the shop").fill("Seixo")
    page.get_by_label("Your name").fill("Rui Ramos")
    page.get_by_label("E-mail").fill("rui@seixo.example")
    page.get_by_label("Password", exact=True).fill("short")
    page.get_by_role("button", name="Open the shop").click()
    expect(page.get_by_text("This password is too short.")).to_be_visible()
    expect(page.get_by_label("Name of the shop")).to_have_value("Seixo")
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Lisbon")
    assert _findings(page) == []

    page.get_by_label("Show the password").check()
    expect(page.get_by_label("Password", exact=True)).to_have_attribute("type", "text")
    page.get_by_label("Password", exact=True).fill("a quiet long sentence")
    page.get_by_role("button", name="Open the shop").click()
    expect(page).to_have_url(f"{house.url}/desk/")
    assert _findings(page) == []
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 844})
        expect(page.get_by_text("The door is open, Rui")).to_be_visible()
    page.get_by_role("link", name="Connect a mailbox").click()
    expect(page).to_have_url(f"{house.url}/desk/settings/channels/new/email/")
    assert page.request.get(f"{house.url}/setup/").status == 404
    assert (Shop.objects.get().currency, Agent.objects.get().role) == ("EUR", "owner")


def test_the_link_of_the_terminal_needs_no_typing_and_leaves_no_code_behind(
    house: House, page: Page, setup_code: str
) -> None:
    page.goto(f"{house.url}/setup/?code={setup_code}")
    expect(page).to_have_url(f"{house.url}/setup/")
    expect(page.get_by_label("Name of the shop")).to_be_focused()
