"""What somebody typed into a search field: words, "phrases", -exclusions, beginnings*, and filters like status:open."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

MOST_TERMS = 16
LONGEST = 500
_PAIRS = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "”": "”"}
_OPEN = "".join(_PAIRS)
_KEY = re.compile(r"([^\W\d_]+):")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that must occur, or must not; `is_beginning` finds every word that begins so."""

    text: str
    is_excluded: bool = False
    is_beginning: bool = False

    @property
    def written(self) -> str:
        """As one types it."""
        is_phrase = any(character.isspace() or character == ":" for character in self.text)
        text = f'"{self.text}"' if is_phrase else f"{self.text}{'*' if self.is_beginning else ''}"
        return f"{'-' if self.is_excluded else ''}{text}"


@dataclass(frozen=True, slots=True)
class Filter:
    """`key:value`, or `-key:value` for all but those."""

    key: str
    value: str
    is_excluded: bool = False

    @property
    def written(self) -> str:
        """As one types it; in quotes where the value has blanks."""
        value = f'"{self.value}"' if any(character.isspace() for character in self.value) else self.value
        return f"{'-' if self.is_excluded else ''}{self.key}:{value}"


@dataclass(frozen=True, slots=True)
class Wish:
    """A search, understood. `was_cut` tells that it was too long and its end left out."""

    terms: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()
    was_cut: bool = False

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms that must occur."""
        return tuple(term for term in self.terms if not term.is_excluded)

    @property
    def words(self) -> str:
        """The wanted terms as plain text."""
        return " ".join(term.text for term in self.wanted)


def parse(text: str, *, keys: Container[str] = ()) -> Wish:
    """Read a search. `keys` are the filters there are; `https://…` or `10:30` stay words."""
    terms: list[Term] = []
    filters: list[Filter] = []
    rest = text.replace("\0", " ")[:LONGEST].strip()
    while rest and len(terms) + len(filters) < MOST_TERMS:
        is_excluded = rest[0] in "-−" and len(rest) > 1 and not rest[1].isspace()
        rest = rest[1:] if is_excluded else rest
        key = _KEY.match(rest)
        if key and key[1].lower() in keys:
            value, _is_phrase, rest = _token(rest[key.end() :])
            if value:
                filters.append(Filter(key[1].lower(), value, is_excluded))
        else:
            word, is_phrase, rest = _token(rest)
            is_beginning = not is_phrase and word.endswith("*")
            word = word.rstrip("*") if is_beginning else word
            if any(character.isalnum() for character in word):
                terms.append(Term(word, is_excluded, is_beginning))
        rest = rest.lstrip()
    return Wish(tuple(terms), tuple(filters), was_cut=bool(rest) or len(text.strip()) > LONGEST)


def last_word(text: str) -> tuple[str, str]:
    """What stands before the last word, and that word as far as it is written; it may have an open quote."""
    start = 0
    closing = ""
    for place, character in enumerate(text):
        if closing:
            closing = "" if character in closing else closing
        elif character in _PAIRS and (place == start or text[place - 1] in ":-"):
            closing = _PAIRS[character]
        elif character.isspace():
            start = place + 1
    return text[:start], text[start:]


def _token(rest: str) -> tuple[str, bool, str]:
    """The next word or phrase, whether it was a phrase, and what follows. A quote that never ends takes the rest."""
    if rest and rest[0] in _OPEN:
        closing = _PAIRS[rest[0]]
        end = next((place for place, sign in enumerate(rest) if place and sign in closing), len(rest))
        return rest[1:end].strip(), True, rest[end + 1 :]
    word, _space, after = rest.partition(" ") if " " in rest else (rest, "", "")
    pieces = word.split(maxsplit=1)  # other white space than a blank
    if len(pieces) == 2:
        return pieces[0], False, f"{pieces[1]} {after}"
    return (pieces[0] if pieces else ""), False, after
