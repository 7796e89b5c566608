"""The client modules in a real browser: sharing, resuming, refetching, and what survives a refetch."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import transaction
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from .conftest import happened
from .house import House, running, until

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium"),
    pytest.mark.django_db(transaction=True),
]
PAGE = """<!doctype html><meta name="live-who" content="agent"><title>desk</title>
<script type="module" src="/js/core/live.js"></script>
<script type="module" src="/js/page.js"></script>
<live-part src="/part" topics="matter:1 matter:secret">before</live-part>"""
SCRIPT = """import { live } from "/js/core/live.js";
window.live = live;
window.seen = [];
for (const name of ["signal", "presence", "resync"]) {
  document.addEventListener(`shopbell:${name}`, ({ detail }) => window.seen.push([name, detail]));
}
"""


class Site:
    """A page with one live part; what the part says is set by the test."""

    def __init__(self) -> None:
        self.part = "<p id=text>first</p>"
        self.reads: list[str] = []

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        kind, body = "text/html", PAGE
        if path == "/part":
            body = self.part
            etag = f'"{hash(body)}"'
            known = environ.get("HTTP_IF_NONE_MATCH") == etag
            self.reads.append("304" if known else "200")
            if known:
                start_response("304 Not Modified", [("ETag", etag)])
                return [b""]
            start_response("200 OK", [("Content-Type", "text/html"), ("ETag", etag)])
            return [body.encode()]
        if path.startswith("/js/"):
            kind = "text/javascript"
            source = finders.find(path.removeprefix("/js/"))
            body = Path(str(source)).read_text() if source else SCRIPT
        start_response("200 OK", [("Content-Type", kind), ("Cache-Control", "no-store")])
        return [body.encode()]


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def house(transactional_db: None, topics: None, site: Site) -> Iterator[House]:
    with running(site) as house:
        yield house


@pytest.fixture(scope="module")
def browsers() -> Iterator[Callable[[], BrowserContext]]:
    # Playwright's loop runs in this thread, and Django would refuse its queries there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser.new_context
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def desk(house: House, alices: str, browsers: Callable[[], BrowserContext]) -> Iterator[BrowserContext]:
    context = browsers()
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": alices, "url": house.url}])
    context.set_default_timeout(10_000)
    yield context
    context.close()


def _open(desk: BrowserContext, house: House) -> Page:
    page = desk.new_page()
    page.goto(house.url)
    page.wait_for_function("document.documentElement.dataset.live === 'on'")
    return page


def _streams(house: House) -> int:
    return house.call(len, house.hub)


def test_a_part_reads_itself_anew_once_for_a_burst(desk: BrowserContext, house: House, site: Site) -> None:
    page = _open(desk, house)
    with transaction.atomic():  # told together at its end
        for _ in range(5):
            happened("matter:1")
    expect(page.locator("live-part")).to_have_text("first")
    site.part = "<p>second</p>"
    happened("matter:1")
    expect(page.locator("live-part")).to_have_text("second")
    assert len(site.reads) <= 3  # the first signal's, the other four's, the last one's


def test_an_unchanged_part_stays_as_it_is(desk: BrowserContext, house: House, site: Site) -> None:
    page = _open(desk, house)
    happened("matter:1")
    expect(page.locator("live-part")).to_have_text("first")
    happened("matter:1")
    until(lambda: site.reads == ["200", "304"])


def test_an_open_menu_is_left_alone_until_something_is_chosen(desk: BrowserContext, house: House, site: Site) -> None:
    site.part = """<button popovertarget="menu">open</button>
      <div id="menu" popover><button onclick="document.title = 'chosen'; menu.hidePopover()">choose</button></div>
      <p>first</p>"""
    page = _open(desk, house)
    happened("matter:1")
    page.get_by_role("button", name="open").click()
    site.part = site.part.replace("first", "second")
    happened("matter:1")
    until(lambda: site.reads == ["200", "200"])
    page.get_by_role("button", name="choose").click()
    expect(page).to_have_title("chosen")
    expect(page.locator("live-part p")).to_have_text("second")


def test_tabs_share_one_stream_and_the_next_takes_over(desk: BrowserContext, house: House, site: Site) -> None:
    one = _open(desk, house)
    two = _open(desk, house)
    assert _streams(house) == 1
    two.evaluate("void live.subscribe(['matter:2'], (signal) => window.heard = signal)")
    until(lambda: "matter:2" in house.hub._listening)
    event = happened("matter:2")
    two.wait_for_function(f"window.heard?.event === {event}")
    one.close()
    until(lambda: len(house.hub._listening["matter:2"]) == 1 and _streams(house) == 1)
    later = happened("matter:2")
    two.wait_for_function(f"window.heard?.event === {later}")


def test_what_happened_while_the_server_cut_the_stream_arrives(desk: BrowserContext, house: House, site: Site) -> None:
    page = _open(desk, house)
    happened("matter:1")
    expect(page.locator("live-part")).to_have_text("first")
    site.part = "<p>second</p>"
    for stream in list(house.hub._streams.values()):
        house.call(stream.end, "closed")
    happened("matter:1", tell=False)  # as if it had been said while nobody listened
    expect(page.locator("live-part")).to_have_text("second")


def test_what_was_typed_and_the_place_in_it_survive(desk: BrowserContext, house: House, site: Site) -> None:
    site.part = """<textarea name="note"></textarea><details id="more"><summary>x</summary>y</details>
      <div id="box" data-keep><input id="kept"></div><p>first</p>"""
    page = _open(desk, house)
    happened("matter:1")
    page.wait_for_selector("textarea")
    page.fill("#kept", "kept")
    page.evaluate("document.querySelector('#box').mark = 1")
    page.click("summary")
    page.fill("textarea", "half a sentence")
    page.evaluate("document.querySelector('textarea').setSelectionRange(2, 5)")
    site.part = site.part.replace("first", "second")
    happened("matter:1")
    expect(page.locator("live-part p")).to_have_text("second")
    assert page.input_value("textarea") == "half a sentence"
    assert page.input_value("#kept") == "kept"
    assert page.evaluate("""() => {
        const active = document.activeElement;
        return [active.name, active.selectionStart, active.selectionEnd,
                document.querySelector('#more').open, document.querySelector('#box').mark];
    }""") == ["note", 2, 5, True, 1]


def test_presence_is_said_and_taken_back(desk: BrowserContext, house: House, bobs: str) -> None:
    page = _open(desk, house)
    with house.stream("topics=matter:1", bobs) as stream:
        stream.next()
        page.evaluate("live.present('matter:1', 'writing')")
        assert stream.next().data["who"][0]["state"] == "writing"  # type: ignore[union-attr]
        page.close(run_before_unload=True)
        assert stream.next(nobody=True).data["who"] == []  # type: ignore[union-attr]


def test_without_a_server_the_page_says_so_and_comes_back(desk: BrowserContext, house: House) -> None:
    page = _open(desk, house)
    desk.set_offline(True)
    page.wait_for_function("document.documentElement.dataset.live === 'off'")
    assert page.evaluate("Number.isFinite(Date.parse(document.documentElement.dataset.liveSince))")
    desk.set_offline(False)
    page.wait_for_function("document.documentElement.dataset.live === 'on'")
