"""Text search configurations: one a language, all without stop words, all blind to accents (core migration 0003).

Without stop words each word of a text can be found, so that a phrase or a word of one language is never silently
dropped because another language has it for an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

SIMPLE = "shopbell_simple"
_SNOWBALL = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "ga": "irish",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
_JOINED = re.compile(r"[/_]|-(?=[0-9])")
CONFIGURATIONS = {language: f"shopbell_{stemmer}" for language, stemmer in _SNOWBALL.items()}


def configurations(languages: Iterable[str]) -> list[str]:
    """The configurations in which a word is looked for: unstemmed first, then those of the languages."""
    known = (CONFIGURATIONS.get(language.split("-")[0].lower()) for language in languages)
    return list(dict.fromkeys([SIMPLE, *(name for name in known if name)]))


def apart(text: str) -> str:
    """A text as its words are taken: `AF-10233` and `a/b_c` would else be one word, and -10233 a number below zero.

    The database's `shopbell_words` does the same.
    """
    return _JOINED.sub(" ", text)
