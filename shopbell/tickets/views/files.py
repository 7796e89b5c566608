"""Files of messages, served so that nothing in them can run."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from shopbell.staff.request import AgentRequest, desk
from shopbell.tickets.models import Attachment, Ticket

CSP = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@require_safe
@desk
def file(request: AgentRequest, public_id: str) -> HttpResponseBase:
    """A file of a ticket this agent may see, or one they uploaded themselves."""
    found = get_object_or_404(Attachment.objects.select_related("message"), public_id=public_id)
    if found.message is None:
        get_object_or_404(Attachment, pk=found.pk, owner=Attachment.owner_of(request.user))
    else:
        get_object_or_404(Ticket.objects.visible_to(request.user), pk=found.message.ticket_id)
    return respond(found)


def respond(found: Attachment) -> HttpResponseBase:
    """The bytes: pictures may be shown in a page, everything else is a download."""
    response = FileResponse(
        default_storage.open(found.path),
        as_attachment=not found.is_image,
        filename=found.name,
        content_type=found.mime if found.is_image else "application/octet-stream",
    )
    response["Content-Security-Policy"] = CSP
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=86400"
    return response
