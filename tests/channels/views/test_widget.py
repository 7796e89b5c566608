from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from django.test import Client

import shopbell
from shopbell.channels.models import ChannelAccount

PACKAGE = Path(shopbell.__file__).parent


def address(account: ChannelAccount, path: str) -> str:
    return f"/s/{account.shop.slug}/chat/{account.public_id}/{path}"


def policy(header: str) -> dict[str, str]:
    return dict(part.strip().partition(" ")[::2] for part in header.split(";"))


def test_only_the_listed_origins_may_frame_the_chat(widget: ChannelAccount, client: Client) -> None:
    widget.settings = {"origins": ["https://shop.example", "https://www.shop.example:8443"]}
    widget.save()
    response = client.get(address(widget, "frame/"))
    assert "X-Frame-Options" not in response
    ours = policy(response["Content-Security-Policy"])
    assert ours["frame-ancestors"] == "'self' https://shop.example https://www.shop.example:8443"


def test_without_a_list_the_shops_website_may(widget: ChannelAccount, client: Client) -> None:
    response = client.get(address(widget, "frame/"))
    ancestors = policy(response["Content-Security-Policy"])["frame-ancestors"]
    assert ancestors == "'self' https://alderandflax.example"


def test_the_rest_of_the_policy_stays_strict(widget: ChannelAccount, client: Client) -> None:
    ours = policy(client.get(address(widget, "frame/"))["Content-Security-Policy"])
    assert (ours["script-src"], ours["style-src"], ours["connect-src"], ours["default-src"]) == ("'self'",) * 4


def test_other_pages_of_the_widget_cannot_be_framed(widget: ChannelAccount, client: Client) -> None:
    response = client.get(address(widget, "loader.js"))
    assert policy(response["Content-Security-Policy"])["frame-ancestors"] == "'none'"


def test_the_frame_speaks_the_language_asked_for(widget: ChannelAccount, client: Client) -> None:
    for wanted, spoken in (("de", "de"), ("de-AT", "de"), ("xx", "en"), ("fr", "en"), ("", "en")):
        page = client.get(address(widget, "frame/"), {"lang": wanted}).content.decode()
        assert f'<html lang="{spoken}" dir="ltr"' in page


def test_the_greeting_is_the_shops_own(widget: ChannelAccount, client: Client) -> None:
    widget.settings = {"greeting_en": "Hello <friend>", "greeting_de": "Moin"}
    widget.save()
    assert "Hello &lt;friend&gt;" in client.get(address(widget, "frame/")).content.decode()
    assert "Moin" in client.get(address(widget, "frame/"), {"lang": "de"}).content.decode()


def test_colour_and_theme_are_the_accounts_choice(widget: ChannelAccount, client: Client) -> None:
    widget.settings = {"hue": 30, "theme": "dark"}
    widget.save()
    page = client.get(address(widget, "frame/")).content.decode()
    assert 'data-theme="dark" style="--shop-hue:30"' in page


@pytest.mark.parametrize(
    "settings", [{"hue": 999, "theme": "pink", "ask_name": 7}, {"hue": "30"}, {"continue_minutes": "soon"}, {}]
)
def test_odd_settings_fall_back_to_the_shops(
    widget: ChannelAccount, client: Client, settings: dict[str, object]
) -> None:
    widget.settings = settings
    widget.save()
    page = client.get(address(widget, "frame/")).content.decode()
    assert '<html lang="en" dir="ltr" style="--shop-hue:178">' in page


def test_the_questions_before_the_chat_are_those_switched_on(widget: ChannelAccount, client: Client) -> None:
    assert "data-questions" not in client.get(address(widget, "frame/")).content.decode()
    widget.settings = {"ask_email": "required", "ask_order": "optional"}
    widget.save()
    page = client.get(address(widget, "frame/")).content.decode()
    assert 'id="ask-name"' not in page
    assert 'id="ask-email" name="email" aria-describedby="ask-email-error" maxlength="200" required' in page
    assert 'id="ask-order" name="order" aria-describedby="ask-order-error" maxlength="200" autocomplete' in page


def test_no_page_sets_a_cookie(widget: ChannelAccount, client: Client) -> None:
    for path in ("frame/", "loader.js", "status/"):
        assert not client.get(address(widget, path)).cookies


def test_the_loader_is_cached_shortly_and_may_be_fetched_by_any_page(widget: ChannelAccount, client: Client) -> None:
    response = client.get(address(widget, "loader.js"))
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=300"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_the_loader_carries_the_accounts_choice_and_nothing_secret(widget: ChannelAccount, client: Client) -> None:
    widget.settings = {"secret": "s3cret-s3cret", "position": "start", "hue": 30}
    widget.save()
    script = client.get(address(widget, "loader.js")).content.decode()
    config = json.loads(script[script.rindex("})(") + 3 : script.rindex(")")])
    assert (config["side"], config["hue"], config["id"]) == ("start", 30, widget.public_id)
    assert config["frame"] == f"http://testserver/s/alder/chat/{widget.public_id}/frame/"
    assert set(config["words"]) == {"en", "de"}
    assert "s3cret" not in script


def test_a_widget_that_is_off_loads_nothing(widget: ChannelAccount, client: Client) -> None:
    ChannelAccount.objects.update(is_active=False)
    assert client.get(address(widget, "loader.js")).status_code == 404


def test_the_loader_takes_three_kilobytes_at_most(widget: ChannelAccount, client: Client) -> None:
    response = client.get(address(widget, "loader.js"), headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content).startswith(b"(//")
    assert len(response.content) <= 3072


def test_every_module_of_the_chat_is_fetched_at_once(widget: ChannelAccount, client: Client) -> None:
    page = client.get(address(widget, "frame/")).content.decode()
    fetched = re.findall(r'<link rel="modulepreload" href="/static/channels/chat/([^"]+)">', page)
    modules = [module.name for module in (PACKAGE / "channels" / "static" / "channels" / "chat").glob("*.js")]
    assert sorted(fetched) == sorted(modules) != []


def test_all_scripts_together_take_twenty_kilobytes_at_most() -> None:
    own = PACKAGE / "channels" / "static" / "channels"
    scripts = [
        own / "loader.js",
        own / "widget.js",
        *(own / "chat").glob("*.js"),
        PACKAGE / "core" / "static" / "core" / "stream.js",
    ]
    assert len(scripts) > 10
    assert sum(len(gzip.compress(script.read_bytes(), 9)) for script in scripts) <= 20_000
