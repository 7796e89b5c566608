"""How long things are kept: the rules, what a run would take, and the nightly run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.core.models import Delivery, Event
from shopbell.core.sweep import each
from shopbell.customers.base import Retention
from shopbell.customers.events import PrivacyRulesChanged
from shopbell.customers.models import PrivacyRules, RetentionRules, RetentionRun
from shopbell.shops.models import Shop

log = structlog.get_logger(__name__)
BATCH, MOST_BATCHES = 200, 500
EVENTS = "events"
EVENTS_LABEL = gettext_lazy("The event log")


@dataclass(frozen=True)
class Due:
    """A rule that is set, what it looks back to, and how many it would take now."""

    shop: Shop | None
    rule: str
    label: str | Promise
    before: datetime
    number: int


@transaction.atomic
def set_rules(shop: Shop, *, by: Actor, **columns: Any) -> RetentionRules:
    """How long a shop keeps what; None is for ever."""
    rules, _made = RetentionRules.objects.select_for_update(of=("self",)).get_or_create(shop=shop)
    _change(rules, columns, about=shop, by=by)
    return rules


@transaction.atomic
def set_privacy(*, by: Actor, **columns: Any) -> PrivacyRules:
    """The rules of the installation: waiting period, second person, days of exports, backups and events."""
    rules = PrivacyRules.objects.select_for_update().order_by("pk").first() or PrivacyRules.objects.create(pk=1)
    _change(rules, columns, about=rules, by=by)
    return rules


def _change(rules: RetentionRules | PrivacyRules, columns: dict[str, Any], *, about: Any, by: Actor) -> None:
    changed = sorted(name for name, value in columns.items() if getattr(rules, name) != value)
    for name in changed:
        setattr(rules, name, columns[name])
    if changed:
        rules.save(update_fields=changed)
        record(PrivacyRulesChanged(fields=changed), about=about, by=by)


def dry_run() -> list[Due]:
    """What tonight's run would take, rule by rule; nothing is changed."""
    found = [
        Due(rules.shop, rule.kind, rule.label, before, rule.count(rules.shop, before)) for rules, rule, before in _set()
    ]
    before = _events_before()
    if before:
        found.append(Due(None, EVENTS, EVENTS_LABEL, before, Event.objects.filter(at__lt=before).count()))
    return found


def labels() -> dict[str, str | Promise]:
    """What each rule is called by people."""
    return {**{kind: rule.label for kind, rule in Retention.kinds().items()}, EVENTS: EVENTS_LABEL}


def run() -> list[RetentionRun]:
    """Take what is over, in batches of their own transactions, and write down how many. One rule holds up no other."""
    done = each(list(_set()), _run_one, sweep="retention")
    if before := _events_before():
        done += each([before], _run_events, sweep="retention")
    return done


def _set() -> Iterator[tuple[RetentionRules, Retention, datetime]]:
    """Each rule of a shop that has a number, and the moment it looks back to."""
    now = clock.now()
    for rules in RetentionRules.objects.select_related("shop").order_by("shop"):
        for kind in Retention.kinds().values():
            rule: Retention = kind()
            if number := getattr(rules, rule.column):
                days = number * 30.4375 if rule.column.endswith("months") else number
                yield rules, rule, now - timedelta(days=days)


def _events_before() -> datetime | None:
    days = PrivacyRules.current().event_days
    return clock.now() - timedelta(days=days) if days else None


def _run_one(found: tuple[RetentionRules, Retention, datetime]) -> RetentionRun:
    rules, rule, before = found
    total = 0
    for _batch in range(MOST_BATCHES):
        number = rule.sweep(rules.shop, before, BATCH)
        total += number
        if number < BATCH:
            break
    return _note(rules.shop, rule.kind, before, total)


def _run_events(before: datetime) -> RetentionRun:
    """Events that are over, with what was delivered of them."""
    total = 0
    for _batch in range(MOST_BATCHES):
        with transaction.atomic():
            keys = list(Event.objects.filter(at__lt=before).order_by("at").values_list("pk", flat=True)[: BATCH * 10])
            Delivery.objects.filter(event_id__in=keys).delete()
            Event.objects.filter(pk__in=keys).delete()
        total += len(keys)
        if len(keys) < BATCH * 10:
            break
    return _note(None, EVENTS, before, total)


def _note(shop: Shop | None, rule: str, before: datetime, number: int) -> RetentionRun:
    log.info("retention", shop=shop.pk if shop else None, rule=rule, before=before.isoformat(), done=number)
    return RetentionRun.objects.create(shop=shop, rule=rule, at=clock.now(), before=before, done=number)
