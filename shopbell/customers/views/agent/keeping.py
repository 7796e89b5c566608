"""Settings: how long things are kept, and what tonight's run would take."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shopbell.customers.actions import retention
from shopbell.customers.forms import PrivacyForm, RetentionForm
from shopbell.customers.models import PrivacyRules, RetentionRules, RetentionRun
from shopbell.customers.permissions import may_manage_privacy
from shopbell.shops.models import Shop
from shopbell.staff.request import AgentRequest, requires


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_manage_privacy)
def keeping(request: AgentRequest, public_id: str = "") -> HttpResponse:
    """The rules of the installation and of a shop; without an id, of the first. One form sends both."""
    shops = list(Shop.objects.order_by("pk"))
    shop = get_object_or_404(Shop, public_id=public_id) if public_id else shops[0]
    own = RetentionRules.objects.filter(shop=shop).first() or RetentionRules(shop=shop)
    sent = request.POST if request.method == "POST" else None
    form, general = RetentionForm(sent, instance=own), PrivacyForm(sent, instance=PrivacyRules.current())
    if request.method == "POST" and form.is_valid() and general.is_valid():
        retention.set_rules(shop, by=request.user.actor, **form.cleaned_data)
        retention.set_privacy(by=request.user.actor, **general.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("keeping_of", shop.public_id)
    context = {
        "shop": shop,
        "shops": shops,
        "form": form,
        "general": general,
        "due": retention.dry_run(),
        "runs": list(RetentionRun.objects.filter(done__gt=0).select_related("shop")[:14]),
        "rules": retention.labels(),
    }
    return render(request, "customers/agent/keeping.html", context, status=422 if form.is_bound else 200)
