from django.test import Client
from django.urls import reverse

from shopbell.shops.models import Shop
from shopbell.staff.models import Agent
from shopbell.tickets.actions.topics import make
from shopbell.tickets.models import Ticket, Topic, TopicRule


def test_the_tree_is_edited(client: Client, owner: Agent, shop: Shop) -> None:
    client.force_login(owner)
    page = reverse("topics_of", args=[shop.public_id])
    client.post(page, {"name": "Delivery"})
    client.post(page, {"name": "Late", "parent": Topic.objects.get().public_id})
    late = Topic.objects.get(name="Late")
    client.post(reverse("topic_renaming", args=[late.public_id]), {"name": "Too late"})
    assert "Too late" in client.get(reverse("topics")).text
    client.post(reverse("topic_archiving", args=[late.public_id]), {"archived": "yes"})
    client.post(reverse("topics_required", args=[shop.public_id]), {"required": "yes"})
    assert Topic.objects.get(is_archived=True) == late
    assert TopicRule.objects.get().is_required
    assert client.post(page, {"name": ""}).status_code == 422
    assert client.post(page, {"name": "delivery"}).status_code == 409


def test_a_ticket_gets_the_topic_that_was_typed(as_alice: Client, ticket: Ticket, shop: Shop, alice: Agent) -> None:
    parent = make(shop, name="Delivery", by=alice.actor)
    late = make(shop, name="Late", parent=parent, by=alice.actor)
    address = reverse("topic", args=[ticket.pk])
    assert as_alice.post(address, {"topic": "delivery / late"}).status_code == 204
    assert Ticket.objects.get().topic == late
    assert 'value="Delivery / Late"' in as_alice.get(reverse("ticket_sidebar", args=[ticket.pk])).text
    assert as_alice.post(address, {"topic": "Nonsense"}).status_code == 422
    assert as_alice.post(address, {"topic": ""}).status_code == 204
    assert Ticket.objects.get().topic is None
