"""The catalogues are whole: German for everything, French and Spanish for what customers read."""

from __future__ import annotations

import io
import re
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext, ngettext, trans_real

from shopbell.project import prepare, words
from shopbell.staff.models import Agent

LOCALE = words.PACKAGE / "locale"
CUSTOMERS_READ = (
    "*/templates/*/customer/*",
    "*/templates/*/mail/*",
    "channels/actions/acknowledgement.py",
    "channels/actions/chat.py",
    "channels/actions/continuation.py",
    "channels/actions/visitors.py",
    "channels/chat/*",
    "channels/forms/contact.py",
    "channels/views/chat.py",
    "channels/views/form.py",
    "channels/views/storefront.py",
    "channels/views/widget*.py",
    "core/errors.py",
    "core/formats.py",
    "core/templates/[45]??.html",
    "core/templates/core/*refused.html",
    "core/throttle.py",
    "staff/actions/invitation.py",
    "tickets/errors.py",
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*(?::\w+)?\}")


@cache
def collected() -> Catalog:
    """What the code says now."""
    return words.collect()


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    """Django reads the compiled catalogues; those of an earlier test are forgotten."""
    prepare.compile_catalogues(LOCALE)
    vars(trans_real)["_translations"].clear()


def forms(of: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [of] if isinstance(of, str) else list(of or ())


def untranslated(language: str, wanted: list[Message]) -> list[str]:
    """The messages that a catalogue does not say, as somebody would search for them."""
    catalogue = words.read_catalogue(language)
    missing = []
    for message in wanted:
        written = catalogue.get(words.first(message.id), message.context)
        if written is None or not words.is_whole(written.string):
            missing.append(words.first(message.id))
    return missing


def for_customers(message: Message) -> bool:
    return any(fnmatch(path, pattern) for path, _ in message.locations for pattern in CUSTOMERS_READ)


def test_python_and_both_kinds_of_templates_are_collected() -> None:
    found = collected()
    assert "tickets/events.py" in dict(found["{by} left a note"].locations)
    assert "channels/templates/channels/customer/letter.html" in dict(found["Write to us"].locations)
    assert "staff/templates/staff/mail/password_link.txt" in dict(found["Hello %(name)s,"].locations)
    assert "project/django_templates/mfa/totp/activate_form.html" in dict(found["Code from the app"].locations)
    codes = found["%(left)s code is left for a day without them."]
    assert codes.id[1] == "%(left)s codes are left for a day without them."


def test_django_templates_of_any_shape_are_read() -> None:
    page = b"""<p>
      {% translate "It's open" as x %}<b>{{ n }} it's # 1 'quote</b>
   {% blocktranslate trimmed count n=n %}
      {{ n }} bell
    {% plural %}
      {{ n }} bells
    {% endblocktranslate %}
    {% comment %}an unfinished "string{% endcomment %}
    {% translate 'Door' context "shop" %}{% url "home" %}</p>"""
    found = [(name, said) for _, name, said, _ in words.extract_django(io.BytesIO(page), words.KEYWORDS, [], {})]
    assert found == [
        ("gettext", "It's open"),
        ("ngettext", ("%(n)s bell", "%(n)s bells", None)),
        ("pgettext", ("shop", "Door")),
    ]


def test_german_says_everything() -> None:
    assert untranslated("de", [message for message in collected() if message.id]) == []


@pytest.mark.parametrize("language", ["fr", "es"])
def test_customers_read_their_language(language: str) -> None:
    wanted = [message for message in collected() if message.id and for_customers(message)]
    assert len(wanted) > 100
    assert untranslated(language, wanted) == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_nothing_is_left_over_or_only_guessed(language: str) -> None:
    catalogue = words.read_catalogue(language)
    known = {(words.first(message.id), message.context) for message in collected() if message.id}
    left_over = [m.id for m in catalogue if m.id and (words.first(m.id), m.context) not in known]
    assert left_over == []
    assert list(catalogue.obsolete) == []
    assert [message.id for message in catalogue if message.fuzzy] == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_placeholders_agree(language: str) -> None:
    wrong = []
    for message in words.read_catalogue(language):
        allowed = [sorted(PLACEHOLDER.findall(said)) for said in forms(message.id)]
        for said in filter(None, forms(message.string) if message.id else []):
            if sorted(PLACEHOLDER.findall(said)) not in allowed:
                wrong.append(said)
    assert wrong == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_sentences_keep_their_edges(language: str) -> None:
    """A translation begins and ends with white space where its message does, and with none elsewhere."""
    wrong = []
    for message in words.read_catalogue(language):
        for said in filter(None, forms(message.string) if message.id else []):
            source = words.first(message.id)
            if (source[:1] == " ", source[-1:] == " ") != (said[:1] == " ", said[-1:] == " "):
                wrong.append(said)
    assert wrong == []


def test_collecting_again_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = words.catalogue_path("de").read_text(encoding="utf-8")
    target = tmp_path / "django.po"
    target.write_text(written, encoding="utf-8")
    monkeypatch.setattr(words, "catalogue_path", lambda language: target)
    assert words.update("de", collected()) == []
    assert target.read_text(encoding="utf-8") == written
    assert "@" not in written.split("\n\n", maxsplit=1)[0]


def test_python_speaks_german() -> None:
    with translation.override("de"):
        assert gettext("Waiting for customer") == "Wartet auf Antwort"
        assert ngettext("{n} day", "{n} days", 1).format(n=1) == "1 Tag"
        assert ngettext("{n} day", "{n} days", 3).format(n=3) == "3 Tage"
    with translation.override("fr"):
        assert ngettext("{n} day", "{n} days", 0).format(n=0) == "0 jour"
    with translation.override("es"):
        assert gettext("Write to us") == "Escríbanos"
        assert gettext("Assigned to") == "Assigned to"


@pytest.mark.django_db
def test_the_sign_in_page_speaks_german(client: Client, alice: Agent) -> None:
    page = client.get("/accounts/login/", headers={"accept-language": "de-DE,de;q=0.9"}).content.decode()
    assert "Bei Shopbell anmelden" in page
    assert "Die Glocke über der Ladentür" in page
    assert "Sign in" not in page


def test_the_desk_speaks_the_agents_german(client: Client, alice: Agent) -> None:
    alice.language = "de"
    alice.save()
    client.force_login(alice)
    page = client.get("/desk/").content.decode()
    assert '<html lang="de"' in page
    assert "Nicht zugewiesen" in page
    assert "Unassigned" not in page
