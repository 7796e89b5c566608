"""Time zones as people choose them: `Europe/Dublin`, sorted, without the aliases of old days."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import available_timezones

from babel.core import get_global

_REGIONS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@lru_cache(maxsize=1)
def zone_choices() -> list[tuple[str, str]]:
    """Value and label of every zone of a region, and UTC."""
    names = sorted(name for name in available_timezones() if name.split("/", maxsplit=1)[0] in _REGIONS)
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


def country_of(zone: str) -> str:
    """The country in which a zone lies, as two letters; empty for UTC and for zones nobody lives in."""
    found = str(get_global("zone_territories").get(zone, ""))
    return found if len(found) == 2 else ""
