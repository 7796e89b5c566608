"""What `shopbell up` says on the terminal when its pages can be had."""

from __future__ import annotations

import json
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from shopbell.project.first_run import code


def announcement(url: str, *, here: str, host: str, data: Path) -> str:
    """`url` is the installation's own address, `here` the one for a browser on this machine, `host` what is bound."""
    return "\n".join(
        ["", f"Shopbell is open: {here}", *_way_in(url, host, data), f"Data: {data}", "Stop it with Ctrl-C.", ""]
    )


def first_run_link(url: str, *, host: str) -> list[str]:
    """The lines that lead the owner to the first-run page; none when it has served.

    The code is part of a link to this machine only: elsewhere the proxies on the way write addresses down.
    """
    waiting = code.waiting()
    if waiting is None:
        return []
    link = f"{url}/setup/"
    is_near = _is_loopback(urlsplit(url).hostname or "")
    lines = [
        "Nobody can sign in yet. Open this page and tell it your shop's name and a password for you:",
        f"  {link}?code={waiting}" if is_near else f"  {link}",
    ]
    if not is_near or not _is_loopback(host):
        lines.append(f"From another machine it asks for the set-up code: {waiting}")
    return lines


def _way_in(url: str, host: str, data: Path) -> Iterator[str]:
    yield from first_run_link(url, host=host)
    sign_in = data / "demo.json"
    if sign_in.exists():
        demo = json.loads(sign_in.read_text())
        yield f"Sign in to the demo shop as {demo['email']} with the password {demo['password']}"


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
