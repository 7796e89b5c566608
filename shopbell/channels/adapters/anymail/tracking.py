"""What providers tell about mail of ours, as states of parts and as verdicts about addresses."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from shopbell.channels.base import Status, StatusUpdate, Verdict

_STATUS = {
    "sent": Status.SENT,
    "delivered": Status.DELIVERED,
    "opened": Status.READ,
    "bounced": Status.FAILED,
    "rejected": Status.FAILED,
    "failed": Status.FAILED,
    "complained": Status.DELIVERED,
}
_CODE = re.compile(r"(?<![\d.])[45]\.[1-7]\.\d{1,3}(?![\d.])")
# What a provider itself calls permanent or an address that does not exist, by its own field and words.
_HARD: dict[str, tuple[tuple[str, ...], frozenset[str]]] = {
    "mailgun": (("event-data", "severity"), frozenset({"permanent"})),
    "postmark": (("Type",), frozenset({"HardBounce", "BadEmailAddress"})),
    "sparkpost": (("msys", "message_event", "bounce_class"), frozenset({"10", "30", "90"})),
    "mandrill": (("event",), frozenset({"hard_bounce"})),
    "postal": (("payload", "status"), frozenset({"HardFail"})),
    "mailersend": (("data", "type"), frozenset({"hard_bounced"})),
}


def update_of(provider: str, event: Any) -> StatusUpdate | None:
    """One event of django-anymail; None for what is no state of a mail of ours, such as a click."""
    status = _STATUS.get(event.event_type)
    if status is None or not event.message_id:
        return None
    said = str(event.mta_response or event.description or "")
    code = found[0] if (found := _CODE.search(said)) else ""
    verdict = _verdict(provider, event, code)
    return StatusUpdate(
        str(event.message_id),
        status,
        event.timestamp or datetime(1970, 1, 1, tzinfo=UTC),
        code=code or str(event.reject_reason or ""),
        detail=said[:300],
        permanent=status is Status.FAILED,
        verdict=verdict,
        address=str(event.recipient or ""),
    )


def _verdict(provider: str, event: Any, code: str) -> Verdict:
    """The code of the receiving server counts first, then the provider's word."""
    if event.event_type == "complained":
        return Verdict.COMPLAINT
    if event.event_type not in ("bounced", "failed"):  # a rejected mail was not even tried
        return Verdict.NONE
    if code.startswith("5.7"):
        return Verdict.POLICY
    if code.startswith("5.1"):
        return Verdict.HARD
    if code.startswith("4") or code == "5.2.2":
        return Verdict.SOFT
    path, hard = _HARD[provider]
    value: Any = event.esp_event
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    if str(value) in hard:
        return Verdict.HARD
    return Verdict.SOFT if event.event_type == "bounced" else Verdict.NONE
