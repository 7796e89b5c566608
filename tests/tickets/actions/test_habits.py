import pytest
from django.db import IntegrityError, transaction

from shopbell.shops.models import Shop
from shopbell.staff.models import Agent
from shopbell.tickets.actions.habits import set_habits, sign
from shopbell.tickets.models import Habits, Signature
from shopbell.tickets.queries.habits import signatures


def test_a_signature_is_set_changed_and_taken_away_by_language(shop: Shop, alice: Agent) -> None:
    sign(shop, texts={"": "One", "de": "Eins"}, by=alice.actor)
    sign(shop, texts={"": "One", "de": ""}, by=alice.actor)
    assert signatures(shop) == {"": "One"}
    assert signatures(alice) == {}


def test_one_row_by_agent(alice: Agent) -> None:
    set_habits(alice, undo_seconds=5)
    set_habits(alice, reply_all=False)
    assert (Habits.objects.get().undo_seconds, Habits.objects.get().reply_all) == (5, False)


def test_a_signature_belongs_to_one(shop: Shop, alice: Agent) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(agent=alice, shop=shop, text="Both")
