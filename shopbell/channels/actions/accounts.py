"""Channel accounts: making, changing, pausing and testing them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import structlog
from django.db import transaction

from shopbell.channels.actions import health, oauth, reading
from shopbell.channels.actions.speaking import speaking
from shopbell.channels.base import ChannelAdapter, CheckStep
from shopbell.channels.events import AccountChanged, AccountTested
from shopbell.channels.models import ChannelAccount, OutgoingPart
from shopbell.core import clock
from shopbell.core.actor import SYSTEM, Actor
from shopbell.core.events import record
from shopbell.core.jobs import defer_once, task
from shopbell.core.sentences import say as _
from shopbell.core.sentences import to_data
from shopbell.shops.models import Shop
from shopbell.staff.models import Team

log = structlog.get_logger(__name__)
_State = ChannelAccount.State


@transaction.atomic
def create(
    *,
    shop: Shop,
    team: Team,
    kind: str,
    name: str,
    address: str = "",
    settings: Mapping[str, Any] | None = None,
    by: Actor,
) -> ChannelAccount:
    """Make an account; it works at once, and its test tells how well. Raises `KeyError` for an unknown kind."""
    ChannelAdapter.of(kind)
    account = ChannelAccount(shop=shop, team=team, kind=kind, name=name, address=address.strip())
    account.settings = dict(settings or {})
    _await_person(account)
    account.save()
    _tell(account, by=by, is_new=True)
    _begin(account)
    return account


@transaction.atomic
def change(
    account: ChannelAccount,
    *,
    by: Actor,
    name: str | None = None,
    address: str | None = None,
    team: Team | None = None,
    settings: Mapping[str, Any] | None = None,
) -> ChannelAccount:
    """Change what is given; settings are merged, so that secrets nobody typed again stay."""
    locked = ChannelAccount.objects.select_for_update(no_key=True).get(pk=account.pk)
    locked.name = locked.name if name is None else name
    locked.address = locked.address if address is None else address.strip()
    locked.team = team or locked.team
    if settings is not None:
        locked.settings = {**locked.settings, **settings}
    if locked.state in (_State.NEEDS_RECONNECT, _State.FAILING):
        locked.state, locked.last_error = _State.NEW, ""
    _await_person(locked)
    locked.save(update_fields=["name", "address", "team", "settings", "state", "last_error"])
    _tell(locked, by=by)
    _begin(locked)
    return locked


@transaction.atomic
def pause(account: ChannelAccount, *, by: Actor) -> ChannelAccount:
    """Neither read nor send for now; what waits goes out after `resume`."""
    return _set_state(account, _State.PAUSED, by=by)


@transaction.atomic
def resume(account: ChannelAccount, *, by: Actor) -> ChannelAccount:
    """Go on, also after a breaker or refused credentials."""
    account = _set_state(account, _State.NEW, by=by)
    _begin(account)
    return account


@transaction.atomic
def switch(account: ChannelAccount, *, is_active: bool, by: Actor) -> ChannelAccount:
    """Switch an account off for good, or on again."""
    locked = ChannelAccount.objects.select_for_update(no_key=True).get(pk=account.pk)
    locked.is_active = is_active
    locked.save(update_fields=["is_active"])
    _tell(locked, by=by)
    if is_active:
        _begin(locked)
    return locked


def test(account: ChannelAccount) -> list[CheckStep]:
    """Try everything against the real provider and keep the result, each step as soon as it is known.

    Takes seconds: run it in a job.
    """
    steps: list[CheckStep] = []
    _keep(account, steps)
    try:
        with speaking(account) as adapter:
            for step in adapter.check():
                if steps and steps[-1].state == "running":
                    steps.pop()
                steps.append(step)
                _keep(account, steps)
    except Exception as error:  # whatever an adapter meets, the person testing gets a line
        log.exception("test broke off", account=account.pk)
        steps = [step for step in steps if step.state != "running"]
        steps.append(CheckStep(_("Test"), "bad", _("The test broke off: {why}", why=str(error)[:200])))
    ok = all(step.state != "bad" for step in steps)
    with transaction.atomic():
        _keep(account, steps)
        record(AccountTested(account=account.pk, ok=ok), about=account, by=SYSTEM, topics=health.topics(account))
    if ok:
        health.succeeded(account)
    return steps


def _keep(account: ChannelAccount, steps: list[CheckStep]) -> None:
    """Write down how far the test is; pages that show it are told by its last step and by their own clock."""
    stored = [{name: to_data(value) for name, value in asdict(step).items()} for step in steps]
    ChannelAccount.objects.filter(pk=account.pk).update(checked_at=clock.now(), check_steps=stored)


def defer_test(account: ChannelAccount) -> None:
    """Test soon, in a worker; the page is told by its live topic when the result is there."""
    defer_once(run_test, lock=f"channels.test:{account.pk}", account_id=account.pk)


@task("channels.test", queue="polls")
def run_test(*, account_id: int) -> None:
    """Test one account."""
    test(ChannelAccount.objects.get(pk=account_id))


def _await_person(account: ChannelAccount) -> None:
    """An account that somebody must first sign in for at its provider begins there, without an alarm."""
    if oauth.awaits_person(account.settings):
        account.state = _State.NEEDS_RECONNECT
        account.last_error = _("Sign in at the mail provider, so that it lets us read and send.")


def _set_state(account: ChannelAccount, state: str, *, by: Actor) -> ChannelAccount:
    locked = ChannelAccount.objects.select_for_update(no_key=True).get(pk=account.pk)
    locked.state, locked.paused_until = state, None
    locked.save(update_fields=["state", "paused_until"])
    _tell(locked, by=by)
    return locked


def _tell(account: ChannelAccount, *, by: Actor, is_new: bool = False) -> None:
    record(AccountChanged(account=account.pk, is_new=is_new), about=account, by=by, topics=health.topics(account))


def _begin(account: ChannelAccount) -> None:
    """Read at once, and let what waits go out at the next sweep."""
    if ChannelAdapter.of(account.kind).capabilities.polls:
        reading.defer_poll(account.pk)
    OutgoingPart.objects.filter(account=account, state=OutgoingPart.State.QUEUED).update(next_attempt_at=clock.now())
