"""The API is what its document says: requests made up from the document, right ones and wrong ones, by Schemathesis."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.specs.openapi.schemas import OpenApiSchema

from shopbell.channels.models import ChannelAccount
from shopbell.core.api import pace
from shopbell.core.throttle import Limit
from shopbell.project.api import api
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent, Team
from shopbell.tickets.models import Ticket
from tests.program import Program
from tests.project.api_table import TABLE, World, build_world

EXAMPLES = 6
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
BOUNDED = settings(
    max_examples=EXAMPLES,
    derandomize=True,  # the same requests in every run: one that fails is a fault, not bad luck
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def _whole(application: Any) -> Any:
    """Read an answer to its end, which closes the file that it may come from."""

    def answer(environ: Any, start: Any) -> list[bytes]:
        with closing(application(environ, start)) as parts:
            return [b"".join(parts)]

    return answer


@pytest.fixture(scope="module")
def document() -> Iterator[OpenApiSchema]:
    loaded = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1"))
    loaded.app = _whole(get_wsgi_application())
    for signal in (request_started, request_finished):  # they would close the connection of the test's transaction
        signal.disconnect(close_old_connections)
    yield loaded
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def world(shop: Shop, team: Team, mailbox: ChannelAccount, ticket: Ticket, bob: Agent, owner: Agent) -> World:
    return build_world(shop, team, mailbox, ticket.messages.get(), colleague=bob, agent=owner)


@pytest.fixture
def program(owner: Agent, monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.setattr(pace, "PACE", Limit("api", 1_000_000, 60))
    return Program(owner)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["right", "wrong"])
@pytest.mark.parametrize("operation", sorted(TABLE))
def test_answers_are_as_described(
    operation: str, mode: GenerationMode, document: OpenApiSchema, world: World, program: Program
) -> None:
    method, path = operation.split(" ")
    found = document["/api/v1" + path][method]
    names = {**world.names, **({"number": world.parked.pk} if "parked" in path else {})}
    real = {name: value for name, value in names.items() if f"{{{name}}}" in path}
    is_right = mode is GenerationMode.POSITIVE
    # Without a body, the wrong thing may be a header or a name in the query that nobody asks for: passed over.
    has_body = bool(list(found.body))
    checks: list[Any] = [*CHECKS, negative_data_rejection] if has_body and not is_right else CHECKS
    headers = program.headers() if has_body else None
    made_up = found.as_strategy(mode, path_parameters=real if is_right else None, headers=headers)

    @BOUNDED
    @given(case=made_up)
    def check(case: Case) -> None:
        mark = transaction.savepoint()
        try:
            response = case.call(headers=program.headers())
            case.validate_response(response, checks=checks)
        finally:
            transaction.savepoint_rollback(mark)

    check()
