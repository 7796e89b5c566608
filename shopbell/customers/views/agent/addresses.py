"""A customer's addresses: adding, confirming, removing, and sending there again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shopbell.core.errors import Refused
from shopbell.customers.actions import identities
from shopbell.customers.actions.identification import verify
from shopbell.customers.actions.suppression import lift
from shopbell.customers.forms import AddressForm
from shopbell.customers.permissions import may_change_customers
from shopbell.customers.views.agent.finding import find_customer, find_identity
from shopbell.customers.views.agent.profile import profile_page
from shopbell.staff.request import AgentRequest, requires


@require_POST
@requires(may_change_customers)
def add(request: AgentRequest, public_id: str) -> HttpResponse:
    found = find_customer(request, public_id)
    form = AddressForm(request.POST)
    if form.is_valid():
        try:
            identities.add(found, form.cleaned_data["address"], by=request.user.actor, seen_by=request.user)
        except Refused as refused:
            form.add_error("address", refused.say())
    if not form.is_valid():
        return profile_page(request, found, status=422, address_form=form)
    messages.success(request, _("The address is added. It counts as theirs once it is confirmed."))
    return redirect("customer", public_id)


@require_POST
@requires(may_change_customers)
def confirm(request: AgentRequest, public_id: str, pk: int) -> HttpResponse:
    """The agent is sure that this address is the customer's."""
    identity = find_identity(request, public_id, pk)
    verify(identity, how="agent", by=request.user.actor)
    messages.success(request, _("{address} is confirmed.").format(address=identity.value))
    return redirect("customer", public_id)


@require_POST
@requires(may_change_customers)
def remove(request: AgentRequest, public_id: str, pk: int) -> HttpResponse:
    identity = find_identity(request, public_id, pk)
    try:
        identities.remove(identity, by=request.user.actor)
        messages.success(request, _("{address} is removed.").format(address=identity.value))
    except Refused as refused:
        messages.error(request, refused.say())
    return redirect("customer", public_id)


@require_POST
@requires(may_change_customers)
def try_again(request: AgentRequest, public_id: str, pk: int) -> HttpResponse:
    """Mail to this address came back; from now on it is sent to again."""
    identity = find_identity(request, public_id, pk)
    lift(identity, by=request.user.actor)
    messages.success(request, _("The next answer to {address} goes out again.").format(address=identity.value))
    return redirect("customer", public_id)
