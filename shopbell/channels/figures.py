"""How channel accounts are doing, as their pages show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from django.db.models import QuerySet, Sum

from shopbell.channels.models import ChannelAccount, HealthSlice, OutgoingPart, RawInput
from shopbell.core import clock

SLICE = timedelta(minutes=30)
SLICES = 48
_STATE = OutgoingPart.State
TROUBLE = (_STATE.UNKNOWN, _STATE.FAILED, _STATE.SUPPRESSED)
# What nobody has looked after for so long is history, not work.
TROUBLE_LASTS = timedelta(days=30)


@dataclass(frozen=True)
class Bar:
    """Half an hour: `state` is empty when it worked, else some, down or none (nothing known)."""

    at: datetime
    state: str


@dataclass(frozen=True)
class Health:
    """What the card of one account says."""

    bars: list[Bar]
    received_today: int
    sent_today: int
    waiting: int
    parked: int
    trouble: int

    @property
    def disturbed(self) -> list[Bar]:
        return [bar for bar in self.bars if bar.state in ("some", "down")]


def health_of(account: ChannelAccount, zone: tzinfo) -> Health:
    """The last 24 hours in bars, and today's figures in the viewer's zone."""
    now = clock.now()
    start = now.replace(minute=now.minute - now.minute % 30, second=0, microsecond=0) - SLICE * (SLICES - 1)
    slices = {row.at: row for row in HealthSlice.objects.filter(account=account, at__gte=start)}
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    today = HealthSlice.objects.filter(account=account, at__gte=midnight).aggregate(
        received=Sum("received"), sent=Sum("sent")
    )
    return Health(
        bars=[Bar(at, _state(slices.get(at))) for at in (start + SLICE * n for n in range(SLICES))],
        received_today=today["received"] or 0,
        sent_today=today["sent"] or 0,
        waiting=waiting([account])[account.pk],
        parked=RawInput.objects.filter(account=account, state=RawInput.State.DEAD).count(),
        trouble=trouble_parts().filter(account=account).count(),
    )


def waiting(accounts: Iterable[ChannelAccount]) -> Mapping[int, int]:
    """How many parts wait to go out, by account."""
    keys = OutgoingPart.objects.filter(
        state=_STATE.QUEUED, next_attempt_at__isnull=False, account__in=list(accounts)
    ).values_list("account_id", flat=True)
    return Counter(keys)


def parked_by_account() -> Mapping[int, int]:
    """How many inputs are parked, by account."""
    return Counter(RawInput.objects.filter(state=RawInput.State.DEAD).values_list("account_id", flat=True))


def trouble_parts() -> QuerySet[OutgoingPart]:
    """What did not go out, or of which nobody knows whether it did; newest first."""
    recent = OutgoingPart.objects.filter(state__in=TROUBLE, created_at__gte=clock.now() - TROUBLE_LASTS)
    return recent.order_by("-created_at", "-pk")


def _state(row: HealthSlice | None) -> str:
    if row is None or not (row.successes or row.failures):
        return "none"
    if not row.failures:
        return ""
    return "some" if row.successes else "down"
