"""Searching: one field, its completion, and what was found as a list like any other."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shopbell.core import clock
from shopbell.core.search import TooManyHits
from shopbell.staff.request import AgentRequest, desk
from shopbell.tickets.panels import desk_queues
from shopbell.tickets.queries.completion import suggestions
from shopbell.tickets.queries.drafts import mark_begun
from shopbell.tickets.queries.filters import FILTERS, UnknownValue
from shopbell.tickets.queries.search import Found, search, understood


@require_safe
@desk
def results(request: AgentRequest) -> HttpResponse:
    """The page; htmx asks for its list alone."""
    template = "tickets/agent/_found.html" if request.headers.get("HX-Request") else "tickets/agent/search.html"
    return render(request, template, {**search_context(request), "ticket": None, "pane": "list"})


@require_safe
@desk
def completion(request: AgentRequest) -> HttpResponse:
    """The options below the field, for what is written in it so far."""
    found = suggestions(request.user, request.GET.get("q", "")[:500])
    return render(request, "tickets/agent/_suggestions.html", {"suggestions": found})


def search_context(request: AgentRequest) -> dict[str, Any]:
    """What the list pane needs: the wish as typed, what was found, or why nothing was."""
    text = request.GET.get("q", "").strip()
    wish = understood(text)
    found, trouble = Found(wish), ""
    try:
        if wish.terms or wish.filters:
            found = search(request.user, wish, cursor=request.GET.get("cursor", ""))
            if _only_excludes(found):
                trouble = _("Add a word to look for: what is left out finds nothing alone.")
    except UnknownValue as error:
        trouble = _(error.sentence).format(key=error.key, value=error.value)
    except TooManyHits:
        trouble = _("That took too long. Another word, or a filter like status:open, makes it quick.")
    mark_begun(request.user, found.rows)
    return {
        "desk": desk_queues(request),
        "text": text,
        "found": found,
        "trouble": trouble,
        "filters": FILTERS.values(),
        "now": clock.now(),
        "section": "search",
    }


def _only_excludes(found: Found) -> bool:
    return bool(found.wish.terms) and not found.wish.wanted and not found.wish.filters
