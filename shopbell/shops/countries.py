"""Countries as people choose them."""

from __future__ import annotations

from shopbell.core.formats import locale

_NONE = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}


def country_choices() -> list[tuple[str, str]]:
    """Codes and names of all countries, sorted by name in the viewer's language."""
    names = locale().territories
    found = [(code, name) for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in _NONE]
    return sorted(found, key=lambda pair: pair[1])
