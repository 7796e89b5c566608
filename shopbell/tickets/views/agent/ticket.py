"""One ticket: its conversation, and what is known of its customer."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from shopbell.core import clock
from shopbell.staff.actions.notifications import mark_read
from shopbell.staff.permissions import may_answer
from shopbell.staff.queries import colleagues_in, is_watched, know_teams
from shopbell.staff.request import AgentRequest, desk, requires
from shopbell.tickets.actions.reading import read_by_agent
from shopbell.tickets.base import routes
from shopbell.tickets.models import Ticket
from shopbell.tickets.panels import desk_queues
from shopbell.tickets.queries import conversation, figures, last_words, linked_tickets
from shopbell.tickets.queries.drafts import begun_on
from shopbell.tickets.queries.habits import habits_of, signature
from shopbell.tickets.queries.merging import offered, others_of, root_number
from shopbell.tickets.queries.offers import later_offers, snooze_offers
from shopbell.tickets.queries.recipients import recipients_of
from shopbell.tickets.queries.scheduled import planned_for
from shopbell.tickets.queries.topics import tree
from shopbell.tickets.views.agent.inbox import list_context
from shopbell.tickets.views.agent.search import search_context

CHANNELS = ("email", "chat", "form", "notes")


def find(request: AgentRequest, pk: int) -> Ticket:
    """The ticket, if this agent may see it; a merged one leads to where it went."""
    know_teams(request.user)
    tickets = Ticket.objects.visible_to(request.user).select_related("customer", "assignee", "team", "shop", "topic")
    return tickets.filter(pk=pk).first() or get_object_or_404(tickets, pk=root_number(pk))


@require_safe
@desk
def ticket(request: AgentRequest, pk: int) -> HttpResponse:
    found = find(request, pk)
    if found.pk != pk:
        return redirect("ticket", found.pk)
    is_search = "q" in request.GET
    context = {
        **(search_context(request) if is_search else list_context(request, request.GET.get("queue", ""))),
        **composer_context(request, found),  # first: what it calls read must not be newer than what is shown
        **head_context(request, found),
        **talk_context(request, found),
        **context_pane(request, found),
        "pane": "context" if request.GET.get("pane") == "context" else "talk",
    }
    return render(request, f"tickets/agent/{'search' if is_search else 'inbox'}.html", context)


@require_safe
@desk
def talk(request: AgentRequest, pk: int) -> HttpResponse:
    """The conversation alone, for the page that refetches it."""
    return render(request, "tickets/agent/_conversation.html", talk_context(request, find(request, pk)))


@require_safe
@desk
def composer(request: AgentRequest, pk: int) -> HttpResponse:
    """The composer's ways and state, for the page that refetches them; what is being written stays outside."""
    return render(request, "tickets/agent/_ways.html", composer_context(request, find(request, pk)))


@require_safe
@desk
def head(request: AgentRequest, pk: int) -> HttpResponse:
    return render(request, "tickets/agent/_head.html", head_context(request, find(request, pk)))


@require_safe
@desk
def sidebar(request: AgentRequest, pk: int) -> HttpResponse:
    return render(request, "tickets/agent/_context.html", context_pane(request, find(request, pk)))


@require_POST
@requires(may_answer)
def reading(request: AgentRequest, pk: int) -> HttpResponse:
    """The agent has read as far as the message `seen`; a page that names none has shown nothing."""
    found = find(request, pk)
    if seen := found.messages.filter(public_id=request.POST.get("seen", "")).first():
        read_by_agent(found, agent=request.user, seen=seen)
        mark_read(request.user, ticket=found.pk)
    return HttpResponse(status=204)


def head_context(request: AgentRequest, found: Ticket) -> dict[str, Any]:
    """What the head of the conversation needs."""
    return {
        "ticket": found,
        "figures": figures(found),
        "show": _show(request),
        "now": clock.now(),
        "statuses": Ticket.Status,
        "offered": offered(found, others_of(found, request.user)),
        "snoozes": snooze_offers(timezone.get_current_timezone()),
        "is_watched": is_watched(request.user, found.pk),
        "may_answer": may_answer(request.user),
    }


def composer_context(request: AgentRequest, found: Ticket) -> dict[str, Any]:
    """What the composer needs: the ways to answer, what was begun, and the last message that was there when shown."""
    me, habits, ways = request.user, habits_of(request.user), routes(found)
    drafts, others = begun_on(found, me)
    language = found.shop.language_for(found.language or (found.customer.language if found.customer else ""))
    return {
        "ticket": found,
        "ways": ways,
        "last": last_words(found),
        "may_answer": may_answer(me),
        "recipients": recipients_of(ways, reply_all=habits.reply_all),
        "drafts": drafts,
        "others": others,
        "signature": signature(me, found.shop, language) if any(way.is_mail for way in ways) else "",
        "laters": later_offers(timezone.get_current_timezone(), found.customer),
        "now": clock.now(),
    }


def talk_context(request: AgentRequest, found: Ticket) -> dict[str, Any]:
    """What the messages need."""
    before = request.GET.get("before", "")
    return {
        "ticket": found,
        "talk": conversation(
            found,
            show=_show(request),
            before=int(before) if before.isdecimal() and len(before) < 19 else None,
        ),
        "show": _show(request),
        "now": clock.now(),
        "may_answer": may_answer(request.user),
        "planned": planned_for(found),
    }


def _show(request: AgentRequest) -> str:
    show = request.GET.get("show", "")
    return show if show in CHANNELS else ""


def context_pane(request: AgentRequest, found: Ticket) -> dict[str, Any]:
    """What the right pane needs."""
    desk = desk_queues(request)
    return {
        "ticket": found,
        "identities": list(found.customer.identities.all()) if found.customer else [],
        "earlier": others_of(found, request.user),
        "linked": linked_tickets(found, request.user),
        "teams": [team for team in desk.teams if not team.is_archived or team.pk == found.team_id],
        "colleagues": [agent for agent in colleagues_in(found.team_id) if may_answer(agent)],
        "topics": tree(found.shop),
        "priorities": Ticket.Priority,
        "statuses": Ticket.Status,
        "may_answer": may_answer(request.user),
        "now": clock.now(),
    }
