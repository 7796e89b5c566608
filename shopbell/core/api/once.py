"""A repeated POST is done once: the answer is kept under the `Idempotency-Key` in the same transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from shopbell.core.api.access import Access, Answer
from shopbell.core.api.problems import MULTIPART, Invalid
from shopbell.core.clean import clean

HEADER, REPLAYED = "Idempotency-Key", "Idempotency-Replayed"
LONGEST_KEY = 255


def once(request: HttpRequest, access: Access | None, run: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Run a POST that has a key once, whoever repeats it when; others just run.

    What is refused keeps nothing and may be tried again. Raises `KeyReused`.
    """
    key = clean(request.headers.get(HEADER, "").strip())
    if request.method != "POST" or access is None or not key:
        return run()
    if len(key) > LONGEST_KEY:
        raise Invalid({HEADER: [_("A key has at most {n} characters.").format(n=LONGEST_KEY)]})
    digest = digest_of(request)
    with transaction.atomic():
        if known := access.claim(key, digest):
            return _again(known)
        response = run()
        if isinstance(response, HttpResponse) and response.status_code < 300:
            answer = Answer(response.status_code, response.get("Content-Type", ""), response.content)
            access.keep(key, answer)
        else:
            transaction.set_rollback(True)
    return response


def digest_of(request: HttpRequest) -> str:
    """What makes a request the same one: its address, and what was sent there, to the byte."""
    seen = hashlib.sha256(f"{request.get_full_path()}\0{request.content_type}\0".encode())
    if request.content_type != MULTIPART:
        seen.update(request.body)
        return seen.hexdigest()
    for name, values in sorted(request.POST.lists()):  # another boundary is no other request
        seen.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            seen.update(repr((name, file.name, file.content_type, _digest_of_file(file))).encode())
    return seen.hexdigest()


def _digest_of_file(file: UploadedFile[Any]) -> str:
    seen = hashlib.sha256()
    for chunk in file.chunks():
        seen.update(chunk)
    file.seek(0)
    return seen.hexdigest()


def _again(known: Answer) -> HttpResponse:
    response = HttpResponse(known.body, status=known.status, headers={REPLAYED: "true"})
    if known.content_type:
        response["Content-Type"] = known.content_type
    else:
        del response["Content-Type"]
    return response
