from shopbell.channels.adapters.form import ContactForm
from shopbell.channels.base import ChannelAdapter


def test_the_form_is_found_by_its_kind() -> None:
    assert ChannelAdapter.of("form") is ContactForm


def test_origins_are_kept_as_origins_and_the_rest_is_left_out() -> None:
    made = ContactForm.Settings({"origins": "shop.example/contact javascript:x"})
    assert made.is_valid()
    assert made.cleaned_data["origins"] == ["https://shop.example"]


def test_the_form_needs_nothing_from_outside() -> None:
    assert [step.state for step in ContactForm({}).check()] == ["ok"]
