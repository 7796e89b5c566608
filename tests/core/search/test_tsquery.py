"""Terms become the database's query: any language's form of a word, all terms together."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopbell.core.search import configurations, parse, to_tsquery

pytestmark = pytest.mark.django_db
EN_DE = configurations(["en", "de"])


def matches(search: str, text: str, language: str = "en") -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shopbell_words(%s, '', %s) @@ %s::tsquery", [language, text, to_tsquery(parse(search).terms, EN_DE)]
        )
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("search", "text", "language", "found"),
    [
        ("refunds", "I want a refund", "en", True),
        ("bestellung", "Alle Bestellungen sind da", "de", True),
        ("bestellungen", "Meine Bestellung", "de", True),
        ("größe", "Die grosse Grosse Größe", "de", True),
        ("Grosse", "Die Große", "de", True),
        ("cafe", "Ein Café", "de", True),
        ("the", "where is the parcel", "en", True),
        ("die", "wo ist die Tasse", "de", True),
        ('"not delivered"', "it was not delivered", "en", True),
        ('"not delivered"', "delivered, not lost", "en", False),
        ("mug -blue", "a blue mug", "en", False),
        ("mug -blue", "a red mug", "en", True),
        ("AF-10233", "order AF-10233 please", "en", True),
        ("10233", "order AF-10233 please", "en", True),
        ("10233", "order 2026/AF_10233", "en", True),
        ("AF_10233", "order AF-10233 please", "en", True),
        ("ada@post.example", "write to ada@post.example", "en", True),
        ("deliv*", "no delivery yet", "en", True),
        ("tasse", "die Tassen", "", False),
        ("tassen", "die Tassen", "", True),
        ("de'l*", "the del", "en", False),
    ],
)
def test_what_is_found(search: str, text: str, language: str, found: bool) -> None:
    assert matches(search, text, language) is found


def test_nothing_to_look_for_is_an_empty_query() -> None:
    assert to_tsquery(parse("-only").terms, EN_DE) == ""
    assert to_tsquery(parse("").terms, EN_DE) == ""


def test_a_language_without_stemmer_is_looked_for_as_it_stands() -> None:
    assert configurations(["pl", "de-AT", "en"]) == ["shopbell_simple", "shopbell_german", "shopbell_english"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.text(max_size=60))
def test_no_text_breaks_the_query(text: str) -> None:
    query = to_tsquery(parse(text).terms, EN_DE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_tsvector('simple', 'x') @@ %s::tsquery", [query])
        assert cursor.fetchone()[0] in (True, False)
