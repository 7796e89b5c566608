"""Icons of the lucide set, as they stand in pages and in what scripts draw."""

from __future__ import annotations

from functools import lru_cache

from lucide.jinja import lucide
from markupsafe import Markup


@lru_cache(maxsize=500)  # drawing one walks an XML tree; a list draws two a row
def icon(name: str, css: str = "icon", label: str = "") -> Markup:
    """An icon of the lucide set; without a label it is hidden from screen readers."""
    spoken: dict[str, object] = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    return Markup(lucide(name, size=None, stroke_width=1.75, **{"class": css}, **spoken))  # noqa: S704 (package data)
