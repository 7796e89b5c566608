from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError

from shopbell.shops.base import form_fields, initial_of, read_values, shown, values_of
from shopbell.shops.models import CustomField


def a_field(kind: str, **details: Any) -> CustomField:
    return CustomField(**{"key": kind, "label": kind.title(), "kind": kind, "applies_to": "customer", **details})


FIELDS = [
    a_field("text"),
    a_field("number"),
    a_field("date"),
    a_field("choice", choices=["Red", "Blue"]),
    a_field("checkbox"),
    a_field("url"),
]


def test_each_kind_is_kept_as_json() -> None:
    given = {
        "text": "  Hello \x00",
        "number": "12.50",
        "date": "2026-11-24",
        "choice": "Red",
        "checkbox": True,
        "url": "shop.example/a",
    }
    assert read_values(FIELDS, given) == {
        "text": "Hello \ufffd",
        "number": 12.5,
        "date": "2026-11-24",
        "choice": "Red",
        "checkbox": True,
        "url": "https://shop.example/a",
    }
    assert read_values(FIELDS, {"number": 7}) == {"number": 7}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("number", "many"),
        ("number", float("nan")),
        ("number", "1e30"),
        ("date", "2026-02-30"),
        ("choice", "Green"),
        ("checkbox", "maybe"),
        ("url", "javascript:alert(1)"),
        ("text", "x" * 501),
        ("text", ["a"]),
        ("text", {"a": 1}),
        ("nowhere", "x"),
    ],
)
def test_what_does_not_fit_is_refused_by_key(key: str, value: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        read_values(FIELDS, {key: value})
    assert list(refused.value.message_dict) == [key]


def test_a_change_leaves_the_others_and_empty_takes_away() -> None:
    present = {"text": "Hello", "number": 3, "archived": "still here"}
    assert read_values(FIELDS, {"text": None, "date": "2026-11-24"}, present=present) == {
        "number": 3,
        "date": "2026-11-24",
        "archived": "still here",
    }


def test_a_required_field_is_not_left_empty() -> None:
    required = [a_field("text", is_required=True), a_field("checkbox", is_required=True)]
    with pytest.raises(ValidationError) as refused:
        read_values(required, {"text": " "}, present={"text": "Hello"})
    assert refused.value.message_dict == {"text": ["Text must be filled in."]}
    assert read_values(required, {}, present={"text": "Hello"}) == {"text": "Hello"}


def test_a_form_asks_for_them_and_gives_them_back() -> None:
    class Form(forms.Form):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.fields |= form_fields(FIELDS)

    sent = {
        "custom_text": "a",
        "custom_number": "4",
        "custom_date": "2026-11-24",
        "custom_choice": "",
        "custom_url": "",
    }
    form = Form(sent, initial=initial_of({"text": "b"}))
    assert form.is_valid(), form.errors
    assert form["custom_text"].initial == "b"
    assert values_of(FIELDS, form.cleaned_data) == {
        "text": "a",
        "number": 4,
        "date": "2026-11-24",
        "checkbox": False,
    }


def test_values_are_said_as_people_read_them() -> None:
    said = [
        shown(field, value) for field, value in zip(FIELDS, ["a", 1234.5, "2026-11-24", "Red", True, None], strict=True)
    ]
    assert said == ["a", "1,234.5", "Tuesday, 24 November 2026", "Red", "Yes", ""]
