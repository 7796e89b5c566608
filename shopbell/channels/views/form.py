"""The contact and complaint page: without script, without cookies, also inside the shop's own pages."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from shopbell.channels.actions import contact
from shopbell.channels.chat.settings import framing_origins, origin_of
from shopbell.channels.forms.contact import LetterForm
from shopbell.channels.forms.papers import MOST_FILES
from shopbell.channels.models import ChannelAccount
from shopbell.channels.views.framing import framed
from shopbell.core.ids import public_id
from shopbell.core.throttle import Limit, TooOften, count, network_of
from shopbell.tickets.models import Attachment, Message

_KEY, _LETTER = "shopbell.channels.form_key", "shopbell.channels.letter"
KEY_SECONDS = 2 * 24 * 3600
_TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
LETTERS_PER_ADDRESS = Limit("letter-ip", 20, 600)
_SCRIPT = Path(__file__).resolve().parent.parent / "static" / "channels" / "form-embed.js"


# The form acts for nobody who is signed in, and inside a shop's frame there is no cookie to check a token against.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, shop: str, kind: str) -> HttpResponse:
    """Show the form; take what was written; show it again with what is wrong."""
    account = _account(shop)
    with translation.override(_language(request, account)), timezone.override(account.shop.zone):
        if request.method != "POST":
            return _page(request, account, kind, LetterForm(kind=kind), key=public_id())
        return _take(request, account, kind)


@require_safe
def thanks(request: HttpRequest, shop: str, kind: str) -> HttpResponse:
    """The number of the ticket, and when a person answers."""
    account = _account(shop)
    try:
        identity = signing.loads(request.GET.get("letter", ""), salt=_LETTER, max_age=KEY_SECONDS)
    except signing.BadSignature as error:
        raise Http404("no such letter") from error
    message = Message.objects.filter(public_id=identity, account_id=account.pk).select_related("ticket").first()
    if message is None:
        raise Http404("no such letter")
    with translation.override(_language(request, account)), timezone.override(account.shop.zone):
        context = {"message": message, "ticket": message.ticket, **_context(request, account, kind)}
        response = render(request, "channels/customer/letter_thanks.html", context)
        response["Cache-Control"] = "no-store"
        return framed(response, framing_origins(account))


@require_safe
def embed(request: HttpRequest, shop: str, kind: str) -> HttpResponse:
    """The script that shows the form inside a page of the shop."""
    account = _account(shop)
    config = {
        "page": f"{settings.SHOPBELL_URL}{reverse(kind, args=[shop])}",
        "origin": origin_of(settings.SHOPBELL_URL),
        "title": {code: _title(kind, code) for code, _name in settings.LANGUAGES},
        "language": account.shop.language,
    }
    script = f"({_script().rstrip().rstrip(';')})({json.dumps(config)});\n"
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "public, max-age=300"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _take(request: HttpRequest, account: ChannelAccount, kind: str) -> HttpResponse:
    try:
        sealed = request.POST.get("key", "")
    except _TOO_MUCH:
        sentence = _("This was too much at once and did not arrive. Shorten the text, and choose at most five files.")
        return _page(request, account, kind, LetterForm(kind=kind), key=public_id(), refused=sentence, status=413)
    known = _read_key(sealed)
    key = known or public_id()
    kept = contact.uploaded(key, request.POST.getlist("kept"))[:MOST_FILES]
    try:
        count(LETTERS_PER_ADDRESS, network_of(request))
    except TooOften as error:
        return _wait(request, account, kind, error, key=key, kept=kept)
    form = LetterForm(request.POST, request.FILES, kind=kind, kept=kept)
    is_valid = form.is_valid()
    # Stored at once: a form with a wrong address must not lose the photos.
    kept += [contact.upload(key, one.read(), name=one.name or "", claimed=one.content_type or "") for one in form.taken]
    if known is None:
        sentence = _("This page was open for a long time. What you wrote is still here: send it once more.")
        return _page(request, account, kind, form, key=key, kept=kept, refused=sentence, status=422)
    if not is_valid:
        return _page(request, account, kind, form, key=key, kept=kept, status=422)
    message = contact.write(account, _letter(request, form, kind, key, kept))
    query = {"letter": signing.dumps(message.public_id, salt=_LETTER), **_asked(request)}
    return redirect(f"{reverse(f'{kind}_thanks', args=[account.shop.slug])}?{urlencode(query)}", permanent=False)


def _wait(
    request: HttpRequest, account: ChannelAccount, kind: str, error: TooOften, *, key: str, kept: list[Attachment]
) -> HttpResponse:
    """Too many letters from one address: the words stay on the page, new files are not stored."""
    refused = str(error.say())
    if request.FILES:
        refused = _("{sentence} Only the files have to be chosen once more.").format(sentence=refused)
    form = LetterForm(request.POST, kind=kind, kept=kept)
    response = _page(request, account, kind, form, key=key, kept=kept, refused=refused, status=429)
    response["Retry-After"] = str(error.retry_after)
    return response


def _letter(request: HttpRequest, form: LetterForm, kind: str, key: str, kept: list[Attachment]) -> contact.Letter:
    given = form.cleaned_data
    return contact.Letter(
        key=key,
        kind=kind,
        email=given["email"],
        name=given["name"],
        text=given["text"],
        topic=form.topic_label,
        tag=given["topic"] if given["topic"] != "other" else "",
        order_number=given["order"],
        language=translation.get_language() or "",
        page=request.POST.get("page", "")[:300],
        files=kept,
        is_spam=form.is_trapped,
    )


def _page(
    request: HttpRequest,
    account: ChannelAccount,
    kind: str,
    form: LetterForm,
    *,
    key: str,
    kept: list[Attachment] | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "key": signing.dumps(key, salt=_KEY),
        "kept": kept or [],
        "refused": refused,
        "page": request.POST.get("page", "") if request.method == "POST" else request.headers.get("Referer", ""),
        **_context(request, account, kind),
    }
    response = render(request, "channels/customer/letter.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return framed(response, framing_origins(account))


def _context(request: HttpRequest, account: ChannelAccount, kind: str) -> dict[str, Any]:
    language = translation.get_language() or "en"
    spoken = [code for code in dict(settings.LANGUAGES) if account.shop.language_for(code) == code]
    return {
        "shop": account.shop,
        "hue": account.shop.hue,
        "kind": kind,
        "embedded": "embed" in request.GET,
        "query": urlencode(_asked(request)),
        "lang": language,
        "languages": [(code, translation.get_language_info(code)["name_local"]) for code in spoken],
        "here": reverse(kind, args=[account.shop.slug]),
        "theme": request.GET.get("theme") if request.GET.get("theme") in ("light", "dark") else "",
    }


def _asked(request: HttpRequest) -> dict[str, str]:
    """What the address says about the way the page is shown, to be kept from page to page."""
    return {name: request.GET[name] for name in ("embed", "lang", "theme") if request.GET.get(name)}


def _account(shop: str) -> ChannelAccount:
    accounts = ChannelAccount.objects.select_related("shop", "team").filter(kind="form", is_active=True)
    found = accounts.filter(shop__slug=shop).order_by("pk").first()
    if found is None:
        raise Http404("this shop has no form")
    return found


def _language(request: HttpRequest, account: ChannelAccount) -> str:
    return account.shop.language_for(request.GET.get("lang") or getattr(request, "LANGUAGE_CODE", None) or "")


def _read_key(sealed: str) -> str | None:
    try:
        return str(signing.loads(sealed, salt=_KEY, max_age=KEY_SECONDS))
    except signing.BadSignature:
        return None


def _title(kind: str, code: str) -> str:
    with translation.override(code):
        return _("Complaint form") if kind == "complaint" else _("Contact form")


def _script() -> str:
    return _SCRIPT.read_text() if settings.DEBUG else _cached_script()


@lru_cache(maxsize=1)
def _cached_script() -> str:
    return _SCRIPT.read_text()
