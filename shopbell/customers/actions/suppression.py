"""Addresses that no longer take our mail."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from shopbell.core import clock
from shopbell.core.actor import SYSTEM, Actor
from shopbell.core.events import record
from shopbell.customers.events import IdentityLifted, IdentitySuppressed
from shopbell.customers.models import Identity

SOFT_BOUNCES, SOFT_BOUNCES_WITHIN = 3, timedelta(days=14)


@transaction.atomic
def suppress(identity: Identity, *, reason: str, by: Actor = SYSTEM) -> Identity:
    """Send nothing more to this address until somebody lifts it."""
    identity = Identity.objects.select_for_update(no_key=True).get(pk=identity.pk)
    if not identity.is_suppressed:
        identity.suppressed_at, identity.suppressed_reason = clock.now(), reason[:200]
        identity.save(update_fields=["suppressed_at", "suppressed_reason"])
        record(IdentitySuppressed(identity=identity.pk), about=identity.customer, by=by)
    return identity


@transaction.atomic
def note_soft_bounce(identity: Identity, *, reason: str) -> Identity:
    """Note a temporary failure; the third within two weeks suppresses the address."""
    identity = Identity.objects.select_for_update(no_key=True).get(pk=identity.pk)
    now = clock.now()
    recent = [at for at in identity.soft_bounced_at if at > now - SOFT_BOUNCES_WITHIN]
    identity.soft_bounced_at = [*recent, now][-SOFT_BOUNCES:]
    identity.save(update_fields=["soft_bounced_at"])
    return suppress(identity, reason=reason) if len(identity.soft_bounced_at) >= SOFT_BOUNCES else identity


def forget_soft_bounces(value: str) -> None:
    """Mail reached this address, or came from it: earlier trouble is over. A suppression stays."""
    Identity.objects.filter(scheme="email", scope=None, value=value).exclude(soft_bounced_at=[]).update(
        soft_bounced_at=[]
    )


@transaction.atomic
def lift(identity: Identity, *, by: Actor) -> Identity:
    """Try this address again."""
    identity = Identity.objects.select_for_update(no_key=True).get(pk=identity.pk)
    was_suppressed = identity.is_suppressed
    identity.suppressed_at, identity.suppressed_reason, identity.soft_bounced_at = None, "", []
    identity.save(update_fields=["suppressed_at", "suppressed_reason", "soft_bounced_at"])
    if was_suppressed:
        record(IdentityLifted(identity=identity.pk), about=identity.customer, by=by)
    return identity
