"""What is typed is understood: words, phrases, exclusions, beginnings, filters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopbell.core.search.syntax import LONGEST, MOST_TERMS, Filter, Term, Wish, last_word, parse

KEYS = {"status", "from"}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("refund", [Term("refund")]),
        ("  blue   mug ", [Term("blue"), Term("mug")]),
        ('"not delivered" late', [Term("not delivered"), Term("late")]),
        ("„nicht da“ “not here” «pas là»", [Term("nicht da"), Term("not here"), Term("pas là")]),
        ("mug -spam", [Term("mug"), Term("spam", is_excluded=True)]),
        ('mug -"red one"', [Term("mug"), Term("red one", is_excluded=True)]),
        ("deliv*", [Term("deliv", is_beginning=True)]),
        ("a - b", [Term("a"), Term("b")]),
        ("https://shop.example/x 10:30", [Term("https://shop.example/x"), Term("10:30")]),
        ("AF-10233", [Term("AF-10233")]),
        ('"never ends', [Term("never ends")]),
        ("one\ttwo\nthree", [Term("one"), Term("two"), Term("three")]),
        ('"" * - ??', []),
        ("nul\0byte", [Term("nul"), Term("byte")]),
    ],
)
def test_words(text: str, terms: list[Term]) -> None:
    assert parse(text, keys=KEYS) == Wish(tuple(terms))


def test_filters_stand_apart_from_words() -> None:
    wish = parse('mug status:open -from:"Ada Lovelace" status: STATUS:Closed colour:blue', keys=KEYS)
    assert wish.terms == (Term("mug"), Term("colour:blue"))
    assert wish.filters == (
        Filter("status", "open"),
        Filter("from", "Ada Lovelace", is_excluded=True),
        Filter("status", "Closed"),
    )
    assert wish.words == "mug colour:blue"


def test_what_is_too_long_is_cut_and_said() -> None:
    wish = parse(" ".join(f"w{n}" for n in range(30)))
    assert len(wish.terms) == MOST_TERMS
    assert wish.was_cut
    assert parse("x" * (LONGEST + 1)).was_cut
    assert not parse("x" * LONGEST).was_cut


@given(st.text(max_size=700))
def test_every_text_is_understood_somehow(text: str) -> None:
    wish = parse(text, keys=KEYS)
    assert len(wish.terms) + len(wish.filters) <= MOST_TERMS
    assert all(any(letter.isalnum() for letter in term.text) for term in wish.terms)
    assert all(one.key in KEYS and one.value for one in wish.filters)


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("", ("", "")),
        ("mug", ("", "mug")),
        ("mug ", ("mug ", "")),
        ("mug status:o", ("mug ", "status:o")),
        ('mug from:"Ada L', ("mug ", 'from:"Ada L')),
        ('-from:"Ada L', ("", '-from:"Ada L')),
        ('"blue mug" x', ('"blue mug" ', "x")),
        ('5" x', ('5" ', "x")),
    ],
)
def test_the_last_word_stands_apart(text: str, parted: tuple[str, str]) -> None:
    assert last_word(text) == parted


def test_a_filter_is_written_as_it_is_read() -> None:
    for one in (Filter("from", "Ada Lovelace", is_excluded=True), Filter("status", "open")):
        assert parse(one.written, keys=KEYS).filters == (one,)
