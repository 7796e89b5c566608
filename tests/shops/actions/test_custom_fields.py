import pytest

from shopbell.core.actor import SYSTEM
from shopbell.core.models import Event
from shopbell.shops.actions import custom_fields
from shopbell.shops.errors import FieldKindFixed, FieldOrderIncomplete
from shopbell.shops.models import CustomField, Shop
from shopbell.shops.queries import custom_fields as fields_of


def test_a_new_field_comes_last_and_gets_a_key_of_its_own(db: None) -> None:
    size = custom_fields.save(None, label="Shoe size", applies_to="customer", kind="number", by=SYSTEM)
    again = custom_fields.save(None, label="Shoe-Size", applies_to="customer", kind="text", by=SYSTEM)
    other = custom_fields.save(None, label="鞋", applies_to="ticket", kind="text", by=SYSTEM)
    assert [(one.key, one.position) for one in (size, again, other)] == [
        ("shoe_size", 0),
        ("shoe_size_2", 1),
        ("field", 0),
    ]
    assert fields_of("customer") == [size, again]
    told = Event.objects.filter(name="custom_field.saved").order_by("pk")[0]
    assert (told.subject, told.data) == (
        f"shops.customfield:{size.pk}",
        {"fields": ["applies_to", "kind", "label"]},
    )


def test_what_kind_it_is_stays(db: None) -> None:
    size = custom_fields.save(None, label="Size", applies_to="customer", kind="number", by=SYSTEM)
    changed = custom_fields.save(size, label="Shoe size", kind="number", by=SYSTEM)
    assert (changed.label, changed.key) == ("Shoe size", "size")
    with pytest.raises(FieldKindFixed):
        custom_fields.save(size, kind="text", by=SYSTEM)
    with pytest.raises(FieldKindFixed):
        custom_fields.save(size, applies_to="ticket", by=SYSTEM)
    assert CustomField.objects.get().kind == "number"


def test_an_archived_field_is_offered_no_more_and_comes_back(db: None) -> None:
    size = custom_fields.save(None, label="Size", applies_to="customer", kind="number", by=SYSTEM)
    for _ in range(2):
        custom_fields.set_archived(size, archived=True, by=SYSTEM)
    assert fields_of("customer") == []
    assert fields_of("customer", with_archived=True) == [size]
    custom_fields.set_archived(size, archived=False, by=SYSTEM)
    assert fields_of("customer") == [size]
    names = list(Event.objects.order_by("pk").values_list("name", flat=True))
    assert names == ["custom_field.saved", "custom_field.archived", "custom_field.restored"]


def test_the_order_names_all_fields_in_use(db: None) -> None:
    one, two, gone = (
        custom_fields.save(None, label=label, applies_to="ticket", kind="text", by=SYSTEM) for label in "abc"
    )
    custom_fields.set_archived(gone, archived=True, by=SYSTEM)
    custom_fields.order("ticket", [two, one], by=SYSTEM)
    assert fields_of("ticket") == [two, one]
    for wrong in ([two], [two, one, gone], [two, two]):
        with pytest.raises(FieldOrderIncomplete):
            custom_fields.order("ticket", wrong, by=SYSTEM)


def test_a_shop_has_its_own_fields_and_those_of_all(shop: Shop) -> None:
    other = Shop.objects.create(slug="elm", name="Elm")
    everybody = custom_fields.save(None, label="Batch", applies_to="ticket", kind="text", by=SYSTEM)
    own = custom_fields.save(None, label="Kiln", applies_to="ticket", kind="text", shop=shop, by=SYSTEM)
    assert fields_of("ticket", shop=shop) == [everybody, own]
    assert fields_of("ticket", shop=other) == [everybody]
    assert fields_of("ticket") == [everybody]
