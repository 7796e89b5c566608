from __future__ import annotations

from typing import Any

import pytest

from shopbell.channels.adapters.chat import Chat, identity_snippet, script_tag
from shopbell.channels.base import ChannelAdapter

GIVEN = {
    "ask_name": "off",
    "ask_email": "optional",
    "ask_order": "required",
    "position": "end",
    "theme": "auto",
    "continue_minutes": "10",
    "greeting_en": "Hello",
}


def form(initial: dict[str, Any] | None = None, **changes: str) -> Chat.Settings:
    return Chat.Settings({**GIVEN, **changes}, initial=initial or {})


def test_the_chat_is_found_by_its_kind_and_is_fetched_by_the_customer() -> None:
    assert ChannelAdapter.of("chat") is Chat
    assert Chat.capabilities.pulled is True


def test_origins_are_kept_as_origins() -> None:
    made = form(origins="https://shop.example/cart?x=1\nshop.example\nhttp://localhost:8021/x\nhttps://bücher.example")
    assert made.is_valid(), made.errors
    assert made.cleaned_data["origins"] == [
        "https://shop.example",
        "http://localhost:8021",
        "https://xn--bcher-kva.example",
    ]


@pytest.mark.parametrize(
    "line", ["javascript:alert(1)", "https://", "ftp://shop.example", "https://shop.example:99999", "shop"]
)
def test_a_line_that_is_no_web_address_is_refused_by_name(line: str) -> None:
    made = form(origins=line)
    assert not made.is_valid()
    assert made.errors["origins"][0].startswith(f"{line} is not a web address.")


def test_a_secret_is_made_once_and_not_replaced_by_what_the_page_sends() -> None:
    first = form()
    assert first.is_valid()
    made = first.cleaned_data["secret"]
    assert len(made) >= 43
    again = form({"secret": made}, secret="short")
    assert again.is_valid()
    assert again.cleaned_data["secret"] == made


def test_there_is_a_greeting_for_each_language() -> None:
    made = form(greeting_de="Moin")
    assert made.is_valid()
    assert (made.cleaned_data["greeting_en"], made.cleaned_data["greeting_de"]) == ("Hello", "Moin")
    assert made.fields["greeting_fr"].label == "Greeting in French"


def test_stored_settings_fill_the_form_again() -> None:
    made = Chat.Settings(initial={"origins": ["https://a.example", "https://b.example"], "hue": 30})
    assert made["origins"].value() == "https://a.example\nhttps://b.example"
    assert made["hue"].value() == 30


def test_a_hue_beyond_the_circle_is_refused() -> None:
    assert not form(hue="360").is_valid()
    assert form(hue="359").is_valid()
    assert form(hue="").is_valid()


def test_the_script_tag_is_one_line_with_our_address() -> None:
    assert script_tag("alder", "abc") == ('<script async src="http://testserver/s/alder/chat/abc/loader.js"></script>')


def test_the_snippet_signs_as_we_check() -> None:
    snippet = identity_snippet("key")
    assert "{customer.id}|{customer.email}|{exp}" in snippet
    assert 'hmac.new(b"key"' in snippet


def test_the_check_says_which_pages_may_show_it() -> None:
    assert Chat({"origins": ["https://shop.example"]}).check()[0].detail == "https://shop.example"
    assert Chat({}).check()[0].state == "warn"
