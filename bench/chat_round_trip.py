"""From one side of a chat to the other side's screen, in two real browser windows."""

from __future__ import annotations

import shutil
import statistics
import time

from playwright.sync_api import Browser, Page, sync_playwright

from bench.installation import Installation, fresh
from bench.measure import Context, Row, percentile
from bench.screenshots import QUIET

ROUNDS = 15
# Both ends note the moment themselves: the sender when Enter is pressed, the receiver when the words are in the page.
WATCH = """(selector) => { window.seen = {}; new MutationObserver(() => {
  for (const one of document.querySelectorAll(selector)) {
    const words = one.textContent.trim();
    if (/^round \\d+$/.test(words)) window.seen[words] ??= Date.now();
  }
}).observe(document.body, { subtree: true, childList: true, characterData: true }); }"""


def measure(context: Context) -> list[Row]:
    """Milliseconds from Enter to the words on the other screen, both ways; the target is a median below 100."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        print("chat_round_trip needs Chromium and was left out")
        return []
    with fresh("ci") as installation, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        rows = _both_ways(browser, installation)
        browser.close()
    return rows


def _both_ways(browser: Browser, installation: Installation) -> list[Row]:
    shop = browser.new_context(bypass_csp=True).new_page()  # the probe is a script the page would refuse
    shop.goto(f"{installation.url}/s/alder-flax/storefront/")
    shop.wait_for_function("() => Boolean(window.Shopbell)")
    shop.evaluate("window.Shopbell('open')")
    shop.wait_for_timeout(2000)
    widget = next(frame for frame in shop.frames if "/frame/" in frame.url)
    widget.locator("textarea").fill("Hello from the bench")
    widget.locator("textarea").press("Enter")
    desk = _desk(browser, installation)
    desk.evaluate(WATCH, ".thread .bubble")
    widget.evaluate(WATCH, "[role=log] *")
    there = [_send(shop, widget.locator("textarea"), desk, f"round {n}") for n in range(ROUNDS)]
    back = []
    for number in range(100, 100 + ROUNDS):
        back.append(_send(desk, desk.locator("#reply"), widget, f"round {number}", "Control+Enter"))
    return [_row("chat_round_trip", there), _row("chat_round_trip_answer", back)]


def _desk(browser: Browser, installation: Installation) -> Page:
    page = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True).new_page()
    page.goto(f"{installation.url}/accounts/login/")
    page.fill("input[name=login]", installation.sign_in["email"])
    page.fill("input[name=password]", installation.sign_in["password"])
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/desk/**")
    page.goto(f"{installation.url}/desk/queues/open/?order=recent")
    page.locator(".ticket", has_text="Hello from the bench").first.click()
    page.wait_for_selector("#reply")
    page.wait_for_timeout(1500)
    return page


def _send(sender: Page, field: object, receiver: object, words: str, key: str = "Enter") -> float:
    """Milliseconds until the words stand on the other screen."""
    time.sleep(3.1)  # a visitor may write twenty messages a minute
    field.fill(words)  # type: ignore[attr-defined]
    started = sender.evaluate("Date.now()")
    field.press(key)  # type: ignore[attr-defined]
    seen = receiver.wait_for_function("(words) => window.seen[words]", arg=words, timeout=10_000)  # type: ignore[attr-defined]
    return float(seen.json_value()) - float(started)


def _row(name: str, took: list[float]) -> Row:
    return Row(
        name=name, size=len(took), p50_ms=round(statistics.median(took), 1), p95_ms=round(percentile(took, 0.95), 1)
    )
