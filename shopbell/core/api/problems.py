"""Refusals as `application/problem+json` (RFC 9457): a sentence for people, and sentences by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from shopbell.core.errors import Refused
from shopbell.core.throttle import TooOften

log = structlog.get_logger(__name__)
JSON, MULTIPART, PROBLEM = "application/json", "multipart/form-data", "application/problem+json"
# Python 3.13 renamed them; the API says the same on every version.
_TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}


class Invalid(Exception):
    """What was sent cannot be right: sentences by field."""

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        self.errors = {field: [str(sentence) for sentence in sentences] for field, sentences in errors.items()}
        super().__init__(self.errors)


class KeyReused(Exception):
    """This `Idempotency-Key` came with another request before."""


class ScopeMissing(Exception):
    """The token works, but not for this."""

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self.scope = scope


class Problem(Schema):
    """Why not: `detail` is a sentence for people, `errors` has sentences by field."""

    type: str
    title: str
    status: int
    detail: str
    errors: dict[str, list[str]] | None = None


def valid(form: BaseForm) -> dict[str, Any]:
    """What a form of the desk makes of its data. Raises `Invalid` with the sentences that the desk would show."""
    if not form.is_valid():
        raise Invalid(form.errors)  # type: ignore[arg-type]  # an ErrorDict of ErrorLists of sentences
    return form.cleaned_data


def problem(
    status: int,
    detail: str,
    *,
    errors: Mapping[str, Sequence[str]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """A refusal as `application/problem+json`."""
    title = _TITLES.get(status) or HTTPStatus(status).phrase
    said: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if errors:
        said["errors"] = errors
    return JsonResponse(said, status=status, content_type=PROBLEM, headers=headers)


def not_found(request: HttpRequest, error: Exception | None = None) -> HttpResponse:
    """Nothing here; whether it exists for others is not told."""
    return problem(404, _("There is nothing here, or nothing that you may see."))


def wrong_method(methods: set[str]) -> HttpResponse:
    """The address knows other methods only."""
    allowed = ", ".join(sorted(methods))
    return problem(405, _("This address knows {methods} only.").format(methods=allowed), headers={"Allow": allowed})


def _forbidden(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(403, _("Your role does not include this. An admin can change that."))


def _scope_missing(request: HttpRequest, error: Any) -> HttpResponse:
    sentence = _("This token is not made for that: it lacks {scope}. Make one that includes it.")
    said = f'Bearer error="insufficient_scope", scope="{error.scope}"'  # RFC 6750, 3.1
    return problem(403, sentence.format(scope=error.scope), headers={"WWW-Authenticate": said})


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(409, error.say())


def _too_often(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(429, error.say(), headers={"Retry-After": str(error.retry_after)})


def _nobody(request: HttpRequest, error: Any) -> HttpResponse:
    sentence = _("Send a valid token: Authorization: Bearer sb_… Settings, API tokens makes one.")
    return problem(401, sentence, headers={"WWW-Authenticate": "Bearer"})


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(422, _("Something in the request is not right."), errors=error.errors)


def _key_reused(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(422, _("This Idempotency-Key came with another request before. Use a new one."))


def _malformed(request: HttpRequest, error: Any) -> HttpResponse:
    if request.content_type != MULTIPART and any(one["loc"][0] == "file" for one in error.errors):
        return _unsupported(request, MULTIPART)
    errors: dict[str, list[str]] = {}
    for one in error.errors:
        errors.setdefault(_field(one["loc"]), []).append(str(one["msg"]))
    return problem(422, _("Something in the request is not right."), errors=errors)


def _field(place: Sequence[Any]) -> str:
    """`('body', 'sent', 'text')` is `text`: the middle one is only our own name for the whole."""
    source, *rest = place
    names = rest[1:] if source == "body" else rest
    return ".".join(str(name) for name in names) or str(source)


def _unsupported(request: HttpRequest, wanted: str) -> HttpResponse:
    return problem(415, _("Send this as {kind}.").format(kind=wanted), headers={"Accept": wanted})


def _unparsed(request: HttpRequest, error: Any) -> HttpResponse:
    """Ninja has one error for every body that its parser refuses."""
    if request.content_type != JSON:
        return _unsupported(request, JSON)
    return _unreadable(request, error)


def _too_large(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(413, _("This is more than we take at once. Files go to an address of their own."))


def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(400, _("The request cannot be read."))


def _broken(request: HttpRequest, error: Any) -> HttpResponse:
    log.exception("the API broke", path=request.path, exc_info=error)
    return problem(500, _("Something broke on our side. It is noted; nothing of this request was kept."))


HANDLERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    Http404: not_found,
    PermissionDenied: _forbidden,
    ScopeMissing: _scope_missing,
    Refused: _refused,
    TooOften: _too_often,
    AuthenticationError: _nobody,
    Invalid: _invalid,
    KeyReused: _key_reused,
    ValidationError: _malformed,
    HttpError: _unparsed,
    RequestDataTooBig: _too_large,
    RawPostDataException: _unparsed,
    SuspiciousOperation: _unreadable,
    MultiPartParserError: _unreadable,
    Exception: _broken,
}
