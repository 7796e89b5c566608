"""The one gate of every string that a program sends."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

from shopbell.core.api.problems import JSON
from shopbell.core.clean import clean


class CleanParser(Parser):
    """Reads JSON and nothing else; every string passes the gate before anything looks at it."""

    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type != JSON:
            raise ValueError(request.content_type)
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
