"""What a monitor, a load balancer and an admin ask: is it alive, is it ready, how is everything."""

from __future__ import annotations

import hmac
import os

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shopbell.core.checks import waiting_migrations
from shopbell.core.health import BROKEN, LOOK, OK, examine, worst
from shopbell.project.operation import figures
from shopbell.staff.permissions import may_administer
from shopbell.staff.request import AgentRequest, requires


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """This process answers; nothing else is looked at, so that a slow database restarts no web process."""
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """The database is in reach and migrated: requests may come here."""
    try:
        waiting = waiting_migrations()
    except DatabaseError:
        return JsonResponse({"ready": False, "why": "the database is out of reach"}, status=503)
    if waiting:
        return JsonResponse({"ready": False, "why": f"{waiting} migrations wait"}, status=503)
    return JsonResponse({"ready": True})


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus: for who has the token of SHOPBELL_METRICS_TOKEN; without one there are none."""
    token = os.environ.get("SHOPBELL_METRICS_TOKEN", "")
    said = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(said.encode(), token.encode()):
        return HttpResponse("There is nothing here for you.\n", status=404, content_type="text/plain")
    return HttpResponse(figures.text(), content_type=figures.CONTENT_TYPE)


@require_safe
@requires(may_administer)
def health(request: AgentRequest) -> HttpResponse:
    """The doctor's findings as a page of the settings."""
    findings = examine()
    context = {
        "findings": findings,
        "worst": worst(findings),
        "to_do": sum(one.level != OK for one in findings),
        "badges": {OK: "good", LOOK: "warn", BROKEN: "bad"},
    }
    return render(request, "operation/health.html", context)
