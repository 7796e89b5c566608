"""Fields of the shop's own. They stand here because shops know nothing of people and roles."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shopbell.shops.actions import custom_fields as acting
from shopbell.shops.forms import CustomFieldForm
from shopbell.shops.models import CustomField
from shopbell.staff.permissions import may_manage_shop
from shopbell.staff.request import AgentRequest, requires


@require_safe
@requires(may_manage_shop)
def fields(request: AgentRequest) -> HttpResponse:
    found = list(CustomField.objects.select_related("shop"))
    groups = [
        (of, label, [field for field in found if field.applies_to == of and not field.is_archived])
        for of, label in CustomField.AppliesTo.choices
    ]
    archived = [field for field in found if field.is_archived]
    return render(request, "shops/agent/fields.html", {"groups": groups, "archived": archived, "any": bool(found)})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_manage_shop)
def field(request: AgentRequest, public_id: str = "") -> HttpResponse:
    found = get_object_or_404(CustomField, public_id=public_id) if public_id else None
    initial = {} if found else {"applies_to": request.GET.get("of", "")}
    form = CustomFieldForm(request.POST or None, instance=found or CustomField(), initial=initial)
    if request.method == "POST" and form.is_valid():
        saved = acting.save(found, by=request.user.actor, **form.cleaned_data)
        messages.success(request, _("Saved.") if found else _("{field} can be filled in now.").format(field=saved))
        return redirect("field", saved.public_id) if found else redirect("fields")
    context: dict[str, Any] = {"form": form, "field": found}
    return render(request, "shops/agent/field.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(may_manage_shop)
def archive(request: AgentRequest, public_id: str) -> HttpResponse:
    """With `archived=no`: bring it back."""
    found = get_object_or_404(CustomField, public_id=public_id)
    saved = acting.set_archived(found, archived=request.POST.get("archived") != "no", by=request.user.actor)
    sentence = _("{field} is asked for no more.") if saved.is_archived else _("{field} is asked for again.")
    messages.success(request, sentence.format(field=saved))
    return redirect("fields")


@require_POST
@requires(may_manage_shop)
def order(request: AgentRequest, of: str) -> HttpResponse:
    """Move the `field` one `up` or down among those in use of tickets or customers."""
    if of not in CustomField.AppliesTo.values:
        raise Http404
    present = list(CustomField.objects.filter(applies_to=of, is_archived=False))
    at = next((i for i, one in enumerate(present) if one.public_id == request.POST.get("field")), None)
    if at is None:
        raise Http404
    to = at - 1 if request.POST.get("move") == "up" else at + 1
    if 0 <= to < len(present):
        present[at], present[to] = present[to], present[at]
        acting.order(of, present, by=request.user.actor)
    return redirect("fields")
