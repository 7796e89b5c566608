"""How one writes: the page of one's own, and the shop's signature."""

from django.test import Client

from shopbell.shops.models import Shop
from shopbell.staff.models import Agent
from shopbell.tickets.actions.habits import sign
from shopbell.tickets.models import Ticket
from shopbell.tickets.queries.habits import habits_of, signatures


def test_habits_and_signature_are_saved_and_shown(as_alice: Client, alice: Agent, shop: Shop) -> None:
    sign(shop, texts={"": "{shop}, Dublin"}, by=alice.actor)
    sent = {"undo_seconds": "20", "all": "**{agent}**", "de": "Grüße, {agent}"}
    assert as_alice.post("/desk/settings/writing/", sent).status_code == 302
    assert (habits_of(alice).undo_seconds, habits_of(alice).reply_all) == (20, False)
    assert signatures(alice) == {"": "**{agent}**", "de": "Grüße, {agent}"}
    page = as_alice.get("/desk/settings/writing/").content.decode()
    assert "<strong>Alice Archer</strong>" in page
    assert "Alder &amp; Flax, Dublin" in page


def test_other_seconds_are_refused(as_alice: Client, alice: Agent) -> None:
    assert as_alice.post("/desk/settings/writing/", {"undo_seconds": "7"}).status_code == 422
    assert habits_of(alice).undo_seconds == 10


def test_the_signature_is_seen_before_it_is_sent(
    as_alice: Client, alice: Agent, ticket: Ticket, mailbox: object
) -> None:
    assert "data-signature" not in as_alice.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    sign(alice, texts={"": "Yours, {agent}"}, by=alice.actor)
    assert "Yours, Alice Archer" in as_alice.get(f"/desk/tickets/{ticket.pk}/").content.decode()


def test_only_who_manages_the_shop_signs_for_it(client: Client, owner: Agent, alice: Agent, shop: Shop) -> None:
    address = f"/desk/settings/writing/{shop.public_id}/"
    client.force_login(alice)
    assert client.post(address, {"all": "Mine now"}).status_code == 403
    client.force_login(owner)
    assert client.post(address, {"all": "{shop}, Dublin"}).status_code == 302
    assert signatures(shop) == {"": "{shop}, Dublin"}
    assert "{shop}, Dublin" in client.get(address).content.decode()
