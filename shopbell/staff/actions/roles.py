"""Roles of one's own: making, changing and deleting them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.core.live import signal
from shopbell.staff.catalogue import known
from shopbell.staff.errors import RoleInUse
from shopbell.staff.events import RoleDeleted, RoleSaved
from shopbell.staff.models import Role


@transaction.atomic
def save(role: Role | None, *, name: str, permissions: Iterable[str], sight: str, by: Actor) -> Role:
    """Make a role (None) or change it; what its people may hear of is asked anew."""
    role = Role.objects.select_for_update(no_key=True).get(pk=role.pk) if role else Role()
    role.name, role.permissions, role.sight = name, sorted(known(permissions)), sight
    role.save()
    for agent_id in role.agents.order_by("pk").values_list("pk", flat=True):
        signal.close("agent", str(agent_id))
    record(RoleSaved(permissions=role.permissions, sight=role.sight), about=role, by=by)
    return role


@transaction.atomic
def delete(role: Role, *, by: Actor) -> None:
    """Delete a role that nobody has. Raises `RoleInUse`."""
    locked = Role.objects.select_for_update().get(pk=role.pk)
    if people := list(locked.agents.order_by("name").values_list("name", flat=True)):
        raise RoleInUse(name=locked.name, people=", ".join(people))
    record(RoleDeleted(), about=locked, by=by)
    locked.delete()
