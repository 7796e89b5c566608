"""What a shop chose for its widget, read from the account with a default for everything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from shopbell.channels.models import ChannelAccount
from shopbell.shops.models import Shop

OFF, OPTIONAL, REQUIRED = "off", "optional", "required"
QUESTIONS = ("name", "email", "order")
THEMES = ("auto", "light", "dark")
POSITIONS = ("end", "start")
CONTINUE_MINUTES = 10


@dataclass(frozen=True)
class WidgetSettings:
    """`ask` says of each pre-chat question whether it is off, optional or required."""

    hue: int
    position: str
    theme: str
    origins: tuple[str, ...]
    secret: str
    continue_minutes: int
    ask: dict[str, str] = field(default_factory=dict)
    greetings: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, account: ChannelAccount) -> WidgetSettings:
        """Read an account; what is missing or odd falls back to the default."""
        stored: dict[str, Any] = account.settings or {}
        hue, minutes = stored.get("hue"), stored.get("continue_minutes")
        return cls(
            hue=hue if isinstance(hue, int) and 0 <= hue < 360 else account.shop.hue,
            position=_one_of(POSITIONS, stored.get("position")),
            theme=_one_of(THEMES, stored.get("theme")),
            origins=tuple(stored.get("origins") or ()),
            secret=str(stored.get("secret") or ""),
            continue_minutes=minutes if isinstance(minutes, int) and minutes > 0 else CONTINUE_MINUTES,
            ask={name: _one_of((OFF, OPTIONAL, REQUIRED), stored.get(f"ask_{name}")) for name in QUESTIONS},
            greetings={
                name.removeprefix("greeting_"): str(text)
                for name, text in stored.items()
                if name.startswith("greeting_") and text
            },
        )

    def greeting(self, language: str, shop: Shop) -> str:
        """The shop's greeting in a language, else in its own; empty when it wrote none."""
        return self.greetings.get(language) or self.greetings.get(shop.language, "")


def framing_origins(account: ChannelAccount) -> list[str]:
    """The pages that may show the widget: those the shop listed, else its website."""
    chosen = WidgetSettings.of(account).origins
    if chosen:
        return list(chosen)
    website = origin_of(account.shop.website)
    return [website] if website else []


def origin_of(address: str) -> str:
    """`https://shop.example` of any address below it; empty for what has no web origin."""
    parts = urlsplit(address.strip())
    try:
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    try:
        host = parts.hostname.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}"


def _one_of(choices: tuple[str, ...], value: object) -> str:
    return value if isinstance(value, str) and value in choices else choices[0]
