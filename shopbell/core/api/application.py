"""Ninja's API object, with the ground rules of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, re_path
from django.utils.cache import patch_cache_control
from ninja import NinjaAPI
from ninja.operation import Operation

from shopbell.core.api import description, pace
from shopbell.core.api.access import identify
from shopbell.core.api.cleaning import CleanParser, cleaned
from shopbell.core.api.once import once
from shopbell.core.api.problems import HANDLERS, not_found, wrong_method
from shopbell.core.throttle import TooOften

View = Callable[..., HttpResponseBase]


class Api(NinjaAPI):
    """Ninja's, with problems for every refusal, and addresses that several apps may answer together.

    Every request is counted for its token before it runs, and a POST with an `Idempotency-Key` runs once.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(parser=CleanParser(), **options)
        for kind, handler in HANDLERS.items():
            self.add_exception_handler(kind, handler)
        self.described = cache(self._describe)
        self.nowhere = self._answering([])

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        """The addresses; those of one name are answered by whichever app knows the method."""
        patterns, app_name, namespace = super().urls
        by_address: dict[str, list[Any]] = {}
        for pattern in patterns:
            by_address.setdefault(str(pattern.pattern), []).append(pattern)
        made: list[URLResolver | URLPattern] = []
        for first, *others in by_address.values():
            first.callback = self._answering([first.callback, *(other.callback for other in others)])
            made.append(first)
        return [*made, re_path("", self.nowhere, name="unknown")], app_name, namespace

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """`tickets_replies`: the app and the function."""
        view = operation.view_func
        return f"{view.__module__.split('.')[1]}_{view.__name__}"

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None) -> Any:
        """The description of the API, made once."""
        return self.described(path_prefix if path_prefix is not None else self.get_root_path(path_params or {}))

    def _describe(self, path_prefix: str) -> Any:
        made = super().get_openapi_schema(path_prefix=path_prefix)
        description.complete(made, self._operations())
        return made

    def _operations(self) -> Iterator[tuple[str, Operation]]:
        for router in self._get_bound_routers():
            for view in router.path_operations.values():
                for operation in view.operations:
                    yield self.get_openapi_operation_id(operation), operation

    def _answering(self, views: Sequence[View]) -> View:
        def answer(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            response = self._answer(request, views, cleaned(kwargs))
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, private=True, no_store=True)
            return response

        answer.csrf_exempt = True  # type: ignore[attr-defined]  # a token is no cookie: nobody else can send it
        return answer

    def _answer(self, request: HttpRequest, views: Sequence[View], kwargs: dict[str, Any]) -> HttpResponseBase:
        spent = None
        try:
            access = identify(request)
            spent = pace.pace(request, access)
            spent.check()
            response = once(request, access, lambda: _first(views, request, **kwargs))
        except Exception as error:  # every kind has a handler, which says so to the program
            spent = pace.of_error(error) if spent is None and isinstance(error, TooOften) else spent
            response = self.on_exception(request, error)
        if spent is not None:
            pace.tell(response, spent)
        return response


def _first(views: Sequence[View], request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
    """What the first view says that knows the method."""
    methods: set[str] = set()
    for view in views:
        try:
            response = view(request, **kwargs)
        except Http404:
            return not_found(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        methods |= set(response["Allow"].split(", "))
    return wrong_method(methods) if views else not_found(request)
