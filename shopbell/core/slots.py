"""Slots: places in a page that higher apps fill with fragments of their own."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

Panel = Callable[..., str]
_slots: defaultdict[str, list[tuple[int, str, Panel]]] = defaultdict(list)


def slot(name: str, *, order: int = 50) -> Callable[[Panel], Panel]:
    """Register a panel `(request, **context) -> html` for a slot; lower orders come first."""

    def register(panel: Panel) -> Panel:
        key = f"{panel.__module__}.{panel.__qualname__}"
        _slots[name] = sorted([p for p in _slots[name] if p[1] != key] + [(order, key, panel)], key=lambda p: p[:2])
        return panel

    return register


def fill(name: str, request: HttpRequest, **context: Any) -> SafeString:
    """The panels of a slot, rendered one after another."""
    return mark_safe("".join(panel(request, **context) for _, _, panel in _slots[name]))  # noqa: S308 (rendered templates)
