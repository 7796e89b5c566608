"""How one wants to be told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shopbell.staff.actions.notifications import prefer
from shopbell.staff.forms.notifications import NotificationsForm
from shopbell.staff.queries import preferences_of
from shopbell.staff.request import AgentRequest, desk


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def notifications(request: AgentRequest) -> HttpResponse:
    form = NotificationsForm(request.POST if request.method == "POST" else None, instance=preferences_of(request.user))
    if request.method == "POST" and form.is_valid():
        prefer(request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("notification_settings")
    status = 422 if form.is_bound else 200
    return render(request, "staff/agent/notifications.html", {"form": form}, status=status)
