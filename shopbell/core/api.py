"""The ground of the REST API: one `Api` object, tokens, cursors, and problems instead of pages (RFC 9457)."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from http import HTTPStatus
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, re_path
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.security import HttpBearer
from pydantic import ConfigDict, Field

from shopbell.core.clean import clean
from shopbell.core.errors import Refused
from shopbell.core.throttle import Limit, TooOften, count

log = structlog.get_logger(__name__)
MOST = 100
WRONG_TOKENS = Limit("api-token", 20, 60)
# Python 3.13 renamed them; the API says the same on every version.
_TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}

TokenFinder = Callable[[str], Any]
_finders: list[TokenFinder] = []


class Invalid(Exception):
    """What was sent cannot be right: sentences by field."""

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        self.errors = {field: [str(sentence) for sentence in sentences] for field, sentences in errors.items()}
        super().__init__(self.errors)


def valid(form: BaseForm) -> dict[str, Any]:
    """What a form of the desk makes of its data. Raises `Invalid` with the sentences that the desk would show."""
    if not form.is_valid():
        raise Invalid(form.errors)  # type: ignore[arg-type]  # an ErrorDict of ErrorLists of sentences
    return form.cleaned_data


def token_finder(find: TokenFinder) -> TokenFinder:
    """Register what knows whose a token is: `find(secret)` gives the user, or None."""
    if find not in _finders:
        _finders.append(find)
    return find


class Bearer(HttpBearer):
    """`Authorization: Bearer sb_…`: the request acts as the token's owner, with their role and teams.

    `allowed` is asked before anything in the request is looked at. Wrong tokens are counted by address.
    """

    def __init__(self, allowed: Callable[[Any], bool] | None = None) -> None:
        super().__init__()
        self.allowed = allowed

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        owner = next((user for find in _finders if (user := find(token))), None)
        if owner is None:
            count(WRONG_TOKENS, request.META.get("REMOTE_ADDR", ""))
            return None
        if self.allowed and not self.allowed(owner):
            raise PermissionDenied
        request.user = owner
        return owner


class Named(Schema):
    """Something else: the id of its own address, and what people call it."""

    id: str = Field(alias="public_id")
    name: str


class Sent(Schema):
    """What a program sends as a body: a name that means nothing is refused, lest a typing error passes for a change."""

    model_config = ConfigDict(extra="forbid")


class Paging(Schema):
    """Which part of a list: `cursor` is the `next` or `previous` of an answer, and nothing else."""

    cursor: str = Field("", max_length=300)
    limit: int = Field(25, ge=1, le=MOST)


def write_cursor(*key: Any) -> str:
    """A place in a list, as a word that only `read_cursor` understands."""
    parts = [part.isoformat() if isinstance(part, datetime) else part for part in key]
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def read_cursor(cursor: str, *kinds: type) -> list[Any]:
    """The place again, whose parts are of these kinds: `int`, `str` or `datetime`. Raises `Invalid` otherwise."""
    try:
        parts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(parts, list):
            raise TypeError
        return [_part(part, kind) for part, kind in zip(parts, kinds, strict=True)]
    except (ValueError, TypeError):
        raise Invalid({"cursor": [_("This is no cursor of this list. Begin again without one.")]}) from None


def _part(part: Any, kind: type) -> Any:
    """One part of a cursor; `TypeError` or `ValueError` when it is of another kind."""
    if kind is datetime:
        at = datetime.fromisoformat(part)
        if at.tzinfo is None:
            raise ValueError
        return at
    if type(part) is not kind:
        raise TypeError
    return part


def respond(data: Any, status: int = 200) -> HttpResponse:
    """Plain values as JSON, past ninja's response models: for lists that are asked for all day."""
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, status=status, content_type="application/json; charset=utf-8")


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
    return JsonResponse(said, status=status, content_type="application/problem+json", headers=headers)


class CleanParser(Parser):
    """Every string passes the one gate before anything looks at it."""

    def parse_body(self, request: HttpRequest) -> Any:
        return cleaned(super().parse_body(request))

    def parse_querydict(self, data: Any, list_fields: list[str], request: HttpRequest) -> dict[str, Any]:
        made: dict[str, Any] = cleaned(super().parse_querydict(data, list_fields, request))
        return made


def cleaned(value: Any) -> Any:
    """The same without what PostgreSQL refuses, however deep; what is no text stays as it is."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [cleaned(one) for one in value]
    if isinstance(value, dict):
        return {cleaned(key): cleaned(one) for key, one in value.items()}
    return value


class Api(NinjaAPI):
    """Ninja's, with problems for every refusal, and addresses that several apps may answer together."""

    def __init__(self, **options: Any) -> None:
        super().__init__(parser=CleanParser(), **options)
        for kind, handler in _HANDLERS.items():
            self.add_exception_handler(kind, handler)
        self.described = cache(self._describe)

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        """The addresses; those of one name are answered by whichever app knows the method."""
        patterns, app_name, namespace = super().urls
        by_address: dict[str, list[Any]] = {}
        for pattern in patterns:
            by_address.setdefault(str(pattern.pattern), []).append(pattern)
        made: list[URLResolver | URLPattern] = []
        for first, *others in by_address.values():
            first.callback = _answering([first.callback, *(other.callback for other in others)])
            made.append(first)
        return [*made, re_path("", _answering([]), name="unknown")], app_name, namespace

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """`tickets_replies`: the app and the function."""
        view = operation.view_func
        return f"{view.__module__.split('.')[1]}_{view.__name__}"

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None) -> Any:
        """The description of the API, made once."""
        return self.described(path_prefix if path_prefix is not None else self.get_root_path(path_params or {}))

    def _describe(self, path_prefix: str) -> Any:
        made = super().get_openapi_schema(path_prefix=path_prefix)
        made["components"]["schemas"]["Problem"] = Problem.model_json_schema()
        content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for operations in made["paths"].values():
            for operation in operations.values():
                operation["responses"]["default"] = {"description": "Refused", "content": content}
        return made


class Problem(Schema):
    """Why not: `detail` is a sentence for people, `errors` has sentences by field."""

    type: str
    title: str
    status: int
    detail: str
    errors: dict[str, list[str]] | None = None


def _answering(views: Sequence[Callable[..., HttpResponseBase]]) -> Callable[..., HttpResponseBase]:
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        response = _first(views, request, **cleaned(kwargs))
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    answer.csrf_exempt = True  # type: ignore[attr-defined]  # a token is no cookie: nobody else can send it
    return answer


def _first(views: Sequence[Callable[..., HttpResponseBase]], request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
    """What the first view says that knows the method."""
    methods: set[str] = set()
    for view in views:
        try:
            response = view(request, **kwargs)
        except Http404:
            return _not_found(request, Http404())
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        methods |= set(response["Allow"].split(", "))
    if not views:
        return _not_found(request, Http404())
    allowed = ", ".join(sorted(methods))
    sentence = _("This address knows {methods} only.").format(methods=allowed)
    return problem(405, sentence, headers={"Allow": allowed})


def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(404, _("There is nothing here, or nothing that you may see."))


def _forbidden(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(403, _("Your role does not include this. An admin can change that."))


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(409, error.say())


def _too_often(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(429, error.say(), headers={"Retry-After": str(error.retry_after)})


def _nobody(request: HttpRequest, error: Any) -> HttpResponse:
    sentence = _("Send a valid token: Authorization: Bearer sb_… Settings, API tokens makes one.")
    return problem(401, sentence, headers={"WWW-Authenticate": "Bearer"})


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(422, _("Something in the request is not right."), errors=error.errors)


def _malformed(request: HttpRequest, error: Any) -> HttpResponse:
    errors: dict[str, list[str]] = {}
    for one in error.errors:
        errors.setdefault(_field(one["loc"]), []).append(str(one["msg"]))
    return problem(422, _("Something in the request is not right."), errors=errors)


def _field(place: Sequence[Any]) -> str:
    """`('body', 'sent', 'text')` is `text`: the middle one is only our own name for the whole."""
    source, *rest = place
    names = rest[1:] if source == "body" else rest
    return ".".join(str(name) for name in names) or str(source)


def _other(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code, str(error))


def _too_large(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(413, _("This is more than we take at once. Files go to an address of their own."))


def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(400, _("The request cannot be read."))


def _broken(request: HttpRequest, error: Any) -> HttpResponse:
    log.exception("the API broke", path=request.path, exc_info=error)
    return problem(500, _("Something broke on our side. It is noted; nothing of this request was kept."))


_HANDLERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    Http404: _not_found,
    PermissionDenied: _forbidden,
    Refused: _refused,
    TooOften: _too_often,
    AuthenticationError: _nobody,
    Invalid: _invalid,
    ValidationError: _malformed,
    HttpError: _other,
    RequestDataTooBig: _too_large,
    SuspiciousOperation: _unreadable,
    MultiPartParserError: _unreadable,
    Exception: _broken,
}
