"""Questions about people."""

from __future__ import annotations

from shopbell.staff.models import Agent


def anybody_can_sign_in() -> bool:
    """False on a fresh installation, whose first owner has not come yet."""
    return Agent.objects.filter(is_active=True).exists()
