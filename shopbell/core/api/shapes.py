"""Shapes that many addresses share."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from typing import Annotated, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ConfigDict, Field


def answers_bytes(*kinds: str) -> dict[str, Any]:
    """What an operation adds to its description that answers bytes instead of JSON, of one of these kinds."""
    schema = {"type": "string", "format": "binary"}
    content = {kind: {"schema": schema} for kind in ("application/octet-stream", *kinds)}
    return {"responses": {200: {"content": content}}}


def _clock(value: Any) -> Any:
    return f"{value:%H:%M}" if isinstance(value, time) else value


# A time of the day where the shop is, such as 09:30. The `time` of JSON Schema always has a zone (RFC 3339).
ClockTime = Annotated[str, BeforeValidator(_clock), Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", examples=["09:30"])]


def _in_utc(value: datetime) -> datetime:
    """PostgreSQL knows no zone as far off as Python does."""
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise ValueError("out of range") from None


# A moment with its zone, read as UTC.
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]


class Named(Schema):
    """Something else: the id of its own address, and what people call it."""

    id: str = Field(alias="public_id")
    name: str


class Sent(Schema):
    """What a program sends as a body: a name that means nothing is refused, lest a typing error passes for a change."""

    model_config = ConfigDict(extra="forbid")


def respond(data: Any, status: int = 200) -> HttpResponse:
    """Plain values as JSON, past ninja's response models: for lists that are asked for all day."""
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, status=status, content_type="application/json; charset=utf-8")
