from shopbell.core.models import Event
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent
from shopbell.tickets.actions.habits import set_habits, sign
from shopbell.tickets.queries.habits import habits_of, signature


def test_the_agents_lines_stand_above_the_shops(shop: Shop, alice: Agent) -> None:
    assert signature(alice, shop, "en") == ""
    sign(alice, texts={"": "**{agent}**"}, by=alice.actor)
    sign(shop, texts={"": "{shop}, Dublin", "de": "{shop}, Berlin"}, by=alice.actor)
    assert signature(alice, shop, "fr") == "**Alice Archer**\n\nAlder & Flax, Dublin"
    assert signature(alice, shop, "de") == "**Alice Archer**\n\nAlder & Flax, Berlin"
    sign(alice, texts={"": " "}, by=alice.actor)
    assert signature(alice, shop, "en") == "Alder & Flax, Dublin"
    assert Event.objects.filter(name="signature.changed").count() == 3


def test_other_braces_stay(shop: Shop, alice: Agent) -> None:
    sign(alice, texts={"": "{agent} {0} {nobody} %s"}, by=alice.actor)
    assert signature(alice, shop, "en") == "Alice Archer {0} {nobody} %s"


def test_who_has_chosen_nothing_can_take_back_for_ten_seconds(alice: Agent) -> None:
    assert (habits_of(alice).undo_seconds, habits_of(alice).reply_all) == (10, True)
    set_habits(alice, undo_seconds=0, reply_all=False)
    assert (habits_of(alice).undo_seconds, habits_of(alice).reply_all) == (0, False)
