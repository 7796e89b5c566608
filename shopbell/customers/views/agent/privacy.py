"""What is done about a customer's data: giving it out, erasing it, and what must be kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shopbell.core.actor import Actor
from shopbell.core.errors import Refused
from shopbell.customers.actions import erasure as erasing
from shopbell.customers.actions import exporting
from shopbell.customers.forms import ErasureForm, HoldForm
from shopbell.customers.models import Customer, CustomerExport, Erasure, LegalHold
from shopbell.customers.permissions import may_manage_privacy
from shopbell.customers.views.agent.finding import find_customer
from shopbell.staff.models import Agent
from shopbell.staff.request import AgentRequest, requires


@require_safe
@requires(may_manage_privacy)
def privacy(request: AgentRequest, public_id: str) -> HttpResponse:
    return _page(request, find_customer(request, public_id))


@require_POST
@requires(may_manage_privacy)
def export(request: AgentRequest, public_id: str) -> HttpResponse:
    exporting.request(find_customer(request, public_id), by=request.user.actor)
    messages.success(request, _("The archive is being made. Look again in a moment."))
    return redirect("customer_privacy", public_id)


@require_safe
@requires(may_manage_privacy)
def download(request: AgentRequest, public_id: str, export: str) -> HttpResponseBase:
    found = get_object_or_404(CustomerExport, public_id=export, customer=find_customer(request, public_id))
    taken = exporting.download(found, by=request.user.actor)
    answer = FileResponse(
        default_storage.open(taken.path),
        as_attachment=True,
        filename=f"customer-{found.customer.public_id[:8]}.zip",
        content_type="application/zip",
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@requires(may_manage_privacy)
def erasure(request: AgentRequest, public_id: str) -> HttpResponse:
    """The first step."""
    found = find_customer(request, public_id)
    form = ErasureForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422, erasure_form=form)
    erasing.request(found, basis=form.cleaned_data["basis"], by=request.user.actor)
    messages.success(request, _("Asked for. Nothing is erased before it is confirmed and its day has come."))
    return redirect("customer_privacy", public_id)


@require_POST
@requires(may_manage_privacy)
def erasure_step(request: AgentRequest, public_id: str, erasure: str, step: str) -> HttpResponse:
    """The second step, or none after all."""
    found = get_object_or_404(Erasure, public_id=erasure, customer=find_customer(request, public_id))
    act = {"confirm": erasing.confirm, "withdraw": erasing.withdraw}[step]
    try:
        act(found, by=request.user.actor)
    except Refused as refused:
        messages.error(request, refused.say())
    return redirect("customer_privacy", public_id)


@require_safe
@requires(may_manage_privacy)
def certificate(request: AgentRequest, public_id: str, erasure: str) -> HttpResponse:
    """To be printed: what was erased and kept, and the digest by which it can be checked."""
    customer = find_customer(request, public_id)
    found = get_object_or_404(Erasure, public_id=erasure, customer=customer, state=Erasure.State.DONE)
    context = {"customer": customer, "erasure": found, "names": _names(found), "what": _what()}
    return render(request, "customers/agent/certificate.html", context)


@require_POST
@requires(may_manage_privacy)
def hold(request: AgentRequest, public_id: str) -> HttpResponse:
    found = find_customer(request, public_id)
    form = HoldForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422, hold_form=form)
    erasing.hold(found, by=request.user.actor, **form.cleaned_data)
    messages.success(request, _("Noted. It is kept as long as that."))
    return redirect("customer_privacy", public_id)


@require_POST
@requires(may_manage_privacy)
def lift(request: AgentRequest, public_id: str, hold: str) -> HttpResponse:
    found = get_object_or_404(LegalHold, public_id=hold, customer=find_customer(request, public_id))
    erasing.lift(found, by=request.user.actor)
    return redirect("customer_privacy", public_id)


def _page(request: AgentRequest, found: Customer, *, status: int = 200, **forms: Any) -> HttpResponse:
    erasures = list(found.erasures.all())
    context = {
        "customer": found,
        "exports": list(found.exports.all()[:20]),
        "erasures": erasures,
        "is_open": any(one.is_open for one in erasures),
        "holds": list(found.holds.filter(lifted_at=None)),
        "erasure_form": ErasureForm(),
        "hold_form": HoldForm(),
        **forms,
    }
    return render(request, "customers/agent/privacy.html", context, status=status)


def _names(erasure: Erasure) -> dict[str, str]:
    """The people who asked and confirmed, by name, as long as they have an account."""
    actors = {text: Actor.parse(text) for text in (erasure.requested_by, erasure.confirmed_by) if text}
    known = dict(
        Agent.objects.filter(pk__in=[actor.id for actor in actors.values() if actor.id]).values_list("pk", "name")
    )
    return {text: known.get(actor.id or 0, text) for text, actor in actors.items()}


def _what() -> dict[str, str]:
    """What the counted rows are called by people."""
    return {
        "tickets.Ticket": _("Tickets"),
        "tickets.Message": _("Messages"),
        "tickets.Thread": _("Conversations"),
        "tickets.Participant": _("People in copy"),
        "tickets.Attachment": _("Files"),
        "tickets.Move": _("Records of merged tickets"),
        "tickets.Draft": _("Drafts"),
        "tickets.Scheduled": _("Answers that waited"),
        "channels.RawInput": _("Mails as they came in"),
        "channels.OutgoingPart": _("Mails that went out"),
        "customers.Customer": _("Profiles"),
        "customers.Identity": _("Addresses"),
        "customers.CustomerNote": _("Notes"),
        "customers.Consent": _("Consents"),
        "customers.CustomerMerge": _("Records of merges"),
        "customers.LegalHold": _("Legal holds that are over"),
        "staff.ApiAnswer": _("Answers to programs"),
    }
