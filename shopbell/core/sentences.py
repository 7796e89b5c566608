"""Sentences that are stored: kept as their English source and values, said in the language of whoever reads them."""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.utils.translation import gettext

_MARK = '{"say": '


class Sentence(str):
    """A sentence in the language of now that remembers its source. Cutting or joining it gives plain text.

    `say("{host} lets us in.", host=host)`; modules import `say` as `_`, so that the words are found for translation.
    Values are text, numbers, or sentences themselves.
    """

    msgid: str
    values: dict[str, Any]

    def __new__(cls, msgid: str, **values: Any) -> Sentence:
        words = gettext(msgid)
        made = super().__new__(cls, words.format(**values) if values else words)
        made.msgid, made.values = msgid, values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.msgid,), self.values

    def __str__(self) -> str:
        """Itself: so `str(error)` of an exception that was given a sentence is still one."""
        return self


say = Sentence


def clip(text: str, longest: int) -> str:
    """Plain text cut at `longest` characters; a sentence stays whole, its values were cut where they came from."""
    return text if isinstance(text, Sentence) else text[:longest]


def to_data(text: str) -> Any:
    """The JSON of a text: itself, or source and values."""
    if isinstance(text, Sentence):
        return {"say": text.msgid, "with": {name: to_data(value) for name, value in text.values.items()}}
    return text


def of_data(data: Any) -> Any:
    """The text that `to_data` was given, in the language of now."""
    if isinstance(data, dict) and "say" in data:
        return Sentence(data["say"], **{name: of_data(value) for name, value in data.get("with", {}).items()})
    return data


def to_stored(text: str) -> str:
    """What is written into a text column. Plain text stays as it is, and never passes for a sentence."""
    if isinstance(text, Sentence):
        return json.dumps(to_data(text), ensure_ascii=False)
    return to_stored(Sentence("{text}", text=text)) if text.startswith(_MARK) else text


def of_stored(stored: str) -> str:
    """The text of such a column, in the language of now."""
    return str(of_data(json.loads(stored))) if stored.startswith(_MARK) else stored


class SentenceField(models.TextField):  # type: ignore[type-arg]
    """A column of sentences and plain texts: reading a row translates them."""

    def get_prep_value(self, value: Any) -> Any:
        prepared = value if isinstance(value, str) else super().get_prep_value(value)
        return to_stored(prepared) if isinstance(prepared, str) else prepared

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        return None if value is None else of_stored(value)
