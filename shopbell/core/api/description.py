"""What the OpenAPI document says beyond ninja: scopes, keys, problems, and headers of every answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ninja.operation import Operation

from shopbell.core.api import once, pace
from shopbell.core.api.access import Bearer
from shopbell.core.api.problems import PROBLEM, Problem

_KEY = {
    "in": "header",
    "name": once.HEADER,
    "required": False,
    "schema": {"type": "string", "maxLength": once.LONGEST_KEY},
    "description": "Any word of yours. The same request with the same key again gets the first answer, for a day.",
}


def complete(document: dict[str, Any], operations: Iterable[tuple[str, Operation]]) -> None:
    """Add what every operation shares; `operations` are those of the document with their ids."""
    scopes = {key: _scope(operation) for key, operation in operations}
    components = document["components"]
    components["schemas"]["Problem"] = Problem.model_json_schema()
    components["headers"] = {
        name: {"description": words, "schema": {"type": "integer"}} for name, words in pace.HEADERS.items()
    }
    components["parameters"] = {once.HEADER: _KEY}
    components["responses"] = {"Refused": {**_refused(), "headers": _headers()}}
    for methods in document["paths"].values():
        for method, operation in methods.items():
            _complete(method, operation, scopes[operation["operationId"]])


def _complete(method: str, operation: dict[str, Any], scope: str) -> None:
    operation["security"] = [{Bearer.__name__: [scope] if scope else []}]
    if scope:
        said = f"Scope: `{scope}`."
        operation["description"] = "\n\n".join(filter(None, [operation.get("description"), said]))
    if method == "post":
        operation["parameters"].append({"$ref": f"#/components/parameters/{once.HEADER}"})
    for response in operation["responses"].values():
        response["headers"] = {**response.get("headers", {}), **_headers()}
    operation["responses"]["default"] = {"$ref": "#/components/responses/Refused"}


def _scope(operation: Operation) -> str:
    return next((auth.scope for auth in operation.auth_callbacks if isinstance(auth, Bearer)), "")


def _refused() -> dict[str, Any]:
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": "Refused", "content": content}


def _headers() -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in pace.HEADERS}
