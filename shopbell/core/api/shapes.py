"""Shapes that many addresses share."""

from __future__ import annotations

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from ninja import Schema
from pydantic import ConfigDict, Field

# What an operation says that answers bytes instead of JSON.
BYTES: dict[str, Any] = {
    "responses": {200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}}
}


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
