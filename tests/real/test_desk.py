"""Two agents at once, in real browsers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from shopbell.staff.models import Agent
from shopbell.tickets.actions import status
from shopbell.tickets.models import Message, Ticket
from tests.real.house import House, wait_until

pytestmark = [pytest.mark.real, pytest.mark.django_db(transaction=True)]


def test_a_message_appears_in_every_open_window_without_reload(
    house: House,
    sign_in: Callable[..., Page],
    alice: Agent,
    bob: Agent,
    ticket: Ticket,
    a_message: Callable[..., Message],
) -> None:
    path = f"/desk/tickets/{ticket.pk}/?queue=open"
    windows = [sign_in(alice.email, path), sign_in(bob.email, path)]
    for window in windows:
        expect(window.locator("html")).to_have_attribute("data-live", "on")
    a_message(thread=ticket.threads.get(), text="It has just arrived, thank you")
    for window in windows:
        expect(window.locator(".thread .bubble").last).to_contain_text("It has just arrived, thank you")
        expect(window.locator(".rows .said").first).to_contain_text("It has just arrived")


def test_a_new_ticket_reaches_the_list_and_its_figure(
    house: House, sign_in: Callable[..., Page], alice: Agent, ticket: Ticket, a_message: Callable[..., Message]
) -> None:
    window = sign_in(alice.email, "/desk/queues/open/")
    expect(window.locator("html")).to_have_attribute("data-live", "on")
    a_message(subject="A second matter")
    expect(window.locator(".rows .ticket")).to_have_count(2)
    expect(window.locator('.sub a[aria-current="page"] .count')).to_have_text("2")


def test_who_reads_and_who_writes_is_shown(
    house: House, sign_in: Callable[..., Page], alice: Agent, bob: Agent, ticket: Ticket
) -> None:
    path = f"/desk/tickets/{ticket.pk}/"
    first, second = sign_in(alice.email, path), sign_in(bob.email, path)
    expect(first.locator("presence-line")).to_contain_text("Bob is reading")
    expect(second.locator("presence-line")).to_contain_text("Alice is reading")
    second.locator("#reply").press_sequentially("Hello")
    expect(first.locator("presence-line")).to_contain_text("Bob is writing")
    expect(first.locator("[data-also]")).to_contain_text("Bob is also writing")


def test_a_note_is_written_once_and_the_draft_survives_a_reload(
    house: House, sign_in: Callable[..., Page], alice: Agent, ticket: Ticket
) -> None:
    window = sign_in(alice.email, f"/desk/tickets/{ticket.pk}/")
    window.locator("body").press("n")
    window.locator("#reply").press_sequentially("Call them back")
    expect(window.locator(".saved")).to_have_text("Draft saved")
    window.reload()
    expect(window.locator("#reply")).to_have_value("Call them back")
    window.locator("#reply").press("Control+Enter")
    expect(window.locator(".msg.note .bubble")).to_contain_text("Call them back")
    expect(window.locator("#reply")).to_have_value("")
    assert Message.objects.filter(kind="note").count() == 1


def test_nothing_is_lost_while_the_web_process_is_dead(
    house: House, sign_in: Callable[..., Page], alice: Agent, ticket: Ticket, a_message: Callable[..., Message]
) -> None:
    window = sign_in(alice.email, f"/desk/tickets/{ticket.pk}/")
    expect(window.locator("html")).to_have_attribute("data-live", "on")
    house.kill_web()
    window.locator("body").press("n")
    window.locator("#reply").fill("Written without a server")
    window.locator("#reply").press("Control+Enter")
    expect(window.locator(".composer > .error")).to_contain_text("Your text is safe")
    expect(window.locator("#reply")).to_have_value("Written without a server")
    a_message(thread=ticket.threads.get(), text="Said while nobody listened")
    house.start_web()
    expect(window.locator(".thread")).to_contain_text("Said while nobody listened", timeout=30_000)
    window.locator("#reply").press("Control+Enter")
    wait_until(lambda: Message.objects.filter(kind="note").exists(), "the note")
    assert Message.objects.filter(kind="note").count() == 1


def test_properties_change_in_place(
    house: House, sign_in: Callable[..., Page], alice: Agent, bob: Agent, ticket: Ticket
) -> None:
    window = sign_in(alice.email, f"/desk/tickets/{ticket.pk}/")
    window.locator("#p-assignee").select_option(label="Bob Baker")
    expect(window.locator(".thread")).to_contain_text("Alice Archer gave the ticket to Bob Baker")
    window.locator("#p-tag").fill("Fault")
    window.locator("#p-tag").press("Enter")
    expect(window.locator(".tags")).to_contain_text("Fault")
    window.get_by_role("button", name="Snooze").click()
    window.get_by_role("button", name="Tomorrow").click()
    expect(window.locator(".head-facts .badge").first).to_have_text("Snoozed")
    ticket.refresh_from_db()
    assert (ticket.assignee, ticket.status, ticket.tags) == (bob, "snoozed", ["Fault"])


def test_another_windows_change_shows_in_the_fields(
    house: House, sign_in: Callable[..., Page], alice: Agent, bob: Agent, ticket: Ticket
) -> None:
    path = f"/desk/tickets/{ticket.pk}/"
    first, second = sign_in(alice.email, path), sign_in(bob.email, path)
    expect(second.locator("html")).to_have_attribute("data-live", "on")
    first.locator("#p-assignee").select_option(label="Bob Baker")
    expect(second.locator("#p-assignee")).to_have_value(str(bob.pk))


def test_the_composer_follows_the_ticket_and_keeps_what_was_typed(
    house: House, sign_in: Callable[..., Page], alice: Agent, bob: Agent, ticket: Ticket
) -> None:
    window = sign_in(alice.email, f"/desk/tickets/{ticket.pk}/")
    expect(window.locator("html")).to_have_attribute("data-live", "on")
    window.locator("#reply").press_sequentially("Half a sentence")
    status.set_status(ticket, status="closed", by=bob.actor)
    expect(window.get_by_text("This ticket is closed")).to_be_visible()
    expect(window.locator("[data-send]")).to_be_hidden()
    expect(window.locator("#reply")).to_have_value("Half a sentence")
    window.locator(".composer").get_by_role("button", name="Reopen").click()
    expect(window.locator("[data-send]")).to_be_visible()
    expect(window.locator("#reply")).to_have_value("Half a sentence")
    window.locator("#reply").press_sequentially(", and its end")
    window.locator("#reply").press("Control+Enter")
    expect(window.locator(".msg.mine .bubble")).to_have_text("Half a sentence, and its end")


def test_a_second_answer_asks_before_it_goes_out(
    house: House, sign_in: Callable[..., Page], alice: Agent, bob: Agent, ticket: Ticket
) -> None:
    path = f"/desk/tickets/{ticket.pk}/"
    first, second = sign_in(alice.email, path), sign_in(bob.email, path)
    for window in (first, second):
        expect(window.locator("html")).to_have_attribute("data-live", "on")
        window.locator("#reply").press_sequentially("It is on its way")
    first.locator("#reply").press("Control+Enter")
    expect(first.locator("#reply")).to_have_value("")
    expect(second.locator("[data-also]")).to_have_text("Alice has written since you began")
    second.locator("#reply").press("Control+Enter")
    dialog = second.get_by_role("dialog")
    expect(dialog).to_contain_text("A message has come while you wrote")
    expect(dialog.locator(".bubble")).to_have_text("It is on its way")
    expect(dialog.get_by_role("button", name="Keep writing")).to_be_focused()
    second.keyboard.press("Escape")
    expect(second.locator("#reply")).to_be_focused()
    assert Message.objects.filter(kind="agent").count() == 1
    second.locator("#reply").press_sequentially(" indeed")
    second.locator("#reply").press("Control+Enter")
    expect(second.locator(".msg.mine .bubble").last).to_have_text("It is on its way indeed")
    expect(second.locator("[data-also]")).to_be_hidden()


def test_an_answer_can_go_out_all_the_same(
    house: House, sign_in: Callable[..., Page], alice: Agent, ticket: Ticket, a_message: Callable[..., Message]
) -> None:
    window = sign_in(alice.email, f"/desk/tickets/{ticket.pk}/")
    expect(window.locator("html")).to_have_attribute("data-live", "on")
    window.locator("#reply").press_sequentially("We look into it")
    a_message(thread=ticket.threads.get(), text="Still nothing")
    expect(window.locator("[data-also]")).to_have_text("Mia has written since you began")
    window.locator("[data-send]").click()
    window.get_by_role("button", name="Send anyway").click()
    expect(window.locator(".msg.mine .bubble")).to_have_text("We look into it")
    expect(window.locator("#reply")).to_have_value("")


def test_what_leaves_a_queue_leaves_the_list_at_once(
    house: House, sign_in: Callable[..., Page], alice: Agent, bob: Agent, a_message: Callable[..., Message]
) -> None:
    first, second, third, fourth = (a_message(subject=f"Matter {n}").ticket for n in range(4))
    window = sign_in(alice.email, f"/desk/tickets/{first.pk}/?queue=open")
    expect(window.locator("html")).to_have_attribute("data-live", "on")
    expect(window.locator(".list-foot")).to_contain_text("4 tickets")
    window.locator(f'li[data-id="{second.pk}"] a').focus()
    for ticket in (first, second):
        status.set_status(ticket, status="solved", by=bob.actor)
    expect(window.locator(f'li[data-id="{second.pk}"]')).to_have_count(0)
    expect(window.locator(f'li[data-id="{third.pk}"] a')).to_be_focused()
    expect(window.locator(f'li[data-id="{first.pk}"][data-gone]')).to_be_visible()
    expect(window.locator(".list-foot")).to_contain_text("2 tickets")
    status.set_status(first, status="open", by=bob.actor)
    expect(window.locator(f'li[data-id="{first.pk}"]:not([data-gone])')).to_be_visible()
    window.keyboard.press("j")
    expect(window.locator(f'li[data-id="{fourth.pk}"] a')).to_be_focused()


def test_a_tag_field_is_empty_again_and_says_when_a_tag_is_too_long(
    house: House, sign_in: Callable[..., Page], alice: Agent, ticket: Ticket
) -> None:
    window = sign_in(alice.email, f"/desk/tickets/{ticket.pk}/")
    field = window.locator("#p-tag")
    field.fill("Fault")
    field.press("Enter")
    expect(window.locator(".tags")).to_contain_text("Fault")
    expect(field).to_have_value("")
    field.fill("x" * 41)
    field.press("Enter")
    expect(window.locator("#refused")).to_contain_text("A tag has at most 40 characters")
    expect(field).to_have_value("x" * 41)
