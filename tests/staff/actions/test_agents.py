import pytest

from shopbell.core.models import Event
from shopbell.staff.actions.agents import change, create
from shopbell.staff.errors import LastOwner
from shopbell.staff.models import Agent


def test_an_agent_is_made_with_a_folded_address(owner: Agent) -> None:
    details = {"name": "Nora New", "role": "agent", "password": "a long password"}
    made = create(email=" New@Alder.Example ", **details, by=owner.actor)
    assert (made.email, made.role, made.check_password("a long password")) == ("new@alder.example", "agent", True)
    event = Event.objects.get(name="agent.created")
    assert (event.actor, event.data) == (f"agent:{owner.pk}", {"role": "agent"})


def test_only_what_changed_is_told(owner: Agent, alice: Agent) -> None:
    change(alice, by=owner.actor, name="Alice Archer", role="lead")
    assert Event.objects.get(name="agent.changed").data == {"fields": ["role"]}
    change(alice, by=owner.actor, role="lead")
    assert Event.objects.filter(name="agent.changed").count() == 1


@pytest.mark.parametrize("fields", [{"role": "agent"}, {"is_active": False}])
def test_the_last_owner_cannot_lock_everybody_out(owner: Agent, fields: dict[str, object]) -> None:
    with pytest.raises(LastOwner) as refused:
        change(owner, by=owner.actor, **fields)
    assert refused.value.say() == "Olga Owner is the only owner. Make somebody else an owner first."
    owner.refresh_from_db()
    assert (owner.role, owner.is_active) == ("owner", True)


def test_with_two_owners_one_may_go(owner: Agent, alice: Agent) -> None:
    change(alice, by=owner.actor, role="owner")
    assert change(owner, by=alice.actor, role="agent").role == "agent"
