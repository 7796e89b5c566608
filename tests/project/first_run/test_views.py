from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from shopbell.project.first_run import code
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent, Team

SAID = {
    "shop": "Müller & Söhne",
    "website": "mueller.example",
    "language": "de",
    "timezone": "Europe/Vienna",
    "currency": "EUR",
    "name": "Otto Müller",
    "email": "Otto@Mueller.example",
    "password": "a quiet long sentence",
}


@pytest.fixture(autouse=True)
def data(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHOPBELL_DATA", str(tmp_path))
    caches["shared"].clear()
    return tmp_path


@pytest.fixture
def with_code(client: Client) -> Client:
    """A browser that came by the link."""
    assert client.get(reverse("setup"), {"code": code.current()}).headers["Location"] == reverse("setup")
    return client


@pytest.mark.parametrize("address", ["/", "/desk/", "/desk/settings/people/", "/admin/", "/accounts/login/"])
def test_everything_of_the_desk_leads_to_the_first_run_page(client: Client, address: str) -> None:
    response = client.get(address, follow=True)
    assert response.redirect_chain[-1] == (reverse("setup"), 302)
    assert "Set-up code" in response.content.decode()


def test_without_the_code_there_is_no_form_and_nothing_is_made(client: Client) -> None:
    code.current()
    page = client.post(reverse("setup"), SAID)
    assert 'name="password"' not in page.content.decode()
    wrong = client.post(reverse("setup"), {"code": "abcd-efgh-jk23", **SAID})
    assert wrong.status_code == 422
    assert "This is not the code." in wrong.content.decode()
    assert client.get(reverse("setup"), {"code": ""}).status_code == 422
    assert not Agent.objects.exists()
    assert not Shop.objects.exists()


def test_a_removed_code_is_made_anew(client: Client) -> None:
    code.forget()
    assert client.get(reverse("setup")).status_code == 200
    assert code.waiting()


def test_codes_cannot_be_tried_without_end(client: Client) -> None:
    right = code.current()
    for _ in range(20):
        client.post(reverse("setup"), {"code": "abcd-efgh-jk23"})
    page = client.post(reverse("setup"), {"code": right})
    assert page.status_code == 422
    assert "That was a lot in a short time." in page.content.decode()


def test_the_shop_opens_and_its_owner_is_in(with_code: Client) -> None:
    response = with_code.post(reverse("setup"), SAID)
    assert response.headers["Location"] == "/desk/"
    shop, owner, team = Shop.objects.get(), Agent.objects.get(), Team.objects.get()
    assert (shop.slug, shop.name, shop.website) == ("muller-sohne", "Müller & Söhne", "https://mueller.example")
    assert (shop.language, shop.languages) == ("de", ["de"])
    assert (shop.timezone, shop.country, shop.currency) == ("Europe/Vienna", "AT", "EUR")
    assert list(shop.hours.values_list("weekday", "opens", "closes")) == [(d, time(9), time(17)) for d in range(5)]
    assert (owner.email, owner.name, owner.role) == ("otto@mueller.example", "Otto Müller", "owner")
    assert (owner.language, owner.timezone) == ("de", "Europe/Vienna")
    assert owner.check_password("a quiet long sentence")
    assert list(team.members.all()) == [owner]
    assert team.shop == shop
    assert int(with_code.session["_auth_user_id"]) == owner.pk
    assert with_code.get("/desk/").status_code == 200


def test_afterwards_the_page_is_gone_and_the_code_with_it(with_code: Client) -> None:
    with_code.post(reverse("setup"), SAID)
    assert code.waiting() is None
    for browser in (with_code, Client()):
        assert browser.get(reverse("setup")).status_code == 404
        assert browser.post(reverse("setup"), SAID).status_code == 404
    assert Client().get("/accounts/login/").status_code == 200
    assert Agent.objects.count() == 1


def test_a_code_left_behind_is_swept_up(client: Client, alice: Agent) -> None:
    code.current()
    assert client.get(reverse("setup")).status_code == 404
    assert code.waiting() is None


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("shop", "", "Write the name that your customers know."),
        ("name", " ", "Write your name; customers read the first part of it."),
        ("email", "otto@", "Enter a valid email address."),
        ("password", "short", "This password is too short."),
        ("password", "password123", "This password is too common."),
        ("password", "otto.muller@mueller", "The password is too similar to the E-mail."),
        ("timezone", "Europe/Atlantis", "Europe/Atlantis is not one of the available choices."),
        ("currency", "DEM", "DEM is not one of the available choices."),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays(with_code: Client, field: str, value: str, sentence: str) -> None:
    said = {**SAID, "email": "otto.muller@mueller.example", field: value}
    page = with_code.post(reverse("setup"), said)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    if field != "shop":
        assert 'value="Müller &amp; Söhne"' in page.content.decode()
    assert "a quiet long sentence" not in page.content.decode()
    assert not Agent.objects.exists()


def test_a_zone_knows_its_currency_for_the_page_to_suggest(with_code: Client) -> None:
    page = with_code.get(reverse("setup")).content.decode()
    assert re.search(r'<option value="Asia/Tokyo" data-currency="JPY">', page)
    assert re.search(r'<option value="UTC">', page)


def test_the_desk_of_a_new_shop_says_what_to_do_first(with_code: Client) -> None:
    with_code.post(reverse("setup"), {**SAID, "language": "en"})
    page = with_code.get("/desk/").content.decode()
    assert "The door is open, Otto" in page
    for name, args in (("channel_new", ["email"]), ("channel_new", ["chat"]), ("person_new", []), ("hours", [])):
        address = reverse(name, args=args)
        assert f'href="{address}"' in page
        assert with_code.get(address).status_code == 200


def test_only_somebody_switched_off_counts_as_nobody(
    client: Client, alice: Agent, a_message: Callable[..., Any]
) -> None:
    Agent.objects.update(is_active=False)
    assert client.get("/accounts/login/").headers["Location"] == reverse("setup")
