"""Channel accounts, for admins: the list, one account, its live test and its health."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shopbell.channels import figures
from shopbell.channels.actions import accounts as acting
from shopbell.channels.actions import backfill, oauth, sign_in
from shopbell.channels.actions.speaking import facts_of
from shopbell.channels.adapters import chat
from shopbell.channels.adapters.email import EmailAdapter
from shopbell.channels.adapters.email.proposals import propose
from shopbell.channels.base import ChannelAdapter
from shopbell.channels.forms import kept
from shopbell.channels.forms.account import AccountForm, blocks_of, mark_kept, secrets_of, settings_form
from shopbell.channels.models import ChannelAccount
from shopbell.channels.permissions import may_manage_channels
from shopbell.core import clock
from shopbell.core.jobs import is_waiting
from shopbell.shops.models import Shop
from shopbell.staff.models import Team
from shopbell.staff.request import AgentRequest, requires

BACKFILL_DAYS = {"30": 30, "90": 90, "365": 365}


@require_safe
@requires(may_manage_channels)
def accounts(request: AgentRequest) -> HttpResponse:
    """The list; the page's live part asks for the rows alone."""
    listed = list(ChannelAccount.objects.select_related("shop", "team").order_by("-is_active", "kind", "name"))
    context = {
        "accounts": listed,
        "kinds": ChannelAdapter.kinds(),
        "waiting": figures.waiting(listed),
        "parked": figures.parked_by_account(),
        "trouble": figures.trouble_parts().count(),
        "shops": len({account.shop_id for account in listed}),
        "now": clock.now(),
        "states": ChannelAccount.State,
    }
    is_part = bool(request.headers.get("HX-Request"))
    return render(request, "channels/agent/_accounts.html" if is_part else "channels/agent/accounts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_manage_channels)
def new_account(request: AgentRequest, kind: str = "") -> HttpResponse:
    """First the kind, then its settings."""
    kinds = ChannelAdapter.kinds()
    if not kind:
        mailbox_first = dict(sorted(kinds.items(), key=lambda item: item[0] != EmailAdapter.kind))
        return render(request, "channels/agent/kinds.html", {"kinds": mailbox_first})
    if kind not in kinds or not Team.objects.filter(is_archived=False).exists():
        raise Http404
    adapter: type[ChannelAdapter] = kinds[kind]
    data = kept.filled(request.session, request.POST) if request.method == "POST" else None
    form = AccountForm(data, kind=adapter)
    fields = settings_form(adapter, data, None)
    if data is not None and form.is_valid() & fields.is_valid():
        kept.forget(request.session, data)
        given = form.cleaned_data
        made = acting.create(
            shop=given.get("shop") or given["team"].shop,
            team=given["team"],
            kind=kind,
            name=given["name"],
            address=given.get("address", ""),
            settings=fields.cleaned_data,
            by=request.user.actor,
        )
        return _on_with(request, made, _("{name} is set up and is being tested.").format(name=made.name))
    context = {"kind": adapter, "account": None, **_forms(request, kind, form, fields)}
    return render(request, "channels/agent/account.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_manage_channels)
def account(request: AgentRequest, public_id: str) -> HttpResponse:
    found = find(public_id)
    adapter: type[ChannelAdapter] = ChannelAdapter.of(found.kind)
    data = kept.filled(request.session, request.POST) if request.method == "POST" else None
    form = AccountForm(
        data,
        kind=adapter,
        account=found,
        initial={"name": found.name, "address": found.address, "team": found.team_id},
    )
    fields = settings_form(adapter, data, found)
    if data is not None and form.is_valid() & fields.is_valid():
        kept.forget(request.session, data)
        given = form.cleaned_data
        changed = acting.change(
            found,
            by=request.user.actor,
            name=given["name"],
            address=given.get("address"),
            team=given["team"],
            settings=fields.cleaned_data,
        )
        return _on_with(request, changed, _("Saved. The test runs once more."))
    context = {
        **card_context(request, found),
        **_forms(request, found.kind, form, fields),
        "kind": adapter,
        **_ways_in(found, adapter),
    }
    return render(request, "channels/agent/account.html", context, status=422 if form.is_bound else 200)


@require_safe
@requires(may_manage_channels)
def proposal(request: AgentRequest) -> JsonResponse:
    """What to fill in for an address, for the script of the form; the form does the same without it."""
    found = propose(request.GET.get("address", "")[:320])
    return JsonResponse({"settings": found.settings, "words": found.words} if found else {})


@require_safe
@requires(may_manage_channels)
def cards(request: AgentRequest, public_id: str) -> HttpResponse:
    """Live test and health, for the page that reads them anew; with `?part=state` the badge alone."""
    found = find(public_id)
    if request.GET.get("part") == "state":
        return render(request, "channels/agent/_dot.html", {"account": found, "now": clock.now()})
    return render(request, "channels/agent/_cards.html", card_context(request, found))


@require_POST
@requires(may_manage_channels)
def test(request: AgentRequest, public_id: str) -> HttpResponse:
    """Have the account tested by a worker; the card tells when it is done."""
    found = find(public_id)
    acting.defer_test(found)
    if request.headers.get("HX-Request"):
        return render(request, "channels/agent/_cards.html", card_context(request, found))
    return redirect("channel", found.public_id)


@require_POST
@requires(may_manage_channels)
def state(request: AgentRequest, public_id: str) -> HttpResponse:
    """Pause, go on, switch off, switch on."""
    found, by = find(public_id), request.user.actor
    match request.POST.get("state", ""):
        case "pause":
            acting.pause(found, by=by)
        case "resume":
            acting.resume(found, by=by)
        case "off":
            acting.switch(found, is_active=False, by=by)
        case "on":
            acting.switch(found, is_active=True, by=by)
    return redirect("channel", found.public_id)


@require_POST
@requires(may_manage_channels)
def older(request: AgentRequest, public_id: str) -> HttpResponse:
    """Fetch older mail, as closed tickets that wake nobody."""
    found = find(public_id)
    days = BACKFILL_DAYS.get(request.POST.get("days", ""), 30)
    backfill.start(found, since=clock.now() - timedelta(days=days), by=request.user.actor)
    messages.success(request, _("Older mail is coming in, slowly, as closed tickets."))
    return redirect("channel", found.public_id)


def find(public_id: str) -> ChannelAccount:
    """The account. Kinds that this version does not know give 404."""
    found = get_object_or_404(ChannelAccount.objects.select_related("shop", "team"), public_id=public_id)
    if found.kind not in ChannelAdapter.kinds():
        raise Http404
    return found


def card_context(request: AgentRequest, found: ChannelAccount) -> dict[str, Any]:
    """What the cards beside the settings need."""
    steps = [{"detail": "", "milliseconds": 0, "change": {}, **step} for step in found.steps]
    for step in steps:
        step["way_out"] = _way_out(step["change"])
    return {
        "account": found,
        "kind": ChannelAdapter.of(found.kind),
        "health": figures.health_of(found, timezone.get_current_timezone()),
        "steps": steps,
        "took": sum(step.get("milliseconds", 0) for step in steps),
        "is_testing": is_waiting(f"channels.test:{found.pk}"),
        "states": ChannelAccount.State,
        "now": clock.now(),
    }


def _on_with(request: AgentRequest, account: ChannelAccount, words: str) -> HttpResponse:
    """To the account's page, its test under way, unless somebody must sign in at the provider first."""
    if oauth.awaits_person(account.settings):
        messages.success(request, _("Saved. One step is left: sign in at the provider."))
    else:
        acting.defer_test(account)
        messages.success(request, words)
    return redirect("channel", account.public_id)


def _forms(request: AgentRequest, kind: str, form: AccountForm, fields: forms.Form) -> dict[str, Any]:
    """The two forms of the page; when they were refused, the secrets in them are kept for the next attempt."""
    name = ""
    if isinstance(fields.data, QueryDict) and fields.is_bound:
        kept.forget(request.session, fields.data)
        name, held = kept.hold(request.session, fields.data, secrets_of(fields))
        mark_kept(fields, held)
    return {
        "form": form,
        "fields": fields,
        "blocks": blocks_of(kind, fields),
        "kept": name,
        "kept_field": kept.FIELD,
        "return_address": sign_in.return_address() if "client_id" in fields.fields else "",
    }


def _way_out(change: Mapping[str, Any]) -> str:
    """The words of the button that puts settings right."""
    said = {name.rpartition("_")[2]: str(value) for name, value in change.items()}
    way = {"tls": "TLS", "starttls": "STARTTLS"}.get(said.get("security", ""), "")
    if port := said.get("port"):
        return (_("Use port {port} with {way}") if way else _("Use port {port}")).format(port=port, way=way)
    return _("Use {way}").format(way=way) if way else ""


def _ways_in(found: ChannelAccount, adapter: type[ChannelAdapter]) -> dict[str, Any]:
    """What a shop puts on its pages or tells a provider."""
    shop: Shop = found.shop
    made: dict[str, Any] = {
        "script": "",
        "identity": "",
        "takes_hooks": adapter.verify is not ChannelAdapter.verify,
        "has_history": adapter.backfill is not ChannelAdapter.backfill,
        "hook_url": facts_of(found).hook_url,
        "base": settings.SHOPBELL_URL,
        "signs_in": oauth.wants_person(found.settings),
        "awaits_person": oauth.awaits_person(found.settings),
        "provider_name": sign_in.provider_name(found),
    }
    if found.kind == chat.Chat.kind:
        made["script"] = chat.script_tag(shop.slug, found.public_id)
        made["identity"] = chat.identity_snippet()
    return made
