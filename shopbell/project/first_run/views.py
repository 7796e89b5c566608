"""The first-run page; it is there until somebody can sign in, and 404 from then on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from shopbell.core.throttle import Limit, TooOften, count, network_of
from shopbell.project.first_run import code
from shopbell.project.first_run.forms import CodeForm, SetUpForm
from shopbell.shops.currencies import currency_of
from shopbell.shops.models import Shop
from shopbell.shops.zones import country_of
from shopbell.staff.actions.ownership import FirstShop, set_up
from shopbell.staff.queries import anybody_can_sign_in

TRIES = Limit("setup_code", most=20, seconds=60)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_CODE = "setup_code"


def after_first_run(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A sign-in page, to which the whole desk leads; on a fresh installation it leads on to the first-run page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "GET" and not anybody_can_sign_in():
            return redirect("setup")
        return view(request, *args, **kwargs)

    return guarded


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """First the code, from the link or typed in; then the shop and its owner."""
    if anybody_can_sign_in():
        code.forget()  # were it still there, the terminal would go on offering this page
        raise Http404
    given = request.POST if "code" in request.POST else request.GET
    if "code" in given:
        return _ask_for_code(request, CodeForm(given))
    if not code.fits(request.session.get(_CODE, "")):
        code.current()  # somebody may have removed the file
        return _ask_for_code(request, CodeForm())
    form = SetUpForm(request.POST) if request.method == "POST" else SetUpForm(initial=_guesses())
    if not form.is_valid():
        return render(request, "setup/setup.html", {"form": form}, status=422 if form.is_bound else 200)
    said = form.cleaned_data
    shop = FirstShop(
        name=said["shop"],
        website=said["website"],
        language=said["language"],
        timezone=said["timezone"],
        currency=said["currency"],
    )
    _opened, owner = set_up(shop, name=said["name"], email=said["email"], password=said["password"])
    code.forget()
    login(request, owner, backend=BACKEND)
    return redirect("inbox")


def _ask_for_code(request: HttpRequest, form: CodeForm) -> HttpResponse:
    """Let in whoever has the code. It moves from the address into the session, so that no history keeps it."""
    try:
        if form.is_bound:
            count(TRIES, network_of(request))
        if form.is_valid():
            request.session[_CODE] = form.cleaned_data["code"]
            return redirect("setup")
    except TooOften as error:
        form.add_error("code", error.say())
    return render(request, "setup/code.html", {"form": form}, status=422 if form.is_bound else 200)


def _guesses() -> dict[str, str]:
    """Before the browser has told its time zone."""
    zone = str(Shop._meta.get_field("timezone").default)
    return {
        "language": (translation.get_language() or "en").split("-", maxsplit=1)[0],
        "timezone": zone,
        "currency": currency_of(country_of(zone)),
    }
