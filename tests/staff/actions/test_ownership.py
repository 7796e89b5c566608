from __future__ import annotations

import threading

import pytest
from django.db import connections
from django.test import Client

from shopbell.core.actor import SYSTEM
from shopbell.core.models import Event
from shopbell.shops.models import Shop
from shopbell.staff.actions.ownership import FirstShop, forget_second_step, make_owner, set_up
from shopbell.staff.errors import AlreadySetUp
from shopbell.staff.models import Agent, Team

SHOP = FirstShop(name="Seixo", website="", language="de", timezone="Europe/Lisbon", currency="EUR")


def _set_up(number: int = 1) -> None:
    set_up(SHOP, name=f"Owner {number}", email=f"owner{number}@seixo.example", password="a quiet sentence")


def test_the_first_owner_gets_a_shop_and_a_team_named_in_its_language(db: None) -> None:
    shop, owner = set_up(SHOP, name="Rui", email="rui@seixo.example", password="a quiet sentence")
    assert (shop.name, owner.role, owner.language) == ("Seixo", "owner", "de")
    assert Team.objects.get().members.get() == owner
    assert [event.name for event in Event.objects.order_by("pk")] == ["agent.created", "shop.opened", "team.changed"]


def test_there_is_no_second_first_owner(alice: Agent) -> None:
    with pytest.raises(AlreadySetUp):
        _set_up()
    assert Agent.objects.get() == alice


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_comes_too_late() -> None:
    start, outcomes = threading.Barrier(4), []

    def try_it(number: int) -> None:
        start.wait()
        try:
            _set_up(number)
            outcomes.append("owner")
        except AlreadySetUp:
            outcomes.append("too late")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=try_it, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["owner", "too late", "too late", "too late"]
    assert (Agent.objects.count(), Shop.objects.count(), Team.objects.count()) == (1, 1, 1)


def test_a_new_password_ends_the_sessions_of_the_old(client: Client, alice: Agent) -> None:
    client.force_login(alice)
    assert client.get("/desk/").status_code == 200
    changed = make_owner(email="Alice@alderandflax.example", password="another sentence", by=SYSTEM)
    assert changed == alice
    assert (changed.role, changed.name) == ("owner", "Alice Archer")
    assert client.get("/desk/").status_code == 302


def test_without_a_second_step_there_is_nothing_to_forget(alice: Agent) -> None:
    assert forget_second_step(alice, by=SYSTEM) is False
    assert not Event.objects.exists()
