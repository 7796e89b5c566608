import pytest
from django.test import Client
from django.urls import reverse

from shopbell.shops.models import CustomField, Shop
from shopbell.staff.models import Agent


@pytest.fixture
def as_owner(client: Client, owner: Agent) -> Client:
    client.force_login(owner)
    return client


def a_field(client: Client, **details: str) -> CustomField:
    sent = {"label": "Shoe size", "applies_to": "customer", "kind": "text", **details}
    assert client.post(reverse("field_new"), sent).status_code == 302
    return CustomField.objects.latest("pk")


def test_a_field_is_made_changed_archived_and_brought_back(as_owner: Client) -> None:
    field = a_field(as_owner, kind="choice", choices=" Small \n\nLarge\nSmall", hint="Look into the shoe")
    assert (field.key, field.choices, field.shop) == ("shoe_size", ["Small", "Large"], None)
    assert "Small, Large" in as_owner.get(reverse("fields")).content.decode()
    changed = {"label": "Size", "choices": "S\nL", "is_required": "on"}
    assert as_owner.post(reverse("field", args=[field.public_id]), changed).status_code == 302
    field.refresh_from_db()
    assert (field.label, field.key, field.choices, field.is_required, field.kind) == (
        "Size",
        "shoe_size",
        ["S", "L"],
        True,
        "choice",
    )
    as_owner.post(reverse("field_archive", args=[field.public_id]), {"archived": "yes"})
    assert "Archived" in as_owner.get(reverse("fields")).content.decode()
    as_owner.post(reverse("field_archive", args=[field.public_id]), {"archived": "no"})
    field.refresh_from_db()
    assert not field.is_archived


def test_a_choice_needs_something_to_choose_from(as_owner: Client) -> None:
    sent = {"label": "Size", "applies_to": "customer", "kind": "choice", "choices": "One"}
    answer = as_owner.post(reverse("field_new"), sent)
    assert answer.status_code == 422
    assert "Write at least two choices" in answer.content.decode()
    assert not CustomField.objects.exists()


def test_a_customers_field_belongs_to_no_shop(as_owner: Client, shop: Shop) -> None:
    Shop.objects.create(slug="elm", name="Elm")
    sent = {"label": "Size", "applies_to": "customer", "kind": "text", "shop": str(shop.pk)}
    assert as_owner.post(reverse("field_new"), sent).status_code == 422
    assert a_field(as_owner, applies_to="ticket", shop=str(shop.pk)).shop == shop


def test_fields_move_up_and_down(as_owner: Client) -> None:
    one, two = a_field(as_owner, label="One"), a_field(as_owner, label="Two")
    where = reverse("field_order", args=["customer"])
    as_owner.post(where, {"field": two.public_id, "move": "up"})
    assert list(CustomField.objects.all()) == [two, one]
    as_owner.post(where, {"field": two.public_id, "move": "up"})
    assert list(CustomField.objects.all()) == [two, one]
    as_owner.post(where, {"field": two.public_id, "move": "down"})
    assert list(CustomField.objects.all()) == [one, two]
    assert as_owner.post(where, {"field": "nobody"}).status_code == 404
    assert as_owner.post(reverse("field_order", args=["order"]), {}).status_code == 404
