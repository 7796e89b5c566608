from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from shopbell.core import clock
from shopbell.core.actor import SYSTEM
from shopbell.customers.actions import notes
from shopbell.customers.actions.profile import change
from shopbell.customers.models import Consent, Customer, CustomerNote
from shopbell.customers.queries import Filter, list_customers, timeline
from shopbell.shops.models import CustomField
from shopbell.staff.models import Agent
from shopbell.tickets.models import Message, Ticket
from shopbell.tickets.schedule import count_contacts


@pytest.fixture
def mia(ticket: Ticket) -> Customer:
    assert ticket.customer
    return ticket.customer


def _profile(**details: str) -> dict[str, str]:
    return {"name": "Mia Moor", "language": "", "timezone": "", "city": "", "country": "", "tags": "", **details}


def test_everything_is_edited_on_one_page(as_alice: Client, mia: Customer) -> None:
    CustomField.objects.create(
        applies_to="customer", key="size", label="Shoe size", kind="number", created_at=clock.now()
    )
    sent = _profile(
        name=" Mia\n Moor-Lang ",
        language="de",
        timezone="Europe/Berlin",
        city="Kiel",
        country="DE",
        tags="Linen, Wholesale ,Linen",
        is_vip="on",
        wants_large_text="on",
        custom_size="38",
    )
    assert as_alice.post(reverse("customer_edit", args=[mia.public_id]), sent).status_code == 302
    mia.refresh_from_db()
    assert (mia.name, mia.language, mia.timezone, mia.city, mia.country) == (
        "Mia Moor-Lang",
        "de",
        "Europe/Berlin",
        "Kiel",
        "DE",
    )
    assert (mia.tags, mia.is_vip, mia.wants_plain_text, mia.wants_large_text, mia.custom) == (
        ["Linen", "Wholesale"],
        True,
        False,
        True,
        {"size": 38},
    )
    page = as_alice.get(reverse("customer", args=[mia.public_id])).content.decode()
    for words in ("Shoe size", "38", "German", "large text", "Alice Archer", "VIP", "Kiel, Germany"):
        assert words in page


def test_what_is_wrong_comes_back_and_changes_nothing(as_alice: Client, mia: Customer) -> None:
    CustomField.objects.create(
        applies_to="customer", key="size", label="Size", kind="number", is_required=True, created_at=clock.now()
    )
    for wrong in ({"custom_size": "many"}, {"custom_size": ""}, {"custom_size": "3", "country": "XX"}):
        answer = as_alice.post(reverse("customer_edit", args=[mia.public_id]), _profile(name="Other", **wrong))
        assert answer.status_code == 422
    mia.refresh_from_db()
    assert (mia.name, mia.custom) == ("Mia Moor", {})


def test_notes_and_consents_stand_on_the_page(as_alice: Client, mia: Customer) -> None:
    as_alice.post(reverse("customer_note_add", args=[mia.public_id]), {"text": "Rings <b>twice</b>"})
    note = CustomerNote.objects.get()
    assert note.author
    assert note.author.name == "Alice Archer"
    as_alice.post(reverse("customer_note_pin", args=[mia.public_id, note.public_id]), {"pinned": "yes"})
    said = {"purpose": "surveys", "is_given": "no", "source": "phone", "wording": "v3"}
    as_alice.post(reverse("customer_consent", args=[mia.public_id]), said)
    assert Consent.objects.get().is_given is False
    page = as_alice.get(reverse("customer", args=[mia.public_id])).content.decode()
    for words in ("Rings &lt;b&gt;twice&lt;/b&gt;", "Pinned", "taken back", "v3"):
        assert words in page
    as_alice.post(reverse("customer_note_delete", args=[mia.public_id, note.public_id]))
    assert not CustomerNote.objects.exists()


def test_an_address_is_added_by_its_form(as_alice: Client, mia: Customer) -> None:
    where = reverse("identity_add", args=[mia.public_id])
    assert as_alice.post(where, {"address": "+353 (1) 555-0100"}).status_code == 302
    assert mia.identities.get(scheme="phone").value == "+35315550100"
    assert as_alice.post(where, {"address": "nobody"}).status_code == 422
    phone = mia.identities.get(scheme="phone")
    as_alice.post(reverse("identity_remove", args=[mia.public_id, phone.pk]))
    assert not mia.identities.filter(scheme="phone").exists()


def test_the_history_goes_back_without_gaps_or_repetition(
    mia: Customer, alice: Agent, a_message: Callable[..., Message]
) -> None:
    with clock.frozen(clock.now()):  # all at one instant: the kinds and keys alone keep them apart
        for number in range(7):
            a_message(subject=f"Matter {number}")
            notes.add(mia, text=f"Note {number}", author=alice, by=alice.actor)
    whole = timeline(mia, alice, size=200).moments
    read, place = [], None
    while True:
        page = timeline(mia, alice, before=place, size=4)
        read += page.moments
        if (place := page.older) is None:
            break
    assert read == whole
    assert len({moment.place for moment in whole}) == len(whole)
    assert {moment.place.kind for moment in whole} == {"message", "ticket", "note", "change"}
    assert [moment.place.at for moment in whole] == sorted((m.place.at for m in whole), reverse=True)


def test_the_history_shows_only_tickets_one_may_see(mia: Customer, charlie: Agent, as_alice: Client) -> None:
    assert {moment.place.kind for moment in timeline(mia, charlie).moments} == {"change"}
    assert as_alice.get(reverse("customer_history", args=[mia.public_id]), {"before": "x"}).status_code == 404


def test_the_list_is_filtered_by_tag_vip_country_and_language(mia: Customer, alice: Agent, charlie: Agent) -> None:
    count_contacts()
    change(mia, by=SYSTEM, tags=["Linen"], is_vip=True, country="DE", language="de")
    for wanted in (Filter(tag="Linen"), Filter(vip=True), Filter(country="de"), Filter(language="de", vip=True)):
        assert list_customers(alice, wanted=wanted).rows == [mia]
        assert list_customers(alice, wanted=wanted, search="mia").rows == [mia]
        assert list_customers(charlie, wanted=wanted).rows == []
    for wanted in (Filter(tag="linen"), Filter(country="FR"), Filter(language="fr")):
        assert list_customers(alice, wanted=wanted).rows == []


def test_the_filters_are_kept_between_pages(as_alice: Client, mia: Customer) -> None:
    count_contacts()
    page = as_alice.get(reverse("customers"), {"vip": "yes", "country": "DE"}).content.decode()
    assert "Nobody that you may see fits all of this." in page
    change(mia, by=SYSTEM, is_vip=True, country="DE")
    assert "Mia Moor" in as_alice.get(reverse("customers"), {"vip": "yes", "country": "DE"}).content.decode()
