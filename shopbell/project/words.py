"""The catalogues of words: what the code says, collected by Babel without noise in the diff."""

from __future__ import annotations

import io
import sys
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
LANGUAGES = ("de", "fr", "es")
KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
_HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: Shopbell\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""


def extract_django(fileobj: IO[bytes], keywords: Any, comment_tags: Collection[str], options: Any) -> Iterator[Any]:
    """Babel's extractor for Django templates: Django turns them into calls of gettext, among placeholders."""
    calls = templatize(fileobj.read().decode())
    bracketed = f"({calls}\n)"  # so that the indentation of HTML means nothing to Python
    yield from extract_python(io.BytesIO(bracketed.encode()), keywords, comment_tags, options)


def collect(package: Path = PACKAGE) -> Catalog:
    """Every message of the package, and in `locations` the files that say it. Needs the checkout's babel.cfg."""
    configuration = package.parent / "babel.cfg"
    with configuration.open(encoding="utf-8") as source:
        methods, options = parse_mapping_cfg(source, filename=str(configuration))  # type: ignore[no-untyped-call]
    found = Catalog(charset="utf-8")
    for name, line, message, comments, context in extract_from_dir(
        str(package), methods, options, keywords=KEYWORDS, strip_comment_tags=True
    ):
        found.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return found


@cache
def catalogue_path(language: str) -> Path:
    """Where the words of a language are."""
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def read_catalogue(language: str) -> Catalog:
    """The translations as they are written now; none in a new language."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as source:
        return read_po(source, locale=language)


def write_catalogue(catalogue: Catalog, language: str) -> None:
    """Sorted, without places, dates and people, so that only words make a difference."""
    text = io.BytesIO()
    write_po(text, catalogue, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    header = _HEADER.format(language=language, plural=catalogue.plural_forms)
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(header.encode() + text.getvalue())


def update(language: str, found: Catalog) -> list[str]:
    """Bring a catalogue up to what was found; the messages that it does not translate."""
    catalogue = read_catalogue(language)
    catalogue.update(found, no_fuzzy_matching=True)
    write_catalogue(catalogue, language)
    return [first(message.id) for message in catalogue if message.id and not is_whole(message.string)]


def first(message: str | tuple[str, ...] | list[str]) -> str:
    """A message by its singular."""
    return message if isinstance(message, str) else message[0]


def is_whole(translation: str | tuple[str, ...] | list[str] | None) -> bool:
    """Whether every form is written."""
    if not translation or isinstance(translation, str):
        return bool(translation)
    return all(translation)


def main() -> None:
    """Update every catalogue, or those that are named, and say what is missing."""
    found = collect()
    for language in sys.argv[1:] or LANGUAGES:
        missing = update(language, found)
        print(f"{language}: {len(missing)} without a translation")


if __name__ == "__main__":
    main()
