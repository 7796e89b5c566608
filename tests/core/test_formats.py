from datetime import UTC, datetime

import pytest
from django.utils import timezone, translation

from shopbell.core import clock, formats

AT = datetime(2026, 11, 24, 16, 13, 53, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "full", "day", "long_day"),
    [
        ("en", "24 Nov 2026, 16:13", "Tue 24 Nov", "Tuesday, 24 November 2026"),
        ("en-gb", "24 Nov 2026, 16:13", "Tue 24 Nov", "Tuesday, 24 November 2026"),
        ("de", "24. Nov. 2026, 16:13", "Di., 24. Nov.", "Dienstag, 24. November 2026"),
        ("fr", "24 nov. 2026, 16:13", "mar. 24 nov.", "mardi 24 novembre 2026"),
        ("ar", "24 نوفمبر 2026، 16:13", "الثلاثاء، 24 نوفمبر", "الثلاثاء، 24 نوفمبر 2026"),
        ("tlh", "24 Nov 2026, 16:13", "Tue 24 Nov", "Tuesday, 24 November 2026"),
    ],
)
def test_the_day_comes_first_and_the_clock_has_24_hours(language: str, full: str, day: str, long_day: str) -> None:
    with translation.override(language), timezone.override(UTC):
        assert (formats.full_time(AT), formats.day(AT), formats.long_day(AT.date())) == (full, day, long_day)


def test_a_list_says_time_weekday_or_date() -> None:
    with clock.frozen(AT), translation.override("en"), timezone.override(UTC):
        said = [formats.short_time(datetime(year, month, day, 9, 5, tzinfo=UTC)) for year, month, day in DAYS]
    assert said == ["09:05", "Sat", "3 Nov", "24 Dec 2025"]


DAYS = [(2026, 11, 24), (2026, 11, 21), (2026, 11, 3), (2025, 12, 24)]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.alder.example/cairn/?utm_source=x#top", "alder.example/cairn"),
        ("http://alder.example/", "alder.example"),
        ("alder.example", "alder.example"),
    ],
)
def test_a_web_address_is_said_as_people_say_it(url: str, name: str) -> None:
    assert formats.page_name(url) == name


def test_a_country_is_named_in_the_viewers_language() -> None:
    with translation.override("de"):
        assert [formats.country_name(code) for code in ("IE", "de", "", "??")] == ["Irland", "Deutschland", "", "??"]
