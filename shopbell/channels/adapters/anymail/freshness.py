"""Mailgun's proof against repeated requests: a token that counts once, and a time that is not long ago."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from shopbell.channels.adapters.anymail.providers import fields_of
from shopbell.channels.base import Request
from shopbell.core import clock

# Mail that is offered again after we were away must not be lost, so hours are allowed; how long Mailgun goes on
# offering it has not been measured. What is only told about mail of ours has to be new.
MINUTES, RETRIED = timedelta(minutes=10), timedelta(hours=9)


def fresh_token(request: Request, *, retried: bool) -> str:
    """The token of a request that is not too old; `retried` allows for repeated delivery. Raises `ValueError`."""
    kind = request.headers.get("content-type", "")
    if kind.partition(";")[0].strip().lower() == "application/json":
        signed = json.loads(request.body)["signature"]
        token, timestamp = str(signed["token"]), int(signed["timestamp"])
    else:
        fields = dict(fields_of(request.body, kind))
        token, timestamp = fields["token"].decode("latin-1"), int(fields["timestamp"])
    age = abs(clock.now() - datetime.fromtimestamp(timestamp, tz=UTC))
    if not token or age > (RETRIED if retried else MINUTES):
        raise ValueError("the request was signed too long ago")
    return token
