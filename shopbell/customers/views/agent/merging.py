"""Making one customer of two, and two of one again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shopbell.core.clean import clean
from shopbell.core.errors import Refused
from shopbell.customers.actions import merging as acting
from shopbell.customers.models import Customer, CustomerMerge
from shopbell.customers.permissions import may_change_customers
from shopbell.customers.queries import list_customers
from shopbell.customers.queries.merging import preview, suggestions
from shopbell.customers.views.agent.finding import find_customer
from shopbell.staff.request import AgentRequest, requires


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_change_customers)
def merging(request: AgentRequest, public_id: str) -> HttpResponse:
    """Choose the other one, look at what differs, and let the other go up in this one."""
    found = find_customer(request, public_id)
    wanted = clean((request.POST if request.method == "POST" else request.GET).get("with", ""), 40)
    other = find_customer(request, wanted) if wanted else None
    refused = ""
    if request.method == "POST" and other:
        take = {name.removeprefix("take:"): value == "source" for name, value in request.POST.items()}
        knows = request.POST.get("accounts_may_differ") == "yes"
        try:
            acting.merge(other, into=found, by=request.user.actor, take=take, accounts_may_differ=knows)
        except Refused as error:
            refused = error.say()
        else:
            messages.success(request, _("They are one customer now. It can be taken back below."))
            return redirect("customer", found.public_id)
    search = clean(request.GET.get("q", ""), 100).strip()
    context = {
        "customer": found,
        "other": other,
        "preview": preview(other, found) if other and other != found else None,
        "refused": refused,
        "search": search,
        "found": _others(request, found, search) if search else [],
        "suggestions": [] if other else suggestions(found, request.user),
    }
    return render(request, "customers/agent/merging.html", context, status=409 if refused else 200)


@require_POST
@requires(may_change_customers)
def unmerging(request: AgentRequest, public_id: str, merge: str) -> HttpResponse:
    found = find_customer(request, public_id)
    made = get_object_or_404(CustomerMerge, public_id=merge, target=found)
    source = acting.unmerge(made, by=request.user.actor)
    messages.success(request, _("{name} is a customer of their own again.").format(name=source.display_name))
    return redirect("customer", found.public_id)


def _others(request: AgentRequest, customer: Customer, search: str) -> list[Customer]:
    rows = list_customers(request.user, search=search, size=10).rows
    return [one for one in rows if one != customer and not one.is_erased]
