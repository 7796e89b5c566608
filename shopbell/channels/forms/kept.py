"""Secrets typed into a form that was refused: kept for some minutes in the session, encrypted, never in the page."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import QueryDict

from shopbell.core import clock
from shopbell.core.secrets import decrypt, encrypt

FIELD = "kept"
KEPT_FOR = timedelta(minutes=10)
_KEY, _MOST = "channels.kept", 5


def hold(session: SessionBase, data: QueryDict, names: Iterable[str]) -> tuple[str, set[str]]:
    """Keep the secrets of these fields; gives the name of what is kept, for the form, and its fields."""
    typed = {name: data[name] for name in names if data.get(name)}
    if not typed:
        return "", set()
    name = secrets.token_urlsafe(16)
    entry = {"until": (clock.now() + KEPT_FOR).isoformat(), "held": encrypt(json.dumps(typed))}
    session[_KEY] = {**dict(list(_living(session).items())[1 - _MOST :]), name: entry}
    return name, set(typed)


def filled(session: SessionBase, data: QueryDict) -> QueryDict:
    """What was sent, with the kept secrets in the fields that were left empty. The page is never given them."""
    entry = _living(session).get(data.get(FIELD, ""))
    if entry is None:
        return data
    full = data.copy()
    for name, value in json.loads(decrypt(entry["held"])).items():
        if not full.get(name):
            full[name] = value
    return full


def forget(session: SessionBase, data: QueryDict) -> None:
    """The form was taken, or is refused anew and keeps under another name."""
    living = _living(session)
    living.pop(data.get(FIELD, ""), None)
    if living or _KEY in session:
        session[_KEY] = living


def _living(session: SessionBase) -> dict[str, Any]:
    now = clock.now()
    entries: dict[str, Any] = session.get(_KEY) or {}
    return {name: entry for name, entry in entries.items() if datetime.fromisoformat(entry["until"]) > now}
