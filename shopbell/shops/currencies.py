"""Currencies as people choose them: those that are money somewhere today, by name."""

from __future__ import annotations

from functools import lru_cache

from babel.core import get_global
from babel.numbers import get_currency_name, get_territory_currencies

from shopbell.core.formats import locale
from shopbell.core.money import is_currency


def currency_choices() -> list[tuple[str, str]]:
    """Code and `Euro (EUR)` of every currency in use, sorted by name in the viewer's language."""
    return list(_choices(str(locale())))


def currency_of(country: str) -> str:
    """What a country pays with; empty when it is not known."""
    return next(filter(is_currency, get_territory_currencies(country)), "") if country else ""


@lru_cache(maxsize=50)
def _choices(language: str) -> tuple[tuple[str, str], ...]:
    codes = {code for country in get_global("territory_currencies") for code in get_territory_currencies(country)}
    named = ((code, f"{get_currency_name(code, locale=language)} ({code})") for code in codes if is_currency(code))
    return tuple(sorted(named, key=lambda pair: pair[1].casefold()))
