from __future__ import annotations

from django.test import Client

from shopbell.channels.models import ChannelAccount
from shopbell.shops.models import Shop


def test_a_demo_shop_shows_its_product_with_the_chat(widget: ChannelAccount, client: Client) -> None:
    Shop.objects.update(is_demo=True)
    page = client.get("/s/alder/storefront/").content.decode()
    assert f'<script async src="/s/alder/chat/{widget.public_id}/loader.js"></script>' in page
    assert "Harbour linen shirt" in page


def test_a_real_shop_has_no_storefront_here(widget: ChannelAccount, client: Client) -> None:
    assert client.get("/s/alder/storefront/").status_code == 404


def test_a_demo_shop_without_a_chat_shows_its_product_alone(shop: Shop, client: Client) -> None:
    Shop.objects.update(is_demo=True)
    assert "loader.js" not in client.get("/s/alder/storefront/").content.decode()
