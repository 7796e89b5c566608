import pytest

from shopbell.core.models import Event
from shopbell.staff.actions import roles
from shopbell.staff.actions.agents import change
from shopbell.staff.errors import RoleInUse
from shopbell.staff.models import Agent, Role


def test_a_role_is_made_of_known_permissions_and_told(owner: Agent) -> None:
    made = roles.save(
        None, name="Packer", permissions=["tickets.read", "nonsense", "owner"], sight="own", by=owner.actor
    )
    assert (made.name, made.permissions, made.sight) == ("Packer", ["tickets.read"], "own")
    told = Event.objects.get(name="role.saved")
    assert (told.actor, told.data) == (f"agent:{owner.pk}", {"permissions": ["tickets.read"], "sight": "own"})


def test_giving_an_own_role_and_a_built_in_one_is_told_each_time(owner: Agent, alice: Agent) -> None:
    packer = roles.save(None, name="Packer", permissions=["tickets.read"], sight="own", by=owner.actor)
    given = change(alice, by=owner.actor, role="own", own_role=packer)
    assert (given.role, given.own_role, given.role_name) == ("own", packer, "Packer")
    back = change(alice, by=owner.actor, role="lead")
    assert (back.role, back.own_role, back.role_name) == ("lead", None, "Lead")
    told = [event.data for event in Event.objects.filter(name="agent.role_given").order_by("pk")]
    assert told == [
        {"before": "agent", "after": f"own:{packer.pk}"},
        {"before": f"own:{packer.pk}", "after": "lead"},
    ]


def test_a_role_that_somebody_has_stays(owner: Agent, alice: Agent) -> None:
    packer = roles.save(None, name="Packer", permissions=[], sight="own", by=owner.actor)
    change(alice, by=owner.actor, role="own", own_role=packer)
    with pytest.raises(RoleInUse) as refused:
        roles.delete(packer, by=owner.actor)
    assert refused.value.say() == "Packer is the role of Alice Archer. Give them another one first."
    assert Role.objects.get() == packer
    change(alice, by=owner.actor, role="agent")
    roles.delete(packer, by=owner.actor)
    assert not Role.objects.exists()
    assert Event.objects.filter(name="role.deleted").count() == 1
