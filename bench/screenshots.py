"""Pictures of every main page of a fresh demo shop: light and dark, wide and phone, into `var/screenshots`.

The few that the documentation shows go to `docs/images`. Needs Chromium.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.installation import CHECKOUT, fresh

SIZES = {"desk": (1440, 900), "phone": (390, 844)}
DOCUMENTED = {("inbox", "desk", "light"): "inbox.png", ("storefront", "desk", "light"): "widget.png"}
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@dataclass(frozen=True)
class Shot:
    """A page to look at; `signed_in` as the demo's agent, `prepare` names what is done before the picture."""

    name: str
    path: str
    signed_in: bool = True
    prepare: str = ""


SHOTS = [
    Shot("sign-in", "/accounts/login/", signed_in=False),
    Shot("inbox", "/desk/queues/yours/", prepare="second"),
    Shot("queue", "/desk/queues/open/"),
    Shot("empty", "/desk/queues/on-hold/"),
    Shot("settings", "/desk/settings/"),
    Shot("channels", "/desk/settings/channels/"),
    Shot("customers", "/desk/customers/"),
    Shot("profile", "/desk/settings/profile/"),
    Shot("storefront", "/s/alder-flax/storefront/", signed_in=False, prepare="widget"),
    Shot("contact", "/s/alder-flax/contact/", signed_in=False),
]


def main() -> None:
    """Take all pictures, or those named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only these pages")
    parser.add_argument("--url", help="an installation that runs already, instead of a fresh demo")
    parser.add_argument("--data", help="its data directory, where the demo's sign-in lies")
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        sys.exit("Pictures need Chromium. On Debian: apt-get install chromium")
    with demo(options.url, options.data) as (url, sign_in), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        state = signed_in(browser, url, sign_in)
        for shot in SHOTS:
            if not options.names or shot.name in options.names:
                take(browser, url, shot, state)
        browser.close()


@contextmanager
def demo(url: str | None, data: str | None) -> Iterator[tuple[str, dict[str, str]]]:
    """A running demo shop and its sign-in; a fresh one unless a URL is given."""
    if url and data:
        yield url, json.loads((Path(data) / "demo.json").read_text())
        return
    with fresh() as installation:
        yield installation.url, installation.sign_in


def signed_in(browser: Browser, url: str, sign_in: dict[str, str]) -> object:
    """The cookies of the demo's agent."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{url}/accounts/login/")
    page.fill("input[name=login]", sign_in["email"])
    page.fill("input[name=password]", sign_in["password"])
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/desk/**")
    return context.storage_state()


def take(browser: Browser, url: str, shot: Shot, state: object) -> None:
    """One page in every size and theme."""
    for size, (width, height) in SIZES.items():
        for theme in ("light", "dark"):
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=theme,  # type: ignore[arg-type]
                has_touch=size == "phone",
                storage_state=state if shot.signed_in else None,  # type: ignore[arg-type]
            )
            page = context.new_page()
            page.goto(url + shot.path)
            page.wait_for_load_state("networkidle") if not shot.signed_in else page.wait_for_timeout(800)
            prepare(page, shot.prepare)
            target = CHECKOUT / "var" / "screenshots" / f"{shot.name}-{size}-{theme}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=target)
            if name := DOCUMENTED.get((shot.name, size, theme)):
                (CHECKOUT / "docs" / "images").mkdir(parents=True, exist_ok=True)
                shutil.copy(target, CHECKOUT / "docs" / "images" / name)
            context.close()


def prepare(page: Page, what: str) -> None:
    """Bring the page into the state worth a picture."""
    if what == "second" and page.viewport_size and page.viewport_size["width"] > 1000:
        page.locator(".rows .ticket").nth(1).click()
        page.wait_for_timeout(1000)
    elif what == "widget":
        page.wait_for_timeout(800)
        page.evaluate("window.Shopbell && window.Shopbell('open')")
        page.wait_for_timeout(1500)


if __name__ == "__main__":
    main()
