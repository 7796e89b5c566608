"""How pages say times, numbers and sizes: by Babel, in the viewer's language and zone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from babel import dates, numbers
from babel.core import Locale, UnknownLocaleError
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shopbell.core import clock, markup


def locale() -> Locale:
    """Babel's locale of the active language."""
    return _locale_of(translation.get_language() or "en")


# English without a country is the one most of the world writes: 24 November, 16:13.
_ENGLISH = "en-gb"


@lru_cache(maxsize=50)
def _locale_of(language: str) -> Locale:
    language = _ENGLISH if language == "en" else language
    try:
        return Locale.parse(translation.to_locale(language))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(translation.to_locale(_ENGLISH))


def clock_time(at: datetime) -> str:
    """`14:05`"""
    return f"{timezone.localtime(at):%H:%M}"


def short_time(at: datetime) -> str:
    """For lists: the time today, the weekday within a week, else the date."""
    local, today = timezone.localtime(at), timezone.localtime(clock.now())
    if local.date() == today.date():
        return f"{local:%H:%M}"
    if timedelta() <= today.date() - local.date() < timedelta(days=7):
        return _day_name(local.date(), "EEE", locale())
    return _day_name(local.date(), "MMMd" if local.year == today.year else "yMMMd", locale())


@lru_cache(maxsize=2000)  # lists show the same few days again and again
def _day_name(of: date, skeleton: str, where: Locale) -> str:
    return dates.format_date(of, skeleton, locale=where) if skeleton == "EEE" else _by_skeleton(of, skeleton, where)


def _by_skeleton(of: date, skeleton: str, where: Locale) -> str:
    return dates.format_skeleton(skeleton, datetime(of.year, of.month, of.day), locale=where)  # noqa: DTZ001


def day(at: datetime) -> str:
    """`Tue 17 Nov`"""
    return dates.format_skeleton("MMMEd", timezone.localtime(at), locale=locale())


def long_day(of: date) -> str:
    """`Friday, 25 December 2026`, of a date."""
    return dates.format_date(of, "full", locale=locale())


def full_time(at: datetime) -> str:
    """`24 Nov 2026, 16:13`, for titles and details."""
    local, where = timezone.localtime(at), locale()
    date_and_time = str(dates.get_datetime_format("medium", locale=where))
    return date_and_time.format(f"{local:%H:%M}", _day_name(local.date(), "yMMMd", where))


def by_when(at: datetime, zone: Any = None) -> str:
    """A promise as people say it: `today by 17:00`, `Wed 10:00`. `zone` is the reader's."""
    local, today = timezone.localtime(at, zone), timezone.localtime(clock.now(), zone)
    time = dates.format_time(local, "HH:mm", locale=locale())
    if local.date() == today.date():
        return _("today by {time}").format(time=time)
    if local.date() == today.date() + timedelta(days=1):
        return _("tomorrow by {time}").format(time=time)
    name = dates.format_skeleton("MMMEd", local, locale=locale())
    return _("{day} by {time}").format(day=name, time=time)


def ago(at: datetime | None) -> str:
    """`2 minutes ago`; `never` for None."""
    if at is None:
        return _("never")
    return dates.format_timedelta(at - clock.now(), add_direction=True, locale=locale())


def duration(of: timedelta) -> str:
    """`22 min`, `1 h 10`, `3 days`"""
    minutes = max(int(of.total_seconds() // 60), 0)
    if minutes < 60:
        return _("{n} min").format(n=minutes)
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return _("{h} h {m:02}").format(h=hours, m=minutes) if minutes else _("{h} h").format(h=hours)
    return ngettext("{n} day", "{n} days", hours // 24).format(n=hours // 24)


def since(start: datetime, end: datetime) -> str:
    """How long from `start` to `end`."""
    return duration(end - start)


def is_soon(at: datetime, now: datetime) -> bool:
    """Whether less than half an hour is left."""
    return at - now < timedelta(minutes=30)


def first_word(text: str) -> str:
    """The first word, for instance of a name."""
    return text.split(" ", 1)[0]


def page_name(url: str) -> str:
    """A web address as people say it: `alder.example/cairn`."""
    return url.split("://", 1)[-1].removeprefix("www.").split("?", 1)[0].split("#", 1)[0].rstrip("/")


def iso(at: datetime) -> str:
    """For `datetime` attributes."""
    return at.isoformat()


def seconds_long(seconds: int) -> str:
    """`8 s`, else as `duration` says it."""
    return _("{n} s").format(n=seconds) if seconds < 60 else duration(timedelta(seconds=seconds))


def number(value: float) -> str:
    """A number with the language's separators."""
    if isinstance(value, int) and -1000 < value < 1000:
        return str(value)
    return numbers.format_decimal(value, locale=locale())


def file_size(size: int) -> str:
    """`1.2 MB`"""
    amount = float(size)
    for unit in ("B", "kB", "MB"):
        if amount < 1000:
            rounded = round(amount, 1 if amount < 10 and unit != "B" else 0)
            return f"{numbers.format_decimal(rounded, locale=locale())} {unit}"
        amount /= 1000
    return f"{numbers.format_decimal(round(amount, 1), locale=locale())} GB"


def initials(name: str) -> str:
    """Up to two letters for an avatar."""
    words = [word for word in name.replace("@", " ").split() if word[:1].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper() or "?"


def language_name(code: str) -> str:
    """`German`, in the viewer's language; the code itself when nobody knows it."""
    return str(locale().languages.get(code.split("-", maxsplit=1)[0], code))


def country_name(code: str) -> str:
    """`Ireland`, in the viewer's language; the code itself when nobody knows it."""
    return str(locale().territories.get(code.upper(), code))


@lru_cache(maxsize=5000)
def hue(name: str) -> int:
    """A steady hue, 0 to 359, made from a name."""
    return int.from_bytes(hashlib.blake2s(name.encode(), digest_size=2).digest()) % 360


FILTERS: dict[str, Callable[..., Any]] = {
    "clock_time": clock_time,
    "short_time": short_time,
    "day": day,
    "long_day": long_day,
    "full_time": full_time,
    "by_when": by_when,
    "ago": ago,
    "duration": duration,
    "seconds_long": seconds_long,
    "number": number,
    "file_size": file_size,
    "initials": initials,
    "hue": hue,
    "since": since,
    "is_soon": is_soon,
    "first_word": first_word,
    "page_name": page_name,
    "iso": iso,
    "language_name": language_name,
    "country_name": country_name,
    "paragraphs": markup.paragraphs,
    "markdown": markup.markdown,
    "mentions": markup.mentions,
}
