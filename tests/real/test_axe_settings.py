"""The settings, the customers and the sign-in pages before axe: both themes, both widths, no finding."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from shopbell.channels.models import ChannelAccount, HealthSlice, OutgoingPart, RawInput
from shopbell.core import clock
from shopbell.core.actor import SYSTEM
from shopbell.customers.actions.suppression import suppress
from shopbell.shops.actions.hours import add_holidays, public_holidays
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent, Team
from shopbell.tickets.actions import messages
from shopbell.tickets.models import Message
from tests.real.house import House

pytestmark = [pytest.mark.real, pytest.mark.django_db(transaction=True)]
STEPS = [
    {"label": "Sign in to receive", "state": "ok", "detail": "The server lets us in.", "milliseconds": 212},
    {"label": "DMARC", "state": "warn", "detail": "No DMARC record.", "milliseconds": 40},
    {
        "label": "Sign in to send",
        "state": "bad",
        "detail": "Nobody answered on port 2525. The server offers 587.",
        "change": {"smtp_port": 587},
    },
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def pages(
    house: House,
    shop: Shop,
    mailbox: ChannelAccount,
    widget: ChannelAccount,
    a_message: Callable[..., Message],
    alice: Agent,
    charlie: Agent,
) -> list[str]:
    """The addresses to look at, with something on each of them."""
    message = a_message(html='<p>Hello</p><img src="https://tracker.example/p.gif">')
    customer, thread = message.ticket.customer, message.thread
    assert customer
    assert thread
    suppress(customer.identities.get(), reason="Mailbox unknown.", by=SYSTEM)
    for state in ("failed", "unknown"):
        sent = messages.reply(thread, text="On its way", by=alice.actor, agent=alice)
        Message.objects.filter(pk=sent.pk).update(state=state, reason="Mailbox full.")
        OutgoingPart.objects.create(
            message=sent, account=mailbox, key=state, state=state, reason="Mailbox full.", created_at=clock.now()
        )
    raw = RawInput.objects.create(
        account=mailbox,
        key="1",
        body=b"From: a@post.example\nSubject: Hi\n\nHello",
        received_at=clock.now(),
        state="dead",
        error="Traceback\nValueError: no such charset",
    )
    ChannelAccount.objects.filter(pk=mailbox.pk).update(
        check_steps=STEPS, checked_at=clock.now(), state="failing", last_error="Nobody answered."
    )
    for half_hours in range(20):
        HealthSlice.objects.create(
            account=mailbox, at=clock.now() - timedelta(minutes=30 * half_hours), successes=half_hours % 3, failures=1
        )
    add_holidays(shop, public_holidays("IE", clock.now().year + 1, "en"), by=SYSTEM)
    Agent.objects.filter(pk=charlie.pk).update(is_active=False)
    form = ChannelAccount.objects.create(shop=shop, team=mailbox.team, kind="form", name="Contact form")
    channels = "/desk/settings/channels"
    return [
        "/desk/settings/",
        "/desk/settings/shop/",
        "/desk/settings/hours/",
        "/desk/settings/people/",
        "/desk/settings/people/new/",
        f"/desk/settings/people/{alice.public_id}/",
        "/desk/settings/teams/",
        f"/desk/settings/teams/{mailbox.team.public_id}/",
        "/desk/settings/roles/",
        "/desk/settings/roles/new/",
        "/desk/settings/security/",
        "/desk/settings/security/services/new/",
        "/desk/settings/secure/",
        "/desk/settings/sessions/",
        "/desk/settings/audit/",
        "/accounts/2fa/webauthn/",
        "/desk/settings/profile/",
        f"{channels}/",
        f"{channels}/new/",
        f"{channels}/new/email/",
        *(f"{channels}/account/{account.public_id}/" for account in (mailbox, widget, form)),
        f"{channels}/parked/",
        f"{channels}/parked/{raw.pk}/",
        f"{channels}/outgoing/",
        "/desk/customers/",
        "/desk/customers/?q=nobody",
        f"/desk/customers/{customer.public_id}/",
        "/accounts/password/change/",
        "/accounts/reauthenticate/",
        "/accounts/2fa/",
        "/accounts/logout/",
    ]


def findings(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES)
    return [f"{v['id']}: {node['html'][:120]}" for v in found.response["violations"] for node in v["nodes"]]


def is_wider(page: Page) -> bool:
    """Whether somebody has to move the page sideways to read it."""
    wider = "[...document.querySelectorAll('html, .sheet, .inner')].some((e) => e.scrollWidth > e.clientWidth + 1)"
    return bool(page.evaluate(wider))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_no_page_has_a_finding(
    pages: list[str], sign_in: Callable[..., Page], owner: Agent, house: House, theme: str, width: int
) -> None:
    page = sign_in(owner.email, color_scheme=theme, reduced_motion="reduce", has_touch=width < 500)
    page.set_viewport_size({"width": width, "height": 900})
    found: dict[str, list[str]] = {}
    for path in pages:
        page.goto(house.url + path)
        found[path] = findings(page) + (["wider than the window"] if is_wider(page) else [])
    assert {path: said for path, said in found.items() if said} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_sign_in_pages_have_no_finding(house: House, shop: Shop, alice: Agent, browser: Any, theme: str) -> None:
    context = browser.new_context(color_scheme=theme, viewport={"width": 390, "height": 844})
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for path in ("login/", "password/reset/", "password/reset/done/", "password/reset/key/x-y/", "inactive/"):
        page.goto(f"{house.url}/accounts/{path}")
        found[path] = findings(page)
    page.goto(f"{house.url}/accounts/login/")
    page.fill("input[name=login]", alice.email)
    page.fill("input[name=password]", "wrong")
    page.press("input[name=password]", "Enter")
    expect(page.get_by_text("do not fit together")).to_be_visible()
    found["wrong password"] = findings(page)
    context.close()
    assert {path: said for path, said in found.items() if said} == {}


def test_a_suggested_port_goes_into_its_field(
    pages: list[str], sign_in: Callable[..., Page], owner: Agent, mailbox: ChannelAccount
) -> None:
    ChannelAccount.objects.filter(pk=mailbox.pk).update(
        settings={"host": "imap.post.example", "smtp_host": "smtp.post.example", "smtp_port": 2525}
    )
    page = sign_in(owner.email, f"/desk/settings/channels/account/{mailbox.public_id}/")
    page.get_by_role("button", name="Use port 587").click()
    expect(page.locator("input[name=s-smtp_port]")).to_have_value("587")
    expect(page.locator("input[name=s-smtp_port]")).to_be_focused()
    expect(page.get_by_text("Not saved yet.")).to_be_visible()


def test_hours_are_written_down_without_a_reload(
    sign_in: Callable[..., Page], owner: Agent, shop: Shop, team: Team
) -> None:
    page = sign_in(owner.email, "/desk/settings/hours/")
    saturday = page.locator("hours-day").nth(5)
    expect(saturday).to_contain_text("Closed")
    saturday.get_by_role("button", name="Add hours").click()
    expect(saturday.get_by_label("Saturday, opens")).to_be_focused()
    saturday.get_by_label("Saturday, opens").fill("10:00")
    saturday.get_by_label("Saturday, closes").fill("14:00")
    page.get_by_role("button", name="Same until Friday").click()
    page.locator("hours-day").nth(4).get_by_role("button", name="Remove these hours").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert set(shop.hours.values_list("weekday", flat=True)) == {0, 1, 2, 3, 5}


def test_a_mail_as_it_was_sent_shows_and_cannot_run(
    pages: list[str], sign_in: Callable[..., Page], alice: Agent
) -> None:
    message = Message.objects.exclude(html="").get()
    page = sign_in(alice.email, f"/desk/tickets/{message.ticket_id}/")
    page.get_by_text("Show as sent").click()
    frame = page.frame_locator(".mail-frame")
    expect(frame.get_by_text("Hello")).to_be_visible()
    assert page.evaluate("document.querySelector('.mail-frame').contentDocument") is None


def test_a_customer_is_found_while_typing(pages: list[str], sign_in: Callable[..., Page], alice: Agent) -> None:
    page = sign_in(alice.email, "/desk/customers/")
    page.get_by_role("searchbox").press_sequentially("moo", delay=20)
    expect(page.get_by_text("Mia Moor")).to_be_visible()
    page.get_by_role("searchbox").fill("nobody")
    expect(page.get_by_text("Nobody found")).to_be_visible()
    assert page.url.endswith("?q=nobody")


def test_a_test_runs_in_the_worker_and_its_card_follows(
    sign_in: Callable[..., Page], owner: Agent, widget: ChannelAccount
) -> None:
    page = sign_in(owner.email, f"/desk/settings/channels/account/{widget.public_id}/")
    page.get_by_role("button", name="Test now").click()
    expect(page.get_by_text("only the shop's own website may show the chat")).to_be_visible(timeout=15_000)
    expect(page.get_by_role("button", name="Test again")).to_be_enabled()
    expect(page.locator(".title .badge")).to_have_text("Working")
