"""What people write: templates by language and reason, their slots, and the slips of real typing."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency

from shopbell.project.demo.catalogue import CARRIERS, Product
from shopbell.project.demo.people import Person
from shopbell.project.demo.times import Calendar

_FOLDER = Path(__file__).parent / "texts"
LANGUAGES = tuple(sorted(path.stem for path in _FOLDER.glob("*.txt")))
_POLITE = {"Sie", "Ihr", "Ihre", "Ihnen", "Ihres"}
_WORD = re.compile(r"[^\W\d_]{5,}")


@dataclass(frozen=True)
class Phrases:
    """The templates of one language: `sections[reason][kind]`, for instance `["where"]["ask"]`."""

    language: str
    sections: dict[str, dict[str, tuple[str, ...]]]

    def pick(self, section: str, kind: str, rng: random.Random, *, without: re.Pattern[str] | None = None) -> str:
        """One template; paragraphs are told apart by ` | ` in the file. `without` leaves some out if it can."""
        templates = self.sections[section][kind]
        fitting = [one for one in templates if not without or not without.search(one)]
        return rng.choice(fitting or templates).replace(" | ", "\n\n")

    def number(self, section: str, kind: str) -> int:
        """How many templates there are."""
        return len(self.sections[section][kind])


@lru_cache
def phrases(language: str) -> Phrases:
    """Read `texts/<language>.txt`."""
    sections: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    section = ""
    for line in (_FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line:
            kind, _, template = line.partition(": ")
            sections[section][kind].append(template)
    return Phrases(
        language,
        {name: {kind: tuple(templates) for kind, templates in kinds.items()} for name, kinds in sections.items()},
    )


@dataclass(frozen=True, slots=True)
class Slots:
    """What the templates of one ticket are filled with."""

    person: Person
    product: Product
    size: str
    size2: str
    colour: str
    order: str
    ordered_at: datetime
    calendar: Calendar
    agent: str = "Mara"
    _forms: dict[str, str] = field(default_factory=dict)

    def fill(self, template: str, at: datetime, answered: datetime | None = None) -> str:
        """The text, as it is written at that moment; `answered` is when the quoted mail was."""
        language = self.person.language
        words = {
            **self.product.forms(language),
            "name": self.person.name,
            "first": self.person.first,
            "city": self.person.city,
            "agent": self.agent,
            "order": self.order,
            "size": self.size,
            "size2": self.size2,
            "colour": self.colour,
            "carrier": CARRIERS.get(self.person.country, "Harrier"),
        }
        if "{price}" in template:
            words["price"] = format_currency(self.product.price / 100, "EUR", locale=language)
        if "{date}" in template:
            words["date"] = _day_of(self.ordered_at, language)
        if "{then}" in template:
            words["then"] = _day_of(answered or at, language)
        if "{day}" in template:
            soon = self.calendar.after(at, timedelta(hours=16))
            words["day"] = format_date(soon.astimezone(self.calendar.zone), "EEEE", locale=language)
        if "{open}" in template:
            opens = self.calendar.hours.opens_at(at) or at
            words["open"] = format_datetime(opens.astimezone(self.calendar.zone), "EEEE HH:mm", locale=language)
        return template.format_map(words)

    def by(self, agent: str) -> Slots:
        """The same with an agent who answers."""
        return replace(self, agent=agent)


def _day_of(at: datetime, language: str) -> str:
    return format_date(at, {"de": "d. MMMM"}.get(language, "d MMMM"), locale=language)


def quoted(attribution: str, text: str) -> str:
    """A text as mail programs quote it below an answer."""
    return "\n".join([attribution, *(f"> {line}".rstrip() for line in text.splitlines())])


def slipped(text: str, rng: random.Random) -> str:
    """The text with one to three typing errors; names and numbers stay right."""
    words = [found for found in _WORD.finditer(text) if found.group().islower()]
    chosen = rng.sample(words, min(rng.choice((1, 1, 2, 3)), len(words)))
    for found in sorted(chosen, key=lambda found: -found.start()):
        word, place = found.group(), rng.randrange(1, len(found.group()) - 2)
        match rng.randrange(3):
            case 0:
                word = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
            case 1:
                word = word[:place] + word[place + 1 :]
            case _:
                word = word[:place] + word[place] + word[place:]
        text = text[: found.start()] + word + text[found.end() :]
    return text


def sentence(text: str) -> str:
    """With a capital first letter: German openings go on in lower case after the greeting's comma."""
    return text[:1].upper() + text[1:]


def after_comma(text: str, language: str) -> str:
    """As it goes on after a greeting: in German in lower case, but for polite pronouns, sizes and numbers."""
    word = text.split(maxsplit=1)[0].strip(",.:")
    if language != "de" or word in _POLITE or not word[1:].islower():
        return text
    return text[:1].lower() + text[1:]
