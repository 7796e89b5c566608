"""Topics: making and changing the tree, and saying what a ticket is about."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from shopbell.core.actor import Actor
from shopbell.core.clean import one_line
from shopbell.core.events import record
from shopbell.shops.models import Shop
from shopbell.tickets.actions import rows
from shopbell.tickets.errors import NoSuchTopic, TopicNamedAlready, TopicTooDeep, TopicWithin
from shopbell.tickets.events import TicketTopicChanged, TopicsChanged
from shopbell.tickets.models import Ticket, Topic, TopicRule
from shopbell.tickets.queries.topics import branch, depth_of


@transaction.atomic
def make(shop: Shop, *, name: str, by: Actor, parent: Topic | None = None) -> Topic:
    """Add a topic at the end of its siblings. Raises `TopicTooDeep`, `TopicNamedAlready`, `NoSuchTopic`."""
    _hold(shop)
    name = _checked(shop, parent, name)
    if parent and (parent.shop_id != shop.pk or depth_of(parent) >= Topic.DEEPEST):
        raise TopicTooDeep(limit=Topic.DEEPEST)
    made = Topic.objects.create(shop=shop, parent=parent, name=name, position=_last(shop, parent) + 1)
    record(TopicsChanged(topic=made.pk, how="made"), about=shop, by=by)
    return made


@transaction.atomic
def rename(topic: Topic, *, name: str, by: Actor) -> Topic:
    """Give a topic another name. Raises `TopicNamedAlready`."""
    _hold(topic.shop)
    topic.name = _checked(topic.shop, topic.parent, name, but=topic)
    topic.save(update_fields=["name"])
    record(TopicsChanged(topic=topic.pk, how="renamed"), about=topic.shop, by=by)
    return topic


@transaction.atomic
def shift(topic: Topic, *, by_places: int, by: Actor) -> None:
    """Move a topic up (-1) or down (1) among those of its parent; at the ends nothing happens."""
    _hold(topic.shop)
    siblings = list(Topic.objects.filter(shop=topic.shop, parent=topic.parent))
    at = siblings.index(topic)
    to = min(max(at + by_places, 0), len(siblings) - 1)
    if at == to:
        return
    siblings.insert(to, siblings.pop(at))
    for position, one in enumerate(siblings):
        one.position = position
    Topic.objects.bulk_update(siblings, ["position"])
    record(TopicsChanged(topic=topic.pk, how="moved"), about=topic.shop, by=by)


@transaction.atomic
def set_archived(topic: Topic, *, is_archived: bool, by: Actor) -> None:
    """Take a topic with all below it out of the choice, or bring it back with those above it."""
    _hold(topic.shop)
    keys = branch([topic.pk])
    above = topic.parent
    while above and not is_archived:
        keys.append(above.pk)
        above = above.parent
    if Topic.objects.filter(pk__in=keys, is_archived=not is_archived).update(is_archived=is_archived):
        record(TopicsChanged(topic=topic.pk, how="archived" if is_archived else "restored"), about=topic.shop, by=by)


@transaction.atomic
def merge_topics(topic: Topic, *, into: Topic, by: Actor) -> None:
    """Give another topic all tickets and all topics below this one, which is then gone.

    Raises `TopicWithin`, `TopicTooDeep`, and `TopicNamedAlready` when both have one of the same name below them.
    """
    _hold(topic.shop)
    keys = branch([topic.pk])
    if into.pk in keys or into.shop_id != topic.shop_id:
        raise TopicWithin
    below = [one for one in Topic.objects.filter(pk__in=keys).select_related("parent__parent") if one.pk != topic.pk]
    deepest = max((depth_of(one) for one in below), default=0)
    if deepest - depth_of(topic) + depth_of(into) > Topic.DEEPEST and below:
        raise TopicTooDeep(limit=Topic.DEEPEST)
    last = _last(topic.shop, into)
    for place, child in enumerate(topic.children.all(), 1):
        _checked(topic.shop, into, child.name)
        Topic.objects.filter(pk=child.pk).update(parent=into, position=last + place)
    Ticket.objects.filter(topic=topic).update(topic=into)
    gone = topic.pk
    topic.delete()
    record(TopicsChanged(topic=gone, how="merged"), about=into.shop, by=by)


@transaction.atomic
def set_topic(ticket: Ticket, *, topic: Topic | None, by: Actor) -> Ticket:
    """Say what a ticket is about, or take that back. Raises `NoSuchTopic` for one that cannot be chosen."""
    ticket = rows.lock(ticket)
    if topic and (topic.shop_id != ticket.shop_id or topic.is_archived):
        raise NoSuchTopic
    if ticket.topic_id != (topic.pk if topic else None):
        before, ticket.topic = ticket.topic_id, topic
        ticket.save(update_fields=["topic"])
        fact = TicketTopicChanged(before=before, topic=topic.pk if topic else None)
        record(fact, about=ticket, by=by, topics=ticket.topics)
    return ticket


@transaction.atomic
def require(shop: Shop, *, is_required: bool, by: Actor) -> None:
    """Whether a ticket of the shop needs a topic before an agent solves or closes it."""
    TopicRule.objects.update_or_create(shop=shop, defaults={"is_required": is_required})
    record(TopicsChanged(topic=None, how="required" if is_required else "optional"), about=shop, by=by)


def _hold(shop: Shop) -> None:
    """The tree of one shop changes once at a time."""
    Shop.objects.select_for_update(no_key=True).get(pk=shop.pk)


def _last(shop: Shop, parent: Topic | None) -> int:
    return Topic.objects.filter(shop=shop, parent=parent).aggregate(at=Max("position"))["at"] or 0


def _checked(shop: Shop, parent: Topic | None, name: str, but: Topic | None = None) -> str:
    name = one_line(name, 60)
    siblings = Topic.objects.filter(shop=shop, parent=parent)
    if but:
        siblings = siblings.exclude(pk=but.pk)
    if not name:
        raise NoSuchTopic
    if siblings.filter(name__iexact=name).exists():
        raise TopicNamedAlready(name=name)
    return name
