"""Notes about a customer, and what they allow."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shopbell.customers.actions import consents
from shopbell.customers.actions import notes as acting
from shopbell.customers.forms import ConsentForm, NoteForm
from shopbell.customers.permissions import may_change_customers
from shopbell.customers.views.agent.finding import find_customer, find_note
from shopbell.customers.views.agent.profile import profile_page
from shopbell.staff.request import AgentRequest, requires


@require_POST
@requires(may_change_customers)
def add(request: AgentRequest, public_id: str) -> HttpResponse:
    found = find_customer(request, public_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return profile_page(request, found, status=422, note_form=form)
    acting.add(found, text=form.cleaned_data["text"], author=request.user, by=request.user.actor)
    messages.success(request, _("The note is kept."))
    return redirect("customer", public_id)


@require_POST
@requires(may_change_customers)
def pin(request: AgentRequest, public_id: str, note: str) -> HttpResponse:
    """With `pinned=no`: take the pin away."""
    acting.change(
        find_note(request, public_id, note), is_pinned=request.POST.get("pinned") != "no", by=request.user.actor
    )
    return redirect("customer", public_id)


@require_POST
@requires(may_change_customers)
def delete(request: AgentRequest, public_id: str, note: str) -> HttpResponse:
    acting.delete(find_note(request, public_id, note), by=request.user.actor)
    messages.success(request, _("The note is deleted."))
    return redirect("customer", public_id)


@require_POST
@requires(may_change_customers)
def consent(request: AgentRequest, public_id: str) -> HttpResponse:
    """Note what the customer said about one purpose."""
    found = find_customer(request, public_id)
    form = ConsentForm(request.POST)
    if not form.is_valid():
        return profile_page(request, found, status=422, consent_form=form)
    consents.note(found, by=request.user.actor, **form.cleaned_data)
    messages.success(request, _("Noted."))
    return redirect("customer", public_id)
