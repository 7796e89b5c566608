"""People, for admins: the list, one account, and the link with which somebody chooses a password."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shopbell.shops.panels import current_shop
from shopbell.staff.actions import agents
from shopbell.staff.actions.invitation import invite, password_link, revoke
from shopbell.staff.forms import PASSWORD, NewPersonForm, PersonForm
from shopbell.staff.models import Agent, Team
from shopbell.staff.permissions import may_manage, may_manage_people, may_manage_sign_in, may_see_presence
from shopbell.staff.queries import invitations, open_sessions
from shopbell.staff.request import AgentRequest, requires
from shopbell.staff.second_step import has_second_step

_SHOWN_ONCE = "password_link"


@require_safe
@requires(may_manage_people)
def people(request: AgentRequest) -> HttpResponse:
    teams = Prefetch("teams", Team.objects.filter(is_archived=False))
    everybody = list(Agent.objects.select_related("own_role").prefetch_related(teams).order_by("name"))
    context = {
        "active": [person for person in everybody if person.is_active],
        "invited": invitations(),
        "may_see_presence": may_see_presence(request.user),
        "inactive": [person for person in everybody if not person.is_active],
    }
    return render(request, "staff/agent/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_manage_people)
def new_person(request: AgentRequest) -> HttpResponse:
    shop = current_shop(request)
    usual = {"language": shop.language, "timezone": shop.timezone} if shop else {}
    form = NewPersonForm(request.POST or None, by=request.user, initial=usual)
    if request.method != "POST" or not form.is_valid():
        return render(
            request,
            "staff/agent/person.html",
            {"form": form, "person": None, "may_manage_sign_in": False},
            status=_status(form),
        )
    given = form.cleaned_data
    has_password = given["access"] == PASSWORD
    person = agents.create(
        email=given["email"],
        name=given["name"],
        role=given["role"],
        own_role=given["own_role"],
        password=given["password"] if has_password else None,
        by=request.user.actor,
        language=given["language"],
        timezone=given["timezone"],
    )
    agents.join(person, teams=given.get("teams", []), by=request.user.actor)
    messages.success(request, _("{name} can sign in now.").format(name=person.name) if has_password else "")
    if not has_password:
        _hand_out(request, person)
    return redirect("person", person.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_manage_people)
def person(request: AgentRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(Agent, public_id=public_id)
    if not may_manage(request.user, found):
        raise PermissionDenied
    form = PersonForm(request.POST or None, by=request.user, instance=found)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        teams = given.pop("teams", None)
        agents.change(found, by=request.user.actor, **given)
        if teams is not None:
            agents.join(found, teams=teams, by=request.user.actor)
        messages.success(request, _("Saved."))
        return redirect("person", found.public_id)
    shown_once = request.session.get(_SHOWN_ONCE) or {}
    link = ""
    if request.method == "GET" and shown_once.get("person") == found.pk:
        link = request.session.pop(_SHOWN_ONCE)["link"]
    context = {
        "form": form,
        "person": found,
        "is_self": found == request.user,
        "link": link,
        **_sign_in(request, found),
    }
    return render(request, "staff/agent/person.html", context, status=_status(form))


@require_POST
@requires(may_manage_people)
def person_link(request: AgentRequest, public_id: str) -> HttpResponse:
    """Hand out a link to choose a password: shown once here, and sent by mail where mail works."""
    found = get_object_or_404(Agent, public_id=public_id, is_active=True)
    if not may_manage(request.user, found):
        raise PermissionDenied
    _hand_out(request, found)
    return redirect("person", found.public_id)


@require_POST
@requires(may_manage_people)
def person_active(request: AgentRequest, public_id: str) -> HttpResponse:
    """Switch somebody's account on or off; off ends what they have open."""
    found = get_object_or_404(Agent, public_id=public_id)
    if not may_manage(request.user, found):
        raise PermissionDenied
    changed = agents.change(found, by=request.user.actor, is_active=request.POST.get("active") == "yes")
    sentence = _("{name} can sign in again.") if changed.is_active else _("{name} can no longer sign in.")
    messages.success(request, sentence.format(name=changed.name))
    return redirect("people") if changed == request.user else redirect("person", found.public_id)


@require_POST
@requires(may_manage_people)
def invitation(request: AgentRequest, public_id: str) -> HttpResponse:
    """Send an invitation once more, or take it back."""
    found = get_object_or_404(Agent, public_id=public_id, is_active=True, last_login=None)
    if not may_manage(request.user, found):
        raise PermissionDenied
    if request.POST.get("revoke"):
        revoke(found, by=request.user.actor)
        messages.success(request, _("The invitation of {name} is taken back.").format(name=found.name))
    else:
        invite(found, by=request.user.actor)
        messages.success(request, _("A new link is on its way to {name}.").format(name=found.name))
    return redirect("people")


def _hand_out(request: AgentRequest, found: Agent) -> None:
    request.session[_SHOWN_ONCE] = {"person": found.pk, "link": password_link(found)}
    invite(found, by=request.user.actor)


def _sign_in(request: AgentRequest, found: Agent) -> dict[str, object]:
    """What stands on somebody's page about how they sign in, for who sets the rules."""
    if not may_manage_sign_in(request.user, found):
        return {"may_manage_sign_in": False}
    return {
        "may_manage_sign_in": True,
        "has_second_step": has_second_step(found),
        "sessions": open_sessions(found).count(),
    }


def _status(form: PersonForm) -> int:
    return 422 if form.is_bound and form.errors else 200
