"""Topics for programs: the tree of a shop, and what a ticket is about."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from shopbell.core.api import Bearer, Invalid, Sent
from shopbell.shops.models import Shop
from shopbell.staff.permissions import may_answer
from shopbell.staff.request import AgentRequest
from shopbell.tickets.actions.topics import set_topic
from shopbell.tickets.models import Ticket, Topic
from shopbell.tickets.queries.topics import Leaf, tree
from shopbell.tickets.views.agent.ticket import find
from shopbell.tickets.views.api.shapes import TicketOut

router = Router()


class TopicOut(Schema):
    """A topic at its place; `tickets` are those of the last 30 days, without those of topics below it."""

    id: str
    name: str
    path: str
    depth: int
    is_archived: bool
    tickets: int

    @staticmethod
    def resolve_id(leaf: Leaf) -> str:
        return str(leaf.topic.public_id)

    @staticmethod
    def resolve_name(leaf: Leaf) -> str:
        return leaf.topic.name

    @staticmethod
    def resolve_is_archived(leaf: Leaf) -> bool:
        return leaf.topic.is_archived


class TopicList(Schema):
    """The topics of a shop, each behind its parent."""

    items: list[TopicOut]


class TopicIn(Sent):
    """The id of a topic; null takes it away."""

    topic: str | None = Field(max_length=26)


@router.get("/shops/{shop}/topics", response=TopicList, auth=Bearer("tickets:read"), summary="Topics of a shop")
def topics(request: AgentRequest, shop: str) -> dict[str, Any]:
    found = get_object_or_404(Shop, public_id=shop)
    return {"items": tree(found, with_figures=True, with_archived=True)}


@router.put(
    "/tickets/{int:number}/topic",
    response=TicketOut,
    auth=Bearer("tickets:write", may_answer),
    summary="Say what it is about",
)
def topic_of_ticket(request: AgentRequest, number: int, sent: TopicIn) -> Ticket:
    ticket = find(request, number)
    topic = None
    if sent.topic is not None:
        topic = Topic.objects.filter(public_id=sent.topic, shop=ticket.shop_id, is_archived=False).first()
        if topic is None:
            raise Invalid({"topic": [_("There is no such topic.")]})
    set_topic(ticket, topic=topic, by=request.user.actor)
    return find(request, number)
