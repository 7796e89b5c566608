"""Topics as a tree in reading order, with their figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count

from shopbell.core import clock
from shopbell.shops.models import Shop
from shopbell.tickets.models import Ticket, Topic, TopicRule

RECENT = timedelta(days=30)
BETWEEN = " / "


@dataclass(frozen=True)
class Leaf:
    """A topic at its place: how deep it stands, its whole path, and its tickets of the last 30 days."""

    topic: Topic
    depth: int
    path: str
    tickets: int = 0


def tree(shop: Shop, *, with_figures: bool = False, with_archived: bool = False) -> list[Leaf]:
    """All topics of a shop, each behind its parent."""
    topics = Topic.objects.filter(shop=shop)
    figures = _figures(shop) if with_figures else {}
    by_parent: dict[int | None, list[Topic]] = {}
    for topic in topics if with_archived else topics.filter(is_archived=False):
        by_parent.setdefault(topic.parent_id, []).append(topic)
    return list(_below(None, by_parent, figures, 1, ""))


def branch(topics: Iterable[int]) -> list[int]:
    """These topics and all below them."""
    found = list(topics)
    level = found
    while level := list(Topic.objects.filter(parent__in=level).values_list("pk", flat=True)):
        found += level
    return found


def depth_of(topic: Topic) -> int:
    """1 for a topic without parent."""
    return 1 if topic.parent is None else 1 + depth_of(topic.parent)


def is_required(shop_id: int) -> bool:
    """Whether tickets of this shop need a topic before they are solved or closed."""
    return TopicRule.objects.filter(shop=shop_id, is_required=True).exists()


def _below(
    parent: int | None, by_parent: dict[int | None, list[Topic]], figures: dict[int, int], depth: int, path: str
) -> Iterable[Leaf]:
    for topic in by_parent.get(parent, []):
        whole = f"{path}{BETWEEN}{topic.name}" if path else topic.name
        yield Leaf(topic, depth, whole, figures.get(topic.pk, 0))
        yield from _below(topic.pk, by_parent, figures, depth + 1, whole)


def _figures(shop: Shop) -> dict[int, int]:
    recent = Ticket.objects.filter(topic__shop=shop, merged_into=None, created_at__gte=clock.now() - RECENT)
    return dict(recent.values_list("topic").annotate(n=Count("pk")).order_by())
