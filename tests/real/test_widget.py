"""The chat on a shop's page, in a real browser, with the web process it talks to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FrameLocator, Page, Route, expect

from shopbell.channels.actions import visitors
from shopbell.channels.models import ChannelAccount
from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.customers.models import Identity
from shopbell.shops.models import BusinessHours, Shop
from shopbell.staff.models import Agent, Team
from shopbell.tickets.actions import messages, reading
from shopbell.tickets.models import Message, Thread, Ticket
from tests.real.house import House, free_port, wait_until

pytestmark = [pytest.mark.real, pytest.mark.django_db(transaction=True)]
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "18dd8db00000000049454e44ae426082"
)


@pytest.fixture
def demo(shop: Shop, widget: ChannelAccount, house: House) -> ChannelAccount:
    """A demo shop, open around the clock, with its chat."""
    Shop.objects.update(is_demo=True)
    BusinessHours.objects.all().delete()
    return widget


@pytest.fixture
def visit(browser: Browser, house: House, demo: ChannelAccount) -> Iterator[Callable[..., Page]]:
    """Open the storefront in a browser of its own; whatever goes wrong on the page fails the test."""
    contexts, errors = [], []

    def open_window(path: str = "/s/alder/storefront/", **options: Any) -> Page:
        context = browser.new_context(**{"viewport": DESK, **options})
        contexts.append(context)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        page = context.new_page()
        page.goto(f"{house.url}{path}" if path.startswith("/") else path)
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert errors == []


def open_chat(page: Page) -> FrameLocator:
    page.get_by_role("button", name="Chat with us").click()
    chat = page.frame_locator("iframe")
    expect(chat.get_by_label("Your message")).to_be_focused()
    return chat


def say(chat: FrameLocator, text: str) -> None:
    chat.get_by_label("Your message").fill(text)
    chat.get_by_label("Your message").press("Enter")


def answer(text: str, agent: Agent) -> None:
    thread = Thread.objects.order_by("-pk").first()
    assert thread
    messages.reply(thread, text=text, by=agent.actor, agent=agent)


def texts() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("text", flat=True))


def bubbles(chat: FrameLocator) -> list[str]:
    return chat.locator("[data-messages] .bubble").all_inner_texts()


def hold_first(page: Page, pattern: str) -> list[Route]:
    """The first such POST waits in this list until the test lets it go."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST" and not held:
            held.append(route)
        else:
            route.continue_()

    page.route(pattern, hold)
    return held


def test_a_visitor_and_an_agent_talk_without_a_reload(visit: Callable[..., Page], alice: Agent) -> None:
    page = visit()
    chat = open_chat(page)
    say(chat, "Does M shrink?")
    expect(chat.locator(".msg.me .sent")).to_have_text("Sent")
    reading.read_by_agent(Ticket.objects.get(), agent=alice)
    expect(chat.locator(".msg.me .sent")).to_have_text("Read")
    answer("By **2 %** at most.", alice)
    expect(chat.locator(".msg.agent .bubble strong")).to_have_text("2 %")
    expect(chat.locator(".msg.agent .head b")).to_have_text("Alice")
    wait_until(lambda: Thread.objects.get().read_seq == 2, "the read receipt")


def test_each_side_sees_the_other_write(visit: Callable[..., Page], sign_in: Callable[..., Page], alice: Agent) -> None:
    chat = open_chat(visit())
    say(chat, "Hello")
    expect(chat.locator(".msg.me .sent")).to_have_text("Sent")
    topic = Thread.objects.get().topic
    desk = sign_in(alice.email, f"/desk/tickets/{Ticket.objects.get().pk}/")
    desk.evaluate(
        """async (topic) => {
            const { live } = await import("/static/core/live.js");
            document.addEventListener("shopbell:presence", ({ detail }) => {
                if (detail.topic === topic) document.title = detail.who.map((one) => `${one.kind} ${one.state}`).join();
            });
            live.subscribe([topic], () => {});
            live.present(topic, "writing");
        }""",
        topic,
    )
    expect(chat.locator("[data-writing]")).to_have_text("Alice is writing")
    chat.get_by_label("Your message").press_sequentially("Take your time", delay=30)
    expect(desk).to_have_title("visitor writing")
    chat.get_by_label("Your message").press("Enter")
    expect(desk).to_have_title("visitor viewing")


def test_what_came_while_the_chat_was_closed_is_counted_on_the_button(visit: Callable[..., Page], alice: Agent) -> None:
    page = visit()
    chat = open_chat(page)
    say(chat, "Hello")
    expect(chat.locator(".msg.me .sent")).to_have_text("Sent")
    page.keyboard.press("Escape")
    answer("One", alice)
    answer("Two", alice)
    expect(page.get_by_role("button", name="Chat with us, 2 unread")).to_be_visible()
    assert Thread.objects.get().read_seq < 2
    page.reload()
    page.get_by_role("button", name="Chat with us, 2 unread").click()
    expect(page.get_by_role("button", name="Close the chat")).to_be_visible()
    wait_until(lambda: Thread.objects.get().read_seq == 3, "the read receipt")


def test_keys_alone_open_write_and_close(visit: Callable[..., Page]) -> None:
    page = visit()
    button = page.get_by_role("button", name="Chat with us")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    page.keyboard.press("Enter")
    chat = page.frame_locator("iframe")
    expect(chat.get_by_label("Your message")).to_be_focused()
    expect(page.get_by_role("button", name="Close the chat")).to_have_attribute("aria-expanded", "true")
    page.keyboard.type("With keys")
    page.keyboard.press("Enter")
    expect(chat.locator(".msg.me .bubble")).to_have_text("With keys")
    page.keyboard.press("Escape")
    expect(page.locator("iframe")).to_be_hidden()
    expect(page.get_by_role("button", name="Chat with us")).to_be_focused()


def test_the_picker_is_walked_by_arrows_and_closed_by_escape(visit: Callable[..., Page]) -> None:
    page = visit()
    chat = open_chat(page)
    chat.get_by_role("button", name="Emoji").press("Enter")
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(chat.get_by_label("Your message")).to_have_value("😐")
    chat.get_by_role("button", name="Emoji").press("Enter")
    page.keyboard.press("Escape")
    expect(chat.locator("[data-emoji]")).to_be_hidden()
    expect(page.locator("iframe")).to_be_visible()


def test_an_offered_choice_is_one_tap_and_gone_once_answered(visit: Callable[..., Page]) -> None:
    chat = open_chat(visit())
    say(chat, "Hello")
    expect(chat.locator(".msg.me .sent")).to_have_text("Sent")
    messages.reply(
        Thread.objects.get(),
        text="What is it about?",
        by=Actor("bot", name="Bot"),
        kind=Message.Kind.BOT,
        extra={"choices": ["Talk to a person", "Where is my order?"]},
    )
    expect(chat.locator(".msg.bot .head")).to_have_text("Botan automatic answer")
    chat.get_by_role("button", name="Talk to a person").click()
    expect(chat.locator(".msg.me .bubble").last).to_have_text("Talk to a person")
    expect(chat.locator(".choices:visible")).to_have_count(0)


def test_a_pasted_picture_is_attached(visit: Callable[..., Page]) -> None:
    chat = open_chat(visit())
    chat.get_by_label("Your message").evaluate(
        """(field, bytes) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], "pasted.png", { type: "image/png" }));
            field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        list(PNG),
    )
    expect(chat.locator('[data-uploads] li[data-state="done"]')).to_contain_text("pasted.png")
    chat.get_by_role("button", name="Remove pasted.png").click()
    expect(chat.locator("[data-uploads] li")).to_have_count(0)


def test_two_tabs_show_the_same_and_each_once(visit: Callable[..., Page], house: House, alice: Agent) -> None:
    first = visit()
    one = open_chat(first)
    say(one, "From the first")
    expect(one.locator(".msg.me .sent")).to_have_text("Sent")
    second = first.context.new_page()
    second.goto(f"{house.url}/s/alder/storefront/")
    other = open_chat(second)
    expect(other.locator(".msg.me .bubble")).to_have_text("From the first")
    say(other, "From the second")
    expect(other.locator(".msg.me .sent:visible")).to_have_text("Sent")
    expect(one.locator(".msg.me .bubble")).to_have_text(["From the first", "From the second"])
    answer("To both", alice)
    for chat in (one, other):
        expect(chat.locator(".msg.agent .bubble")).to_have_text("To both")
        assert bubbles(chat) == ["From the first", "From the second", "To both"]
    first.close()
    answer("The first is gone", alice)
    expect(other.locator(".msg.agent .bubble").last).to_have_text("The first is gone")
    assert Ticket.objects.count() == 1


def test_without_a_network_messages_wait_and_arrive_once_in_order(visit: Callable[..., Page], alice: Agent) -> None:
    page = visit()
    chat = open_chat(page)
    say(chat, "Zero")
    expect(chat.locator(".msg.me .sent")).to_have_text("Sent")
    page.context.set_offline(True)
    for text in ("One", "Two", "Three"):
        say(chat, text)
    expect(chat.locator("[data-offline]")).to_contain_text("You are offline.")
    expect(chat.locator('.msg.me[data-state="waiting"] .sent').first).to_have_text("Waiting for the network")
    answer("Said meanwhile", alice)
    page.context.set_offline(False)
    expect(chat.locator(".msg.me .sent:visible")).to_have_text(["Sent"])
    assert texts() == ["Zero", "Said meanwhile", "One", "Two", "Three"]
    wait_until(lambda: bubbles(chat) == texts(), "the same order on the page")
    expect(chat.locator("[data-offline]")).to_be_hidden()


def test_what_waits_outlives_a_reload(visit: Callable[..., Page]) -> None:
    page = visit()
    chat = open_chat(page)
    say(chat, "Zero")
    expect(chat.locator(".msg.me .sent")).to_have_text("Sent")
    page.route("**/messages/**", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    say(chat, "Kept")
    expect(chat.locator('.msg.me[data-state="failed"] .bubble')).to_have_text("Kept")
    page.unroute_all()
    page.reload()
    chat = page.frame_locator("iframe")
    expect(chat.locator(".msg.me .bubble").last).to_have_text("Kept")
    wait_until(lambda: texts() == ["Zero", "Kept"], "the kept message")


def test_an_answer_lost_on_the_way_back_doubles_nothing(visit: Callable[..., Page]) -> None:
    page = visit()
    chat = open_chat(page)
    lost = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and len(lost) < 2:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/messages/**", lose)
    say(chat, "Only once")
    chat.get_by_role("button", name="Try again").first.click()
    expect(chat.locator(".msg.me .sent:visible")).to_have_text("Sent", timeout=15_000)
    assert lost == [201, 201]
    assert texts() == ["Only once"]
    assert bubbles(chat) == ["Only once"]


def test_a_dead_web_process_loses_nothing(visit: Callable[..., Page], house: House, alice: Agent) -> None:
    page = visit()
    chat = open_chat(page)
    say(chat, "Before")
    expect(chat.locator(".msg.me .sent")).to_have_text("Sent")
    house.kill_web()
    say(chat, "During")
    expect(chat.locator('.msg.me[data-state="failed"] .sent')).to_contain_text("Not sent.")
    answer("Written while the web was dead", alice)
    house.start_web()
    expect(chat.locator(".msg.agent .bubble")).to_have_text("Written while the web was dead", timeout=30_000)
    wait_until(lambda: texts()[-1] == "During", "the message that waited", seconds=40)
    wait_until(lambda: bubbles(chat) == texts(), "the same order on the page")


def test_a_photo_is_shown_to_whoever_sent_it(visit: Callable[..., Page]) -> None:
    page = visit()
    chat = open_chat(page)
    chat.locator("input[type=file]").set_input_files({"name": "crack.png", "mimeType": "image/png", "buffer": PNG})
    expect(chat.locator("[data-uploads] li")).to_contain_text("crack.png")
    chat.get_by_role("button", name="Send").click()
    image = chat.locator(".msg.me .files img")
    expect(image).to_be_visible()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1
    assert Message.objects.get().attachments.get().name == "crack.png"


def test_a_program_is_refused_in_words(visit: Callable[..., Page]) -> None:
    chat = open_chat(visit())
    chat.locator("input[type=file]").set_input_files({"name": "x.exe", "mimeType": "text/plain", "buffer": b"MZ"})
    expect(chat.locator("[data-say]")).to_have_text(
        "x.exe is a kind of file that we do not take. A photo or a PDF works."
    )
    expect(chat.locator("[data-uploads] li")).to_have_count(0)


def test_a_photo_that_is_lost_on_the_way_holds_the_message_back(visit: Callable[..., Page]) -> None:
    page = visit()
    chat = open_chat(page)
    held = hold_first(page, "**/files/**")
    chat.get_by_label("Your message").fill("See the photo")
    chat.locator("input[type=file]").set_input_files({"name": "crack.png", "mimeType": "image/png", "buffer": PNG})
    wait_until(lambda: page.wait_for_timeout(20) or held, "the upload")
    chat.get_by_role("button", name="Send").click()
    held[0].abort()
    expect(chat.locator("[data-say]")).to_contain_text("crack.png could not be sent.")
    page.unroute_all()
    chat.locator("input[type=file]").set_input_files({"name": "crack.png", "mimeType": "image/png", "buffer": PNG})
    expect(chat.locator('[data-uploads] li[data-state="done"]')).to_be_visible()
    expect(chat.get_by_label("Your message")).to_have_value("See the photo")
    chat.get_by_role("button", name="Send").click()
    expect(chat.locator(".msg.me .files img")).to_be_visible()
    assert texts() == ["See the photo"]


def test_what_is_typed_while_a_file_goes_up_is_sent_too(visit: Callable[..., Page]) -> None:
    page = visit()
    chat = open_chat(page)
    held = hold_first(page, "**/files/**")
    chat.locator("input[type=file]").set_input_files({"name": "crack.png", "mimeType": "image/png", "buffer": PNG})
    field = chat.get_by_label("Your message")
    field.fill("One")
    field.press("Enter")
    field.press_sequentially(" and two")
    wait_until(lambda: page.wait_for_timeout(20) or held, "the upload")
    held[0].continue_()
    expect(chat.locator(".msg.me .sent")).to_have_text("Sent")
    assert texts() == ["One and two"]
    expect(field).to_have_value("")


def test_of_two_hundred_files_five_are_taken_and_it_is_said(visit: Callable[..., Page]) -> None:
    chat = open_chat(visit())
    many = [{"name": f"{n}.png", "mimeType": "image/png", "buffer": PNG} for n in range(200)]
    chat.locator("input[type=file]").set_input_files(many)  # type: ignore[arg-type]
    expect(chat.locator("[data-uploads] li")).to_have_count(5)
    expect(chat.locator('[data-uploads] li[data-state="done"]')).to_have_count(5)


def test_a_shop_without_https_can_send_too(visit: Callable[..., Page]) -> None:
    page = visit()
    page.context.add_init_script("delete Crypto.prototype.randomUUID; delete Navigator.prototype.locks")
    page.reload()
    chat = open_chat(page)
    say(chat, "Hello")
    expect(chat.locator(".msg.me .sent")).to_have_text("Sent")


def test_from_page_to_page_the_chat_stays_open_with_what_was_typed(visit: Callable[..., Page], house: House) -> None:
    page = visit()
    chat = open_chat(page)
    say(chat, "Zero")
    expect(chat.locator(".msg.me .sent")).to_have_text("Sent")
    chat.get_by_label("Your message").fill("Half a sent")
    page.goto(f"{house.url}/s/alder/storefront/?lang=de")
    chat = page.frame_locator("iframe")
    expect(chat.locator(".msg.me .bubble")).to_have_text("Zero")
    expect(chat.get_by_label("Ihre Nachricht")).to_have_value("Half a sent")


def test_leaving_in_the_middle_of_sending_sends_once(visit: Callable[..., Page], house: House) -> None:
    page = visit()
    chat = open_chat(page)
    held = hold_first(page, "**/messages/**")
    say(chat, "On the way")
    wait_until(lambda: page.wait_for_timeout(20) or held, "the message on its way")
    page.goto(f"{house.url}/s/alder/storefront/")
    expect(page.frame_locator("iframe").locator(".msg.me .sent:visible")).to_have_text("Sent")
    assert texts() == ["On the way"]


def test_two_scripts_on_a_page_show_one_button(visit: Callable[..., Page], demo: ChannelAccount) -> None:
    page = visit()
    expect(page.get_by_role("button", name="Chat with us")).to_be_visible()
    page.add_script_tag(url=f"/s/alder/chat/{demo.public_id}/loader.js")
    assert page.locator("shopbell-chat").count() == 1
    open_chat(page)


def test_the_head_says_who_answers_and_not_that_we_are_away(visit: Callable[..., Page], alice: Agent) -> None:
    chat = open_chat(visit())
    expect(chat.locator("[data-status]")).to_contain_text("Nobody is at the desk this minute.")
    say(chat, "Hello")
    expect(chat.locator(".msg.me .sent")).to_have_text("Sent")
    answer("Hello, Mia", alice)
    expect(chat.locator("[data-status]")).to_have_text("Alice has just answered")
    expect(chat.locator("[data-address]")).to_be_hidden()


def test_each_message_enters_the_live_region_once(visit: Callable[..., Page], alice: Agent) -> None:
    chat = open_chat(visit())
    log = chat.locator("[data-log]")
    expect(log).not_to_have_attribute("aria-busy", "true")
    log.evaluate(
        """(log) => {
            window.heard = [];
            new MutationObserver((changes) => {
                for (const { addedNodes, target } of changes)
                    for (const node of addedNodes)
                        if (target.closest?.("[aria-live]") === log && node.textContent.trim())
                            window.heard.push(node.textContent.trim());
            }).observe(log, { childList: true, subtree: true });
        }"""
    )
    say(chat, "Does M shrink?")
    expect(chat.locator(".msg.me .sent")).to_have_text("Sent")
    answer("By two per cent.", alice)
    expect(chat.locator(".msg.agent .bubble")).to_have_text("By two per cent.")
    say(chat, "Thanks")
    expect(chat.locator(".msg.me .sent:visible")).to_have_text("Sent")
    heard = log.evaluate("() => window.heard")
    for text in ("Does M shrink?", "By two per cent.", "Thanks"):
        assert sum(text in one for one in heard) == 1, heard


def test_escape_ends_a_word_that_is_being_composed_and_not_the_chat(visit: Callable[..., Page]) -> None:
    page = visit()
    chat = open_chat(page)
    field = chat.get_by_label("Your message")
    field.dispatch_event("keydown", {"key": "Escape", "isComposing": True, "bubbles": True})
    expect(page.locator("iframe")).to_be_visible()
    field.press("Escape")
    expect(page.locator("iframe")).to_be_hidden()


def test_away_the_message_is_kept_first_and_then_an_address_asked_for(visit: Callable[..., Page], shop: Shop) -> None:
    chat = open_chat(visit())
    expect(chat.locator("[data-status]")).to_contain_text("Nobody is at the desk this minute.")
    expect(chat.locator("[data-address]")).to_be_hidden()
    say(chat, "Write to me")
    expect(chat.locator("[data-promise]")).to_contain_text("You will hear from a person")
    assert texts() == ["Write to me"]
    field = chat.get_by_label("Where shall we write to if you leave?")
    field.fill("mia@post")
    field.press("Enter")
    expect(chat.locator("#address-error")).to_contain_text("mia@post is not a complete e-mail address.")
    field.fill("mia@post.example")
    field.press("Enter")
    expect(chat.locator("[data-promise]")).to_contain_text("If you leave, we write to mia@post.example.")
    expect(chat.locator("[data-address]")).to_be_hidden()
    assert Identity.objects.get(scheme="email").is_verified is False


def test_questions_come_before_the_first_message_and_never_again(
    visit: Callable[..., Page], demo: ChannelAccount
) -> None:
    demo.settings = {"ask_name": "optional", "ask_email": "required"}
    demo.save()
    chat = open_chat(visit())
    say(chat, "Hello")
    expect(chat.get_by_label("E-mail address")).to_be_focused()
    expect(chat.locator("#ask-email-error")).to_contain_text("We need an address to answer to.")
    assert texts() == []
    chat.get_by_label("E-mail address").fill("mia@post.example")
    chat.get_by_role("button", name="Send").click()
    expect(chat.locator(".msg.me .sent")).to_have_text("Sent")
    expect(chat.locator("[data-questions]")).to_be_hidden()
    assert texts() == ["Hello"]


def test_the_shops_page_says_who_is_signed_in(visit: Callable[..., Page], demo: ChannelAccount) -> None:
    demo.settings = {"secret": "s3cret"}
    demo.save()
    exp = int(clock.now().timestamp()) + 600
    who = {"id": "7", "email": "mia@post.example", "exp": exp, "name": "Mia Moor"}
    page = visit()
    warnings: list[str] = []
    page.on("console", lambda line: warnings.append(line.text) if line.type == "warning" else None)
    page.evaluate("who => Shopbell('identify', who)", {**who, "hash": "0" * 64})
    wait_until(lambda: page.wait_for_timeout(20) or warnings, "the warning")
    assert "could not prove who you are" in warnings[0]
    digest = visitors.signature("s3cret", store_id="7", email="mia@post.example", exp=exp)
    page.evaluate("who => Shopbell('identify', who)", {**who, "hash": digest})
    chat = open_chat(page)
    say(chat, "It is me")
    expect(chat.locator(".msg.me .sent")).to_have_text("Sent")
    verified = Identity.objects.filter(verified_by="hmac").order_by("scheme").values_list("scheme", "value")
    wait_until(lambda: list(verified.all()) == [("email", "mia@post.example"), ("store", "7")], "both proven")
    page.evaluate("Shopbell('identify', null)")
    expect(chat.locator("[data-messages] .msg")).to_have_count(0)


def test_on_a_phone_it_fills_the_screen(visit: Callable[..., Page]) -> None:
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    page.get_by_role("button", name="Chat with us").tap()
    expect(page.locator("iframe")).to_be_visible()
    assert page.locator("iframe").bounding_box() == {"x": 0, "y": 0, **PHONE}
    chat = page.frame_locator("iframe")
    expect(chat.locator("[data-log][aria-busy]")).to_have_count(0)
    for control in chat.locator("button:visible, textarea:visible").all():
        box = control.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
    chat.get_by_role("button", name="Close the chat").tap()
    expect(page.locator("iframe")).to_be_hidden()


@contextmanager
def foreign_page(script: str, policy: str) -> Iterator[str]:
    """A shop's page at another origin, with a content security policy of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f'<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1>{script}'.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Security-Policy", policy)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", free_port()), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_listed_page_of_another_origin_shows_the_chat_under_a_strict_policy(
    visit: Callable[..., Page], house: House, demo: ChannelAccount, alice: Agent
) -> None:
    script = f'<script async src="{house.url}/s/alder/chat/{demo.public_id}/loader.js"></script>'
    policy = f"default-src 'none'; script-src {house.url}; frame-src {house.url}"
    with foreign_page(script, policy) as shop:
        demo.settings = {"origins": [shop]}
        demo.save()
        page = visit(f"{shop}/")
        chat = open_chat(page)
        say(chat, "From another origin")
        expect(chat.locator(".msg.me .sent")).to_have_text("Sent")
        answer("Heard", alice)
        expect(chat.locator(".msg.agent .bubble")).to_have_text("Heard")
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Chat with us")).to_be_focused()
        page.close()


def test_a_page_that_is_not_listed_shows_no_chat(
    visit: Callable[..., Page], house: House, demo: ChannelAccount
) -> None:
    script = f'<script async src="{house.url}/s/alder/chat/{demo.public_id}/loader.js"></script>'
    with foreign_page(script, f"script-src {house.url}") as shop:
        page = visit(f"{shop}/")
        refused: list[str] = []
        page.on("console", lambda line: refused.append(line.text))
        page.get_by_role("button", name="Chat with us").click()
        wait_until(lambda: page.wait_for_timeout(20) or refused, "the refusal")
        assert "frame-ancestors" in refused[0]
        expect(page.frame_locator("iframe").locator("[data-form]")).to_have_count(0)
        page.close()


AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def findings(page: Page) -> list[str]:
    found = Axe().run(page, options=AXE).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_in_the_chat(
    visit: Callable[..., Page],
    house: House,
    demo: ChannelAccount,
    alice: Agent,
    theme: Any,
    size: dict[str, int],
) -> None:
    demo.settings = {"ask_email": "optional"}
    demo.save()
    address = f"/s/alder/chat/{demo.public_id}/frame/"
    page = visit(address, viewport=size, color_scheme=theme)
    expect(page.locator("[data-questions]")).to_be_visible()
    assert findings(page) == []
    page.get_by_label("Your message").fill("Hello")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".msg.me .sent")).to_have_text("Sent")
    expect(page.locator("[data-address]")).to_be_visible()
    assert findings(page) == []
    answer("Hello, *Mia*.\n\n- one\n- https://x.example", alice)
    expect(page.locator(".msg.agent .bubble")).to_be_visible()
    page.route("**/messages/**", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.get_by_label("Your message").fill("Fails")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    page.get_by_role("button", name="Emoji").click()
    assert findings(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_where_something_went_wrong(
    visit: Callable[..., Page], demo: ChannelAccount, theme: Any
) -> None:
    demo.settings = {"ask_email": "required"}
    demo.save()
    page = visit(f"/s/alder/chat/{demo.public_id}/frame/", color_scheme=theme)
    page.get_by_label("Your message").fill("Hello")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#ask-email-error")).to_be_visible()
    page.locator("input[type=file]").set_input_files({"name": "x.exe", "mimeType": "text/plain", "buffer": b"MZ"})
    expect(page.locator("[data-say]")).to_contain_text("x.exe is a kind of file that we do not take.")
    page.locator("input[type=file]").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": PNG})
    expect(page.locator('[data-uploads] li[data-state="done"]')).to_be_visible()
    page.context.set_offline(True)
    expect(page.locator("[data-offline]")).to_contain_text("You are offline.")
    assert findings(page) == []


def test_axe_finds_nothing_on_the_shops_page_with_the_chat_open_and_closed(visit: Callable[..., Page]) -> None:
    page = visit()
    chat = open_chat(page)
    expect(chat.locator("[data-log][aria-busy]")).to_have_count(0)
    assert findings(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Chat with us")).to_be_focused()
    assert findings(page) == []


def test_on_a_phone_the_menu_leads_to_the_forms(visit: Callable[..., Page], team: Team, shop: Shop) -> None:
    ChannelAccount.objects.create(shop=shop, team=team, kind="form", name="Form")
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    page.get_by_text("Menu", exact=True).tap()
    assert findings(page) == []
    page.get_by_role("link", name="Complaint").tap()
    expect(page.locator("h1")).to_have_text("Make a complaint")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_on_the_storefront_and_the_forms(
    visit: Callable[..., Page], team: Team, shop: Shop, theme: Any, size: dict[str, int]
) -> None:
    ChannelAccount.objects.create(shop=shop, team=team, kind="form", name="Form")
    page = visit(viewport=size, color_scheme=theme)
    expect(page.get_by_role("button", name="Chat with us")).to_be_visible()
    assert findings(page) == []
    for kind in ("contact", "complaint"):
        page = visit(f"/s/alder/{kind}/", viewport=size, color_scheme=theme)
        assert findings(page) == []
        page.get_by_role("button", name="Send the").click()
        expect(page.get_by_role("alert")).to_contain_text("3 things are missing")
        assert findings(page) == []


def test_the_form_works_without_any_script(visit: Callable[..., Page], team: Team, shop: Shop) -> None:
    ChannelAccount.objects.create(shop=shop, team=team, kind="form", name="Form")
    page = visit("/s/alder/complaint/", java_script_enabled=False)
    page.get_by_label("What is it about?").select_option("damaged")
    page.get_by_label("Your message").fill("The collar came torn.")
    page.get_by_label("Photos or papers").set_input_files({"name": "torn.png", "mimeType": "image/png", "buffer": PNG})
    page.get_by_label("E-mail address").fill("mia@post")
    page.get_by_role("button", name="Send the complaint").click()
    expect(page.get_by_label("E-mail address")).to_be_focused()
    page.get_by_label("E-mail address").fill("mia@post.example")
    page.get_by_role("button", name="Send the complaint").click()
    expect(page.locator("h1")).to_have_text("Your message has arrived")
    expect(page.locator("main")).to_contain_text(f"#{Ticket.objects.get().pk}")
    assert Message.objects.get().attachments.get().name == "torn.png"


def test_the_embedded_form_grows_with_what_it_shows(
    visit: Callable[..., Page], house: House, team: Team, shop: Shop
) -> None:
    form = ChannelAccount.objects.create(shop=shop, team=team, kind="form", name="Form")
    script = f'<script src="{house.url}/s/alder/contact/embed.js"></script>'
    with foreign_page(script, f"script-src {house.url}; style-src 'unsafe-inline'") as site:
        form.settings = {"origins": [site]}
        form.save()
        page = visit(f"{site}/")
        framed = page.frame_locator("iframe")
        framed.get_by_role("button", name="Send the message").click()
        expect(framed.get_by_role("alert")).to_be_visible()

        def fits() -> bool:
            box = page.locator("iframe").bounding_box()
            needed = framed.locator("html").evaluate("html => html.scrollHeight")
            return bool(box) and abs(box["height"] - needed) < 3

        wait_until(fits, "the frame to be as high as the form")
        page.close()
