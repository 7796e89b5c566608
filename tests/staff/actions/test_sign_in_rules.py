from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from shopbell.core import clock
from shopbell.core.models import Event
from shopbell.staff.actions.agents import change, create
from shopbell.staff.actions.roles import save
from shopbell.staff.actions.sign_in_rules import ask_for_password, set_rules
from shopbell.staff.errors import NoProvider
from shopbell.staff.models import Agent, SignInRules
from shopbell.staff.passwords import LongEnough


def test_people_of_these_roles_get_a_day_and_others_none(owner: Agent, alice: Agent) -> None:
    with clock.frozen(clock.now()):
        set_rules(second_step_roles=["owner"], second_step_days=3, by=owner.actor)
        until = clock.now() + timedelta(days=3)
    owner.refresh_from_db()
    alice.refresh_from_db()
    assert (owner.secure_by, alice.secure_by) == (until, None)
    told = Event.objects.get(name="sign_in.rules_changed")
    assert told.data == {"fields": ["second_step_days", "second_step_roles"]}
    set_rules(second_step_days=9, by=owner.actor)
    owner.refresh_from_db()
    assert owner.secure_by == until
    set_rules(second_step_roles=[], by=owner.actor)
    owner.refresh_from_db()
    assert owner.secure_by is None


def test_the_day_comes_and_goes_with_the_role(owner: Agent, alice: Agent) -> None:
    packer = save(None, name="Packer", permissions=[], sight="own", by=owner.actor)
    set_rules(second_step_roles=["admin", f"own:{packer.pk}"], by=owner.actor)
    for role, own, must in (("admin", None, True), ("lead", None, False), ("own", packer, True)):
        changed = change(alice, by=owner.actor, role=role, own_role=own)
        alice.refresh_from_db()
        assert (changed.secure_by is not None, alice.secure_by is not None) == (must, must)
    made = create(email="a@x.example", name="A", role="admin", password=None, by=owner.actor)
    assert made.secure_by is not None


def test_passwords_do_not_end_before_another_way_is_there(owner: Agent) -> None:
    with pytest.raises(NoProvider):
        set_rules(only_providers=True, by=owner.actor)
    assert not SignInRules.objects.exists()
    assert not Event.objects.filter(name="sign_in.rules_changed").exists()


def test_a_password_is_as_long_as_the_rules_say(owner: Agent) -> None:
    LongEnough().validate("x" * 10)
    set_rules(shortest_password=14, by=owner.actor)
    with pytest.raises(ValidationError, match="at least 14 characters"):
        LongEnough().validate("x" * 13)
    SignInRules.objects.update(shortest_password=3)
    with pytest.raises(ValidationError, match="at least 10 characters"):
        LongEnough().validate("x" * 9)


def test_a_new_password_is_asked_for(owner: Agent, alice: Agent) -> None:
    ask_for_password([alice], by=owner.actor)
    alice.refresh_from_db()
    assert alice.must_change_password
    assert Event.objects.get(name="agent.password_asked").subject == f"staff.agent:{alice.pk}"
