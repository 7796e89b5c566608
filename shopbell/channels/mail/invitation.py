"""The first event of an iCalendar file as a few words."""

from __future__ import annotations

import re

from shopbell.channels.mail.clean import clean_line
from shopbell.channels.mail.model import Calendar

_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d{0,2}(Z?))?")
_ESCAPES = re.compile(r"\\([nN,;\\])")


def read_calendar(text: str) -> Calendar | None:
    """The first VEVENT of `text`, or None when there is none."""
    fields: dict[str, tuple[str, str]] = {}
    inside = False
    for line in text[:100_000].replace("\n ", "").replace("\n\t", "").split("\n"):
        head, _, value = line.partition(":")
        name, _, parameters = head.partition(";")
        name = name.strip().upper()
        if name == "BEGIN":
            inside = inside or value.strip().upper() == "VEVENT"
        elif name == "END" and value.strip().upper() == "VEVENT":
            break
        elif inside or name == "METHOD":
            fields.setdefault(name, (parameters, value))
    if not inside:
        return None
    return Calendar(
        method=clean_line(fields.get("METHOD", ("", ""))[1], 30).lower(),
        summary=_words(fields, "SUMMARY"),
        start=_time(*fields.get("DTSTART", ("", ""))),
        end=_time(*fields.get("DTEND", ("", ""))),
        location=_words(fields, "LOCATION"),
        organizer=re.sub("(?i)^mailto:", "", _words(fields, "ORGANIZER")),
    )


def _words(fields: dict[str, tuple[str, str]], name: str) -> str:
    value = fields.get(name, ("", ""))[1]
    return clean_line(_ESCAPES.sub(lambda found: " " if found[1] in "nN" else found[1], value), 300)


def _time(parameters: str, value: str) -> str:
    found = _TIME.search(value)
    if found is None:
        return clean_line(value, 60)
    year, month, day, hour, minute, universal = found.groups()
    zone = re.search(r'TZID="?([^";:]{1,80})', parameters)
    written = f"{year}-{month}-{day}" + (f" {hour}:{minute}" if hour else "")
    suffix = " UTC" if universal else f" {zone.group(1)}" if zone and hour else ""
    return clean_line(written + suffix, 120)
