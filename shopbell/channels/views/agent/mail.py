"""A mail in its sender's own design, for the frame beside its text."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from shopbell.channels import mail_page
from shopbell.channels.views.agent.message import find
from shopbell.staff.request import AgentRequest, desk


@require_safe
@desk
def mail(request: AgentRequest, public_id: str) -> HttpResponse:
    """`?images=1` lets the pictures of other servers in, which tells them that the mail was read."""
    message = find(request, public_id)
    if not message.html:
        raise Http404
    remote = request.GET.get("images") == "1"
    response = HttpResponse(mail_page.page(message, remote=remote, language=message.language))
    response["Content-Security-Policy"] = mail_page.policy(remote=remote)
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response
