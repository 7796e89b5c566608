"""Inbox and ticket before axe: both themes, both widths, menus and dialog open, and a walk without a mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from playwright.sync_api import Page, expect

from shopbell.channels.models import ChannelAccount
from shopbell.core import clock
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages, status
from shopbell.tickets.actions.tagging import tag
from shopbell.tickets.models import Attachment, Message, Ticket
from tests.real.house import House
from tests.real.test_axe_settings import findings, is_wider

pytestmark = [pytest.mark.real, pytest.mark.django_db(transaction=True)]
LONG = "A subject of somebody who writes the whole matter into the subject line and then goes on for quite a while"


@pytest.fixture
def busy(
    ticket: Ticket, alice: Agent, bob: Agent, a_message: Callable[..., Message], mailbox: ChannelAccount
) -> Ticket:
    """A ticket with something of everything, and three beside it."""
    thread = ticket.threads.get()
    a_message(subject="الطلب لم يصل بعد", name="ليلى الحسن", text="مرحبًا\n\nHello", language="ar")
    a_message(subject=LONG)
    status.set_status(a_message(subject="Closed").ticket, status="closed", by=bob.actor)
    for state in ("failed", "sent", "queued"):
        sent = messages.reply(thread, text="It is **on its way**\n\n- one\n- two", by=alice.actor, agent=alice)
        Message.objects.filter(pk=sent.pk).update(state=state, reason="Mailbox full." if state == "failed" else "")
    messages.note(ticket, text="Careful", agent=bob)
    tag(ticket, add=["Fault", "Ein-ziemlich-langes-Schlagwort"], by=bob.actor)
    answered = a_message(thread=thread, text="Thanks\n\n> It is on its way", auth="pass")
    for name in ("broken.png", f"{'long-' * 30}name.pdf"):
        path = default_storage.save("files/nothing", ContentFile(b"nothing"))
        mime = "image/png" if name.endswith("png") else "application/pdf"
        Attachment.objects.create(
            message=answered, name=name, mime=mime, size=1_234_567, path=path, created_at=clock.now()
        )
    ChannelAccount.objects.filter(pk=mailbox.pk).update(state="paused")
    Ticket.objects.filter(pk=ticket.pk).update(priority=40, order_number="AF-20871", is_unread=True)
    return ticket


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 1100, 390])
def test_inbox_and_ticket_have_no_finding(
    busy: Ticket, sign_in: Callable[..., Page], alice: Agent, house: House, theme: str, width: int
) -> None:
    page = sign_in(alice.email, color_scheme=theme, reduced_motion="reduce", has_touch=width < 500)
    page.set_viewport_size({"width": width, "height": 900})
    found: dict[str, list[str]] = {}

    def look(what: str) -> None:
        found[what] = findings(page) + (["wider than the window"] if is_wider(page) else [])

    closed = Ticket.objects.get(status="closed")
    paths = ["queues/open/", "queues/yours/", "queues/open/?order=recent", f"tickets/{busy.pk}/?pane=context"]
    for path in [*paths, f"tickets/{closed.pk}/", f"tickets/{busy.pk}/?show=email", f"tickets/{busy.pk}/"]:
        page.goto(f"{house.url}/desk/{path}")
        look(path)
    for menu in ("snooze-menu", "more-menu", "then-menu", "emoji-menu"):
        page.evaluate(f"document.getElementById('{menu}').showPopover()")
        look(menu)
        page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.type("Only for us")
    look("note mode")
    page.goto(f"{house.url}/desk/queues/open/")
    for menu in ("sort-menu", "queue-menu"):
        page.evaluate(f"document.getElementById('{menu}').showPopover()")
        look(menu)
        page.keyboard.press("Escape")
    assert {what: said for what, said in found.items() if said} == {}


def test_what_has_come_meanwhile_has_no_finding(
    busy: Ticket, sign_in: Callable[..., Page], alice: Agent, a_message: Callable[..., Message]
) -> None:
    page = sign_in(alice.email, f"/desk/tickets/{busy.pk}/", reduced_motion="reduce")
    expect(page.locator("html")).to_have_attribute("data-live", "on")
    expect(page.get_by_text("Cannot be shown")).to_be_visible()
    page.locator("#reply").press_sequentially("Hello")
    a_message(thread=busy.threads.get(), text="It is here\n\nوصل")
    expect(page.locator("[data-also]")).to_be_visible()
    assert findings(page) == []
    page.locator("#reply").press("Control+Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert findings(page) == []


def test_an_answer_without_a_mouse(
    sign_in: Callable[..., Page], alice: Agent, a_message: Callable[..., Message]
) -> None:
    older, newer = a_message(subject="First").ticket, a_message(subject="Second").ticket
    Ticket.objects.filter(pk=older.pk).update(due_at=clock.now())
    page = sign_in(alice.email, "/desk/queues/open/")
    keys = page.keyboard
    keys.press("j")
    expect(page.locator(f'li[data-id="{older.pk}"] a')).to_be_focused()
    keys.press("j")
    expect(page.locator(f'li[data-id="{newer.pk}"] a')).to_be_focused()
    keys.press("k")
    keys.press("Enter")
    page.wait_for_url(f"**/tickets/{older.pk}/**")
    keys.press("n")
    expect(page.locator("#reply")).to_be_focused()
    expect(page.locator(".composer")).to_have_attribute("data-mode", "note")
    keys.type("Looked it up")
    keys.press("Control+Enter")
    expect(page.locator(".msg.note .bubble")).to_have_text("Looked it up")
    keys.press("Escape")
    expect(page.locator("#reply")).not_to_be_focused()
    keys.press("r")
    expect(page.locator(".composer")).to_have_attribute("data-mode", "reply")
    keys.type("It is on its way")
    keys.press("Control+Enter")
    expect(page.locator(".msg.mine .bubble")).to_have_text("It is on its way")
    keys.press("Escape")
    keys.press("j")
    expect(page.locator(f'li[data-id="{newer.pk}"] a')).to_be_focused()
    keys.press("Enter")
    page.wait_for_url(f"**/tickets/{newer.pk}/**")
