"""The customers: names as they are in their countries, addresses of nobody, and how often they write."""

from __future__ import annotations

import random
import unicodedata
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from shopbell.project.demo.names import PLACES, POOLS, TIMEZONES

_MAILBOXES = ("post.example", "mail.example", "inbox.example", "letters.example")
_SHARES = {"en": 0.55, "de": 0.25, "fr": 0.10, "es": 0.08, "ar": 0.02}
_COUNTRIES = {
    "en": (("IE", 60), ("GB", 28), ("SE", 5), ("NL", 5), ("IT", 2)),
    "de": (("DE", 76), ("AT", 15), ("CH", 9)),
    "fr": (("FR", 78), ("BE", 16), ("CH", 6)),
    "es": (("ES", 100),),
    "ar": (("DE", 60), ("GB", 40)),
}
_ASCII = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "ł": "l", "'": "", "’": "", " ": "", "-": ""})


@dataclass(slots=True, eq=False, kw_only=True)
class Person:
    """A customer; `is_proven` when their mail provider signs, so that the sender is confirmed."""

    key: str
    name: str
    email: str
    language: str
    country: str
    city: str
    phone: str = ""
    visitor: str = ""
    is_proven: bool = True
    since: datetime | None = None
    tickets: int = field(default=0)

    @property
    def first(self) -> str:
        return self.name.split()[0]

    @property
    def last(self) -> str:
        return self.name.split()[-1]

    @property
    def timezone(self) -> str:
        return TIMEZONES[self.country]


def shares(total: int) -> dict[str, int]:
    """How many of `total` speak each language."""
    counts = {language: int(total * share) for language, share in _SHARES.items()}
    counts["en"] += total - sum(counts.values())
    return counts


def crowd(total: int, rng: random.Random) -> list[Person]:
    """`total` different people; a few of them are one person with two addresses and one phone."""
    taken: Counter[str] = Counter()
    people = [
        _person(f"p{number}", language, rng, taken)
        for number, language in enumerate(language for language, count in shares(total).items() for _ in range(count))
    ]
    for twin in rng.sample(people, total * 3 // 100):
        other = rng.choice(people)
        if other.language == twin.language and other is not twin:
            twin.name, twin.phone = other.name, other.phone
    return people


def contacts(people: list[Person], total: int, rng: random.Random) -> list[Person]:
    """Who writes each of `total` tickets: of those who write at all, 60 % once, and a long tail often."""
    waiting = list(people)
    rng.shuffle(waiting)
    turns: list[Person] = []
    while len(turns) < total:
        person = waiting.pop() if waiting else rng.choice(people)
        times = 1 if rng.random() < 0.6 else min(1 + int(rng.paretovariate(1.4)), 14)
        turns += [person] * min(times, total - len(turns))
    rng.shuffle(turns)
    return turns


def _person(key: str, language: str, rng: random.Random, taken: Counter[str]) -> Person:
    countries, weights = zip(*_COUNTRIES[language], strict=True)
    country = rng.choices(countries, weights)[0]
    firsts, lasts = POOLS["ar" if language == "ar" else country]
    first, last = rng.choice(firsts), rng.choice(lasts)
    local = latin(first, last)
    taken[local] += 1
    number = "" if taken[local] == 1 else str(taken[local])
    return Person(
        key=key,
        name=f"{first} {last}",
        email=f"{local}{number}@{rng.choice(_MAILBOXES)}",
        language=language,
        country=country,
        city=rng.choice(PLACES[country]),
        phone=_phone(country, rng) if rng.random() < 0.35 else "",
        visitor=str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        is_proven=rng.random() < 0.8,
    )


def latin(first: str, last: str) -> str:
    """The local part of an address made of a name; names in Arabic letters get a made-up one."""
    parts = []
    for word in (first, last):
        plain = unicodedata.normalize("NFKD", word.lower().translate(_ASCII)).encode("ascii", "ignore").decode()
        parts.append(plain or f"k{sum(map(ord, word)) % 9000}")
    return ".".join(parts)


def _phone(country: str, rng: random.Random) -> str:
    """Numbers that the regulators keep free for films and books."""
    if country == "IE":
        return f"+3532091{rng.randrange(10_000, 100_000)}"
    if country == "GB":
        return f"+447700900{rng.randrange(1000):03}"
    if country == "FR":
        return f"+3363998{rng.randrange(10_000):04}"
    return f"+493023125{rng.randrange(1000):03}" if country == "DE" else ""
