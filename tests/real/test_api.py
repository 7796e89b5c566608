"""The pages around the API in a real browser: its description, and a token that is made, used and revoked."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from shopbell.staff.models import Agent
from shopbell.tickets.models import Ticket
from tests.real.house import House

pytestmark = [pytest.mark.real, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def test_the_description_draws_itself_under_our_policy(
    house: House, sign_in: Callable[..., Page], alice: Agent, ticket: Ticket
) -> None:
    page = sign_in(alice.email, "/desk/settings/tokens/")
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{house.url}/api/v1/docs")
    expect(page.locator(".opblock")).not_to_have_count(0)
    page.get_by_role("button", name="Authorize").first.click()
    expect(page.get_by_text("Bearer (http, Bearer)")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert said == []
    foreign = [url for url in asked if not url.startswith((house.url, "data:", "blob:"))]
    assert foreign == []


@pytest.mark.parametrize(("scheme", "is_dark"), [("light", False), ("dark", True)])
def test_the_description_fits_a_phone_and_is_as_dark_as_the_device(
    house: House, browser: Browser, scheme: Literal["light", "dark"], is_dark: bool
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{house.url}/api/v1/docs")
    page.locator(".opblock-summary-post").first.click()
    expect(page.locator(".opblock.is-open .opblock-body")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    ground = page.evaluate("getComputedStyle(document.querySelector('.opblock.is-open')).backgroundColor")
    lightness = float(re.findall(r"oklch\(([\d.]+)", ground)[0])
    assert (lightness < 0.5, page.locator("html.dark-mode").count() == 1) == (is_dark, is_dark)
    context.close()


def test_a_token_is_made_used_and_revoked(
    house: House, sign_in: Callable[..., Page], alice: Agent, ticket: Ticket
) -> None:
    page = sign_in(alice.email, "/desk/settings/tokens/")
    page.get_by_label("Name").fill("Warehouse")
    page.get_by_role("button", name="Make a token").click()
    secret = re.findall(r"sb_[a-z2-7]{26}", page.locator("copy-text code").inner_text())[0]
    assert [one["id"] for one in Axe().run(page, options=RULES).response["violations"]] == []
    headers = {"Authorization": f"Bearer {secret}"}
    told = httpx.get(f"{house.url}/api/v1/tickets/{ticket.pk}", headers=headers)
    assert (told.status_code, told.json()["number"]) == (200, ticket.pk)
    page.goto(f"{house.url}/desk/settings/tokens/")
    expect(page.get_by_text(secret)).to_have_count(0)
    page.get_by_role("button", name="Revoke Warehouse").click()
    expect(page.get_by_text("No token yet")).to_be_visible()
    assert httpx.get(f"{house.url}/api/v1/me", headers=headers).status_code == 401
