from shopbell.core.actor import SYSTEM
from shopbell.core.models import Event
from shopbell.shops.actions.brand import change
from shopbell.shops.models import Shop


def test_only_what_changed_is_written_and_told(shop: Shop) -> None:
    changed = change(shop, by=SYSTEM, name="Alder & Flax", hue=12)
    assert changed.hue == 12
    assert Event.objects.get(name="shop.changed").data == {"fields": ["hue"]}
    change(shop, by=SYSTEM, hue=12)
    assert Event.objects.filter(name="shop.changed").count() == 1
