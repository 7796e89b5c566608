"""The audit log: a page of it, and the files that were asked for."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shopbell.staff.actions.audit import export
from shopbell.staff.audit import Wanted, lines, page
from shopbell.staff.forms.security import AuditForm
from shopbell.staff.models import AuditExport
from shopbell.staff.permissions import may_read_audit
from shopbell.staff.request import AgentRequest, requires


@require_safe
@requires(may_read_audit)
def audit(request: AgentRequest) -> HttpResponse:
    form = AuditForm(request.GET)
    wanted = form.wanted() if form.is_valid() else Wanted()
    before = request.GET.get("before", "")
    events, older = page(wanted, before=int(before) if before.isdecimal() and len(before) < 19 else None)
    kept = {key: value for key, value in request.GET.items() if key in form.fields and value}
    context: dict[str, Any] = {
        "form": form,
        "lines": lines(events),
        "older": urlencode({**kept, "before": older}) if older else "",
        "is_first": not before,
        "filters": kept,
        "forms": AuditExport.Form.choices,
        "exports": list(AuditExport.objects.filter(agent=request.user)[:5]) if not before else [],
    }
    return render(request, "staff/agent/audit.html", context)


@require_POST
@requires(may_read_audit)
def audit_export(request: AgentRequest) -> HttpResponse:
    form = AuditForm(request.POST)
    kind = request.POST.get("as", "")
    if kind in AuditExport.Form.values and form.is_valid():
        export(form.wanted(), form=kind, agent=request.user, by=request.user.actor)
        messages.success(request, _("The file is being made. It stands below in a moment."))
    return redirect("audit")


@require_safe
@requires(may_read_audit)
def audit_file(request: AgentRequest, public_id: str) -> HttpResponseBase:
    found = get_object_or_404(AuditExport, public_id=public_id, agent=request.user, done_at__isnull=False)
    name = f"audit-{found.created_at:%Y-%m-%d}.{found.form}"
    kind = "text/csv" if found.form == AuditExport.Form.CSV else "application/jsonl"
    return FileResponse(default_storage.open(found.path), as_attachment=True, filename=name, content_type=kind)
