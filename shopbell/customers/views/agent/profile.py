"""Customers: the list, what is known of one, and editing it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shopbell.core.api import Invalid, read_cursor, write_cursor
from shopbell.core.clean import clean
from shopbell.customers.actions import profile as acting
from shopbell.customers.base import Place
from shopbell.customers.forms import AddressForm, ConsentForm, NoteForm, ProfileForm, language_choices
from shopbell.customers.models import Customer
from shopbell.customers.permissions import may_change_customers
from shopbell.customers.queries import (
    Filter,
    consents_of,
    custom_values,
    list_customers,
    sources_of,
    timeline,
    who_added,
)
from shopbell.customers.queries.merging import suggestions
from shopbell.customers.views.agent.finding import find_customer
from shopbell.shops.countries import country_choices
from shopbell.staff.request import AgentRequest, desk, requires


@require_safe
@desk
def customers(request: AgentRequest) -> HttpResponse:
    search = clean(request.GET.get("q", ""), 100)
    wanted = Filter(
        tag=clean(request.GET.get("tag", ""), 40).strip(),
        vip=request.GET.get("vip") == "yes",
        country=clean(request.GET.get("country", ""), 2),
        language=clean(request.GET.get("language", ""), 10),
    )
    page = list_customers(
        request.user,
        search=search,
        wanted=wanted,
        before=_key(request.GET.get("before")),
        after=_key(request.GET.get("after")),
    )
    kept = {"q": search, "tag": wanted.tag, "country": wanted.country, "language": wanted.language}
    context = {
        "page": page,
        "search": search,
        "wanted": wanted,
        "asked": {**{name: value for name, value in kept.items() if value}, **({"vip": "yes"} if wanted.vip else {})},
        "countries": country_choices(),
        "languages": language_choices()[1:],
    }
    template = "customers/agent/_rows.html" if request.headers.get("HX-Request") else "customers/agent/customers.html"
    return render(request, template, context)


@require_safe
@desk
def customer(request: AgentRequest, public_id: str) -> HttpResponseBase:
    """The profile; who was merged into another leads there."""
    merged = Customer.objects.filter(public_id=public_id, merged_into__isnull=False).select_related("merged_into")
    if (one := merged.first()) and one.merged_into:
        return redirect("customer", one.merged_into.public_id)
    return profile_page(request, find_customer(request, public_id))


def profile_page(request: AgentRequest, found: Customer, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The profile, with forms of one's own where something has to be mended."""
    context = {
        "customer": found,
        "identities": [identity for identity in found.identities.all() if identity.scheme != "visitor"],
        "visits": sum(identity.scheme == "visitor" for identity in found.identities.all()),
        "verifiers": who_added(found),
        "may_answer": may_change_customers(request.user) and not found.is_erased,
        "notes": list(found.notes.select_related("author")),
        "consents": consents_of(found),
        "own": custom_values(found),
        "sources": sources_of(found),
        "merges": list(
            found.merges_in.filter(undone_at=None).select_related("source").prefetch_related("source__identities")
        ),
        "suggestions": suggestions(found, request.user) if not found.is_erased else [],
        "history": timeline(found, request.user),
        "write_cursor": _cursor,
        "note_form": NoteForm(),
        "address_form": AddressForm(),
        "consent_form": ConsentForm(),
        **forms,
    }
    return render(request, "customers/agent/customer.html", context, status=status)


@require_safe
@desk
def history(request: AgentRequest, public_id: str) -> HttpResponse:
    """A further page of the timeline, from the place in `before`."""
    found = find_customer(request, public_id)
    try:
        at, kind, key = read_cursor(clean(request.GET.get("before", ""), 300), datetime, str, int)
    except Invalid:
        return HttpResponse(status=404)
    page = timeline(found, request.user, before=Place(at, kind, key))
    context = {"customer": found, "history": page, "write_cursor": _cursor}
    return render(request, "customers/agent/_history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_change_customers)
def edit(request: AgentRequest, public_id: str) -> HttpResponse:
    found = find_customer(request, public_id)
    form = ProfileForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        acting.change(found, by=request.user.actor, **form.changes)
        messages.success(request, _("Saved."))
        return redirect("customer", found.public_id)
    context = {"customer": found, "form": form}
    return render(request, "customers/agent/edit.html", context, status=422 if form.is_bound else 200)


def _cursor(place: Place) -> str:
    return write_cursor(place.at, place.kind, place.key)


def _key(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and text.isascii() and len(text) < 19 else None
