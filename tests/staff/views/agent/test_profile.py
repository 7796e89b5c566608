from django.test import Client
from django.urls import reverse

from shopbell.staff.models import Agent


def test_appearance_language_and_zone_are_ones_own(as_alice: Client, alice: Agent) -> None:
    data = {"name": "Alice A.", "language": "de", "timezone": "Europe/Berlin", "theme": "dark"}
    assert as_alice.post(reverse("profile"), data).status_code == 302
    alice.refresh_from_db()
    assert (alice.name, alice.language, alice.timezone, alice.theme) == ("Alice A.", "de", "Europe/Berlin", "dark")
    page = as_alice.get(reverse("profile")).content.decode()
    assert '<html lang="de" dir="ltr" data-theme="dark"' in page


def test_a_role_cannot_be_given_to_oneself(as_alice: Client, alice: Agent) -> None:
    data = {"name": "Alice", "language": "en", "timezone": "UTC", "theme": "", "role": "owner", "is_active": "on"}
    as_alice.post(reverse("profile"), data)
    alice.refresh_from_db()
    assert (alice.name, alice.role) == ("Alice", "agent")


def test_an_empty_name_is_refused_in_place(as_alice: Client) -> None:
    response = as_alice.post(reverse("profile"), {"name": "", "language": "en", "timezone": "Mars/Base", "theme": ""})
    assert response.status_code == 422
    page = response.content.decode()
    assert page.count('aria-invalid="true"') == 2
    assert page.count("autofocus") == 1


def test_availability_returns_to_where_it_was_set(as_alice: Client, alice: Agent) -> None:
    response = as_alice.post(reverse("availability"), {"availability": "away", "next": "/desk/settings/"})
    assert response.headers["Location"] == "/desk/settings/"
    alice.refresh_from_db()
    assert alice.availability == "away"


def test_availability_never_leads_elsewhere(as_alice: Client) -> None:
    response = as_alice.post(reverse("availability"), {"availability": "away", "next": "https://elsewhere.example/"})
    assert response.headers["Location"] == "/desk/"
