"""Lists page by page: cursors that hold their place while rows come and go."""

from __future__ import annotations

import base64
import json
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from shopbell.core.api.problems import Invalid

MOST = 100
LARGEST_KEY = 2**63 - 1
M = TypeVar("M", bound=Model)


class Paging(Schema):
    """Which part of a list: `cursor` is the `next` or `previous` of an answer, and nothing else."""

    cursor: str = Field("", max_length=300)
    limit: int = Field(25, ge=1, le=MOST)


def page_of(found: QuerySet[M], wanted: Paging, *, newest_first: bool = False) -> dict[str, Any]:
    """One part of a list in the order of its keys: `items`, and as `next` the cursor behind them."""
    ordered = found.order_by("-pk" if newest_first else "pk")
    if wanted.cursor:
        (key,) = read_cursor(wanted.cursor, int)
        ordered = ordered.filter(pk__lt=key) if newest_first else ordered.filter(pk__gt=key)
    rows = list(ordered[: wanted.limit + 1])
    has_more, rows = len(rows) > wanted.limit, rows[: wanted.limit]
    return {"items": rows, "next": write_cursor(rows[-1].pk) if has_more else None}


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
    except (ValueError, TypeError, RecursionError):
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
    if isinstance(part, int) and not 0 <= part <= LARGEST_KEY:
        raise ValueError
    return part
