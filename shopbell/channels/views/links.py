"""Files that were too large for a mail, fetched by a signed address."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from shopbell.channels.actions.composition import LINK_SALT
from shopbell.tickets.models import Attachment

GOOD_FOR = timedelta(days=30)


@require_safe
def linked_file(request: HttpRequest, signed: str) -> HttpResponseBase:
    try:
        public_id = signing.TimestampSigner(salt=LINK_SALT).unsign(signed, max_age=GOOD_FOR)
    except signing.SignatureExpired:
        return HttpResponse(status=410)
    except signing.BadSignature:
        return HttpResponse(status=404)
    found = get_object_or_404(Attachment, public_id=public_id, message__isnull=False)
    response = FileResponse(
        default_storage.open(found.path),
        as_attachment=True,
        filename=found.name,
        content_type="application/octet-stream",
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
