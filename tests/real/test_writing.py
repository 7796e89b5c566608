"""Drafts on two devices, undo, planning and forwarding, in real browsers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from shopbell.channels.models import OutgoingPart
from shopbell.staff.models import Agent
from shopbell.tickets.models import Draft, Message, Scheduled, Ticket
from tests.real.house import House, wait_until

pytestmark = [pytest.mark.real, pytest.mark.django_db(transaction=True)]
Window = Callable[..., Page]


def _open(sign_in: Window, agent: Agent, ticket: Ticket) -> Page:
    window = sign_in(agent.email, f"/desk/tickets/{ticket.pk}/?queue=open")
    expect(window.locator("html")).to_have_attribute("data-live", "on")
    return window


def test_a_draft_is_on_the_other_device_and_gone_there_when_sent(
    house: House, sign_in: Window, alice: Agent, ticket: Ticket
) -> None:
    desk, phone = _open(sign_in, alice, ticket), _open(sign_in, alice, ticket)
    desk.locator("#reply").press_sequentially("Hello Mia")
    expect(desk.locator(".saved")).to_have_text("Draft saved")
    expect(phone.locator("#reply")).to_have_value("Hello Mia")
    expect(phone.locator(".rows .badge", has_text="Draft")).to_be_visible()
    phone.locator("#reply").press("End")
    phone.locator("#reply").press_sequentially(", it left")
    expect(desk.locator("#reply")).to_have_value("Hello Mia, it left")
    desk.locator("#reply").press("Control+Enter")
    expect(desk.locator("#reply")).to_have_value("")
    expect(phone.locator("#reply")).to_have_value("")
    wait_until(lambda: not Draft.objects.exists(), "the draft to be gone")
    assert Message.objects.get(kind="agent").text == "Hello Mia, it left"


def test_two_devices_that_went_on_without_each_other_are_asked(
    house: House, sign_in: Window, alice: Agent, ticket: Ticket
) -> None:
    desk, phone = _open(sign_in, alice, ticket), _open(sign_in, alice, ticket)
    phone.context.set_offline(True)
    phone.locator("#reply").press_sequentially("On the train")
    expect(phone.locator(".saved")).to_have_text("Saved on this device")
    desk.locator("#reply").press_sequentially("At the desk")
    expect(desk.locator(".saved")).to_have_text("Draft saved")
    phone.context.set_offline(False)
    expect(phone.locator("[data-elsewhere]")).to_contain_text("At the desk", timeout=15_000)
    expect(phone.locator("#reply")).to_have_value("On the train")
    phone.get_by_role("button", name="Keep this one").click()
    expect(desk.locator("#reply")).to_have_value("On the train")


def test_a_note_and_an_answer_keep_their_own_words(house: House, sign_in: Window, alice: Agent, ticket: Ticket) -> None:
    window = _open(sign_in, alice, ticket)
    window.locator("#reply").press_sequentially("For Mia")
    window.locator(".segment", has_text="Note").click()
    expect(window.locator("#reply")).to_have_value("")
    window.locator("#reply").press_sequentially("For us")
    expect(window.locator(".segment[data-begun]")).to_have_count(1)
    expect(window.locator(".saved")).to_have_text("Draft saved")
    wait_until(lambda: Draft.objects.count() == 2, "both drafts")
    window.reload()
    window.locator(".segment", has_text="E-mail").click()
    expect(window.locator("#reply")).to_have_value("For Mia")


def test_what_was_sent_is_taken_back_with_its_words(
    house: House, sign_in: Window, alice: Agent, ticket: Ticket
) -> None:
    window = _open(sign_in, alice, ticket)
    window.locator("#reply").press_sequentially("Too early")
    window.locator("#reply").press("Control+Enter")
    toast = window.locator(".toast[data-undo]")
    expect(toast).to_contain_text("Sent to Mia")
    window.locator("#reply").press_sequentially("Next")
    toast.get_by_role("button").click()
    expect(window.locator("#reply")).to_have_value("Too early\n\nNext")
    expect(window.locator(".thread")).to_contain_text("Alice Archer took an answer back before it went out")
    expect(window.locator(".msg.mine")).to_have_count(0)
    expect(window.locator("[data-also]")).to_be_hidden()
    assert set(OutgoingPart.objects.filter(message__kind="agent").values_list("state", flat=True)) <= {"cancelled"}
    ticket.refresh_from_db()
    assert (ticket.status, ticket.assignee) == ("open", None)


def test_it_can_be_taken_back_from_the_next_page(house: House, sign_in: Window, alice: Agent, ticket: Ticket) -> None:
    window = _open(sign_in, alice, ticket)
    window.locator("#reply").press_sequentially("Too early")
    window.locator("#reply").press("Control+Enter")
    expect(window.locator(".toast[data-undo]")).to_be_visible()
    window.goto(f"{house.url}/desk/queues/open/")
    window.locator(".toast[data-undo] button").click()
    window.wait_for_url(f"**/desk/tickets/{ticket.pk}/**")
    expect(window.locator("#reply")).to_have_value("Too early")


def test_an_answer_is_planned_and_withdrawn(house: House, sign_in: Window, alice: Agent, ticket: Ticket) -> None:
    window = _open(sign_in, alice, ticket)
    window.locator("#reply").press_sequentially("Has it come?")
    window.locator("[data-more]").click()
    window.get_by_role("button", name="Send later").click()
    window.get_by_role("button", name="Plan it").click()
    expect(window.locator(".planned")).to_contain_text("Answer of Alice, planned")
    expect(window.locator("#reply")).to_have_value("")
    assert Scheduled.objects.get().text == "Has it come?"
    window.locator(".planned").get_by_role("button", name="Withdraw").click()
    expect(window.locator(".planned")).to_have_count(0)
    expect(window.locator("#reply")).to_have_value("Has it come?")


def test_copies_are_chosen_and_somebody_outside_is_asked(
    house: House, sign_in: Window, alice: Agent, ticket: Ticket
) -> None:
    window = _open(sign_in, alice, ticket)
    window.locator("#reply").press_sequentially("With a copy")
    window.locator("[data-recipients-open]").click()
    window.locator("#rcp-cc").press_sequentially("ben@post.example,")
    window.locator("#rcp-bcc").press_sequentially("ann@post.example")
    window.locator("#reply").press("Control+Enter")
    expect(window.locator(".msg.mine .copies")).to_contain_text("ben@post.example")
    sent = Message.objects.get(kind="agent")
    assert (sent.recipients["cc"], sent.recipients["bcc"]) == ([["ben@post.example", ""]], [["ann@post.example", ""]])
    window.locator(".msg").first.hover()
    window.locator(".msg .forward").first.click()
    window.locator("#fwd-to").press_sequentially("depot@carrier.example")
    window.locator("#fwd-text").fill("Where is it?")
    window.locator("forward-form").get_by_role("button", name="Forward").click()
    expect(window.locator(".part.aside")).to_contain_text("With somebody outside")
    expect(window.locator(".segment", has_text="Outside: depot@carrier.example")).to_be_visible()
    expect(window.locator("input[name=route]").first).to_be_checked()


def test_a_colleague_is_told_before_they_begin(
    house: House, sign_in: Window, alice: Agent, bob: Agent, ticket: Ticket
) -> None:
    first = _open(sign_in, alice, ticket)
    first.locator("#reply").press_sequentially("I have begun")
    expect(first.locator(".saved")).to_have_text("Draft saved")
    second = _open(sign_in, bob, ticket)
    expect(second.locator(".composer")).to_contain_text("Alice has begun an answer here at")
    expect(second.locator("#reply")).to_have_value("")
