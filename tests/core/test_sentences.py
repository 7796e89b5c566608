from __future__ import annotations

import copy

import pytest
from django.utils import translation

from shopbell.channels.models import ChannelAccount
from shopbell.core.sentences import Sentence, clip, of_data, of_stored, say, to_data, to_stored

# A sentence that the German catalogue has, and one that holds another.
NEW = "Not tested yet"


def test_a_sentence_is_stored_by_its_source_and_said_in_the_readers_language() -> None:
    with translation.override("de"):
        german = say(NEW)
        stored = to_stored(german)
    assert (german == NEW, stored) == (False, '{"say": "Not tested yet", "with": {}}')
    with translation.override("en"):
        assert of_stored(stored) == NEW
    with translation.override("de"):
        assert of_stored(stored) == german


def test_sentences_in_a_sentence_are_said_anew_too() -> None:
    with translation.override("de"):
        outer = say("Tried for two days without success: {why}", why=say(NEW))
    with translation.override("en"):
        assert of_data(to_data(outer)) == "Tried for two days without success: Not tested yet"


@pytest.mark.parametrize("text", ["", "550 No such user", "{why}", '{"say": "{x.__class__}", "with": {}}', '{"say": ['])
def test_plain_text_comes_back_as_it_went_in(text: str) -> None:
    assert of_stored(to_stored(text)) == text


def test_braces_in_values_are_not_filled_in() -> None:
    assert say("The test broke off: {why}", why="{why} {0}") == "The test broke off: {why} {0}"


def test_an_exception_that_carries_a_sentence_gives_it_back() -> None:
    found = str(ValueError(say(NEW)))
    assert isinstance(found, Sentence)
    assert (found.msgid, copy.deepcopy(found).msgid) == (NEW, NEW)


def test_cutting_is_for_plain_text() -> None:
    assert clip("abcdef", 3) == "abc"
    assert clip(say("Not tested yet"), 3) == "Not tested yet"


def test_a_row_speaks_the_language_in_which_it_is_read(mailbox: ChannelAccount) -> None:
    with translation.override("de"):
        mailbox.last_error = say(NEW)
        mailbox.save()
        german = str(mailbox.last_error)
    with translation.override("en"):
        assert ChannelAccount.objects.get(pk=mailbox.pk).last_error == NEW
        row = ChannelAccount.objects.get(pk=mailbox.pk)
        row.save()  # written back by somebody who reads English
    with translation.override("de"):
        assert ChannelAccount.objects.values_list("last_error", flat=True).get(pk=mailbox.pk) == german
