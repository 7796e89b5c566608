"""Topics: the settings page of the tree, and what a ticket is about."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shopbell.shops.models import Shop
from shopbell.staff.permissions import may_answer, may_manage_shop
from shopbell.staff.request import AgentRequest, requires
from shopbell.tickets.actions import topics as acting
from shopbell.tickets.models import Topic
from shopbell.tickets.queries.topics import is_required, tree
from shopbell.tickets.views.agent.ticket import find


class TopicForm(forms.Form):
    """A topic to be added, below another one or at the top."""

    name = forms.CharField(max_length=60)
    parent = forms.ModelChoiceField(Topic.objects.none(), required=False, to_field_name="public_id")

    def __init__(self, *args: Any, shop: Shop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Topic.objects.filter(shop=shop)  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_manage_shop)
def topics(request: AgentRequest, shop_id: str = "") -> HttpResponse:
    """The tree of one shop; posted, a topic more."""
    shops = list(Shop.objects.order_by("pk"))
    shop = get_object_or_404(Shop, public_id=shop_id) if shop_id else shops[0]
    form = TopicForm(request.POST, shop=shop) if request.method == "POST" else None
    if form and form.is_valid():
        acting.make(shop, name=form.cleaned_data["name"], parent=form.cleaned_data["parent"], by=request.user.actor)
        return redirect("topics_of", shop.public_id)
    context = {
        "shop": shop,
        "shops": shops,
        "leaves": tree(shop, with_figures=True, with_archived=True),
        "is_required": is_required(shop.pk),
        "deepest": Topic.DEEPEST,
    }
    return render(request, "tickets/agent/topics.html", context, status=422 if form else 200)


@require_POST
@requires(may_manage_shop)
def renaming(request: AgentRequest, public_id: str) -> HttpResponse:
    topic = _topic(public_id)
    acting.rename(topic, name=request.POST.get("name", ""), by=request.user.actor)
    return redirect("topics_of", topic.shop.public_id)


@require_POST
@requires(may_manage_shop)
def shifting(request: AgentRequest, public_id: str) -> HttpResponse:
    topic = _topic(public_id)
    acting.shift(topic, by_places=-1 if request.POST.get("to") == "up" else 1, by=request.user.actor)
    return redirect("topics_of", topic.shop.public_id)


@require_POST
@requires(may_manage_shop)
def archiving(request: AgentRequest, public_id: str) -> HttpResponse:
    topic = _topic(public_id)
    acting.set_archived(topic, is_archived=request.POST.get("archived") == "yes", by=request.user.actor)
    return redirect("topics_of", topic.shop.public_id)


@require_POST
@requires(may_manage_shop)
def merging(request: AgentRequest, public_id: str) -> HttpResponse:
    topic = _topic(public_id)
    into = get_object_or_404(Topic, public_id=request.POST.get("into", ""), shop=topic.shop)
    acting.merge_topics(topic, into=into, by=request.user.actor)
    return redirect("topics_of", into.shop.public_id)


@require_POST
@requires(may_manage_shop)
def requiring(request: AgentRequest, shop_id: str) -> HttpResponse:
    shop = get_object_or_404(Shop, public_id=shop_id)
    acting.require(shop, is_required=request.POST.get("required") == "yes", by=request.user.actor)
    return redirect("topics_of", shop.public_id)


@require_POST
@requires(may_answer)
def topic_of_ticket(request: AgentRequest, pk: int) -> HttpResponse:
    """The topic of a ticket by its path as the field proposes it; empty takes it away."""
    ticket = find(request, pk)
    path = " ".join(request.POST.get("topic", "").split()).casefold()
    chosen = next((leaf.topic for leaf in tree(ticket.shop) if leaf.path.casefold() == path), None)
    if path and chosen is None:
        sentence = _("There is no such topic. Choose one that the field proposes.")
        return render(request, "core/_refused.html", {"sentence": sentence}, status=422)
    acting.set_topic(ticket, topic=chosen, by=request.user.actor)
    return HttpResponse(status=204, headers={"HX-Trigger": "ticket-changed"})


def _topic(public_id: str) -> Topic:
    return get_object_or_404(Topic.objects.select_related("shop", "parent"), public_id=public_id)
