"""How one writes oneself, and for those who manage a shop, what stands under all its mails."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shopbell.shops.models import Shop
from shopbell.staff.permissions import may_answer, may_manage_shop
from shopbell.staff.request import AgentRequest, requires
from shopbell.tickets.actions.habits import set_habits, sign
from shopbell.tickets.forms.habits import HabitsForm, SignatureForm
from shopbell.tickets.queries.habits import habits_of, signature, signatures


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_answer)
def writing(request: AgentRequest) -> HttpResponse:
    me = request.user
    form = HabitsForm(request.POST or None, instance=habits_of(me))
    texts = SignatureForm(request.POST or None, initial=SignatureForm.initial_of(signatures(me)))
    if request.method == "POST" and form.is_valid() and texts.is_valid():
        set_habits(me, **form.cleaned_data)
        sign(me, texts=SignatureForm.texts(texts.cleaned_data), by=me.actor)
        messages.success(request, _("Saved."))
        return redirect("writing")
    shops = list(Shop.objects.order_by("name")) if may_manage_shop(me) else []
    seen = shops or list(Shop.objects.filter(teams__members=me).distinct())
    context = {
        "form": form,
        "texts": texts,
        "shops": shops,
        "samples": [(shop, signature(me, shop, me.language)) for shop in seen],
    }
    return render(request, "tickets/agent/writing.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_manage_shop)
def shop_signature(request: AgentRequest, public_id: str) -> HttpResponse:
    shop = get_object_or_404(Shop, public_id=public_id)
    texts = SignatureForm(request.POST or None, initial=SignatureForm.initial_of(signatures(shop)))
    if request.method == "POST" and texts.is_valid():
        sign(shop, texts=SignatureForm.texts(texts.cleaned_data), by=request.user.actor)
        messages.success(request, _("Saved."))
        return redirect("shop_signature", shop.public_id)
    context = {"shop": shop, "texts": texts}
    return render(request, "tickets/agent/signature.html", context, status=422 if texts.is_bound else 200)
