"""Customers: the list, and what is known of one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shopbell.core.clean import clean
from shopbell.customers.actions.identification import verify
from shopbell.customers.actions.suppression import lift
from shopbell.customers.models import Customer, Identity
from shopbell.customers.permissions import may_change_customers
from shopbell.customers.queries import list_customers
from shopbell.staff.request import AgentRequest, desk, requires


@require_safe
@desk
def customers(request: AgentRequest) -> HttpResponse:
    search = clean(request.GET.get("q", ""), 100)
    page = list_customers(
        request.user, search=search, before=_key(request.GET.get("before")), after=_key(request.GET.get("after"))
    )
    template = "customers/agent/_rows.html" if request.headers.get("HX-Request") else "customers/agent/customers.html"
    return render(request, template, {"page": page, "search": search})


@require_safe
@desk
def customer(request: AgentRequest, public_id: str) -> HttpResponse:
    found = _find(request, public_id)
    context = {
        "customer": found,
        "identities": [identity for identity in found.identities.all() if identity.scheme != "visitor"],
        "visits": sum(identity.scheme == "visitor" for identity in found.identities.all()),
        "may_answer": may_change_customers(request.user),
    }
    return render(request, "customers/agent/customer.html", context)


@require_POST
@requires(may_change_customers)
def confirm(request: AgentRequest, public_id: str, pk: int) -> HttpResponse:
    """The agent is sure that this address is the customer's."""
    identity = _identity(request, public_id, pk)
    verify(identity, how="agent")
    messages.success(request, _("{address} is confirmed.").format(address=identity.value))
    return redirect("customer", public_id)


@require_POST
@requires(may_change_customers)
def try_again(request: AgentRequest, public_id: str, pk: int) -> HttpResponse:
    """Mail to this address came back; from now on it is sent to again."""
    identity = _identity(request, public_id, pk)
    lift(identity, by=request.user.actor)
    messages.success(request, _("The next answer to {address} goes out again.").format(address=identity.value))
    return redirect("customer", public_id)


def _find(request: AgentRequest, public_id: str) -> Customer:
    visible = Customer.objects.visible_to(request.user).prefetch_related("identities")
    return get_object_or_404(visible, public_id=public_id)


def _identity(request: AgentRequest, public_id: str, pk: int) -> Identity:
    return get_object_or_404(Identity, pk=pk, customer=_find(request, public_id))


def _key(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and text.isascii() and len(text) < 19 else None
