"""Saved views on the desk: made from a filtered list, arranged, shared, deleted and brought back."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from shopbell.staff.models import Agent, Team
from shopbell.tickets.actions import tagging
from shopbell.tickets.actions.views import save
from shopbell.tickets.models import Message, Ticket, View


def page(client: Client, address: str, **wanted: str) -> str:
    answer = client.get(address, wanted)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_filtered_queue_becomes_a_view_below_the_queues(
    as_alice: Client, alice: Agent, ticket: Ticket, a_message: Callable[..., Message]
) -> None:
    tagging.tag(ticket, add=["VIP"], by=alice.actor)
    other = a_message(subject="Something else").ticket
    shown = page(as_alice, reverse("queue", args=["open"]), f="tag:VIP", order="recent")
    assert f'data-id="{ticket.pk}"' in shown
    assert f'data-id="{other.pk}"' not in shown
    assert 'href="/desk/views/new/?q=status%3Aopen+tag%3AVIP&amp;order=recent"' in shown
    form = page(as_alice, reverse("view_new"), q="status:open tag:VIP", order="recent")
    assert 'value="status:open tag:VIP"' in form
    made = as_alice.post(
        reverse("view_new"),
        {"name": " Important  ones ", "query": "status:Open tag:VIP", "order": "recent", "whose": "me"},
    )
    view = View.objects.get()
    assert (view.name, view.query, view.order, view.owner) == ("Important ones", "status:open tag:VIP", "recent", alice)
    assert made["Location"] == reverse("queue", args=[f"view-{view.public_id}"])
    listed = page(as_alice, made["Location"])
    assert f'data-id="{ticket.pk}"' in listed
    assert f'data-id="{other.pk}"' not in listed
    assert '<h1 class="grow cut" dir="auto">Important ones <span class="count">1</span></h1>' in listed
    assert f'data-current="{ticket.pk}"' in page(
        as_alice, reverse("ticket", args=[ticket.pk]), queue=f"view-{view.public_id}"
    )


def test_a_view_with_words_searches(as_alice: Client, alice: Agent, a_message: Callable[..., Message]) -> None:
    mug, parcel = a_message(text="The mug is broken").ticket, a_message(text="Where is it").ticket
    view = save(None, name="Mugs", query="mug status:open", order="due", whose=alice, by=alice.actor)
    shown = page(as_alice, reverse("queue", args=[f"view-{view.public_id}"]))
    assert f'data-id="{mug.pk}"' in shown
    assert f'data-id="{parcel.pk}"' not in shown
    assert "<mark>mug</mark>" in shown


def test_the_panel_puts_its_choices_into_one_word_of_the_address(as_alice: Client, ticket: Ticket) -> None:
    address = reverse("queue", args=["open"])
    answer = as_alice.get(
        address, {"by": ["priority:high", "", "is:waiting"], "with_tag": "New York", "order": "priority"}
    )
    assert answer["Location"] == f"{address}?f=priority%3Ahigh+is%3Awaiting+tag%3A%22New+York%22&order=priority"
    panel = page(
        as_alice, reverse("queue_filters", args=["open"]), f='priority:high is:waiting tag:"New York" from:mia'
    )
    assert '<option value="priority:high" selected>High</option>' in panel
    assert '<input type="checkbox" name="by" value="is:waiting" checked>' in panel
    assert 'name="with_tag" value="New York"' in panel
    assert '<input type="hidden" name="by" value="from:mia">' in panel


def test_a_filter_that_means_nothing_says_so(as_alice: Client, ticket: Ticket) -> None:
    assert "“soonish” means nothing for status:" in page(as_alice, reverse("queue", args=["open"]), f="status:soonish")


def test_a_query_that_means_nothing_is_not_saved(as_alice: Client, alice: Agent) -> None:
    for query, why in (
        ("status:soonish", "means nothing for status:"),
        ("-mug", "Write a filter like"),
        ("", "required"),
    ):
        answer = as_alice.post(reverse("view_new"), {"name": "X", "query": query, "order": "due", "whose": "me"})
        assert answer.status_code == 422
        assert why in answer.content.decode()
    assert not View.objects.exists()


def test_views_of_others_are_neither_seen_nor_changed(client: Client, alice: Agent, charlie: Agent, team: Team) -> None:
    mine = save(None, name="Alices own", query="status:open", order="due", whose=alice, by=alice.actor)
    shared = save(None, name="For Care", query="status:open", order="due", whose=team, by=alice.actor)
    client.force_login(charlie)
    shown = page(client, reverse("views"))
    assert "Alices own" not in shown
    assert "For Care" not in shown
    for view in (mine, shared):
        assert client.get(reverse("queue", args=[f"view-{view.public_id}"])).status_code == 404
        assert client.post(reverse("view_removal", args=[view.public_id])).status_code == 404


def test_sharing_needs_a_permission(client: Client, alice: Agent, bob: Agent, team: Team) -> None:
    Agent.objects.filter(pk=bob.pk).update(role="lead")
    sent = {"name": "For Care", "query": "is:overdue", "order": "due", "whose": f"team:{team.public_id}"}
    client.force_login(alice)
    assert client.post(reverse("view_new"), sent).status_code == 422
    client.force_login(bob)
    assert client.post(reverse("view_new"), sent).status_code == 302
    view = View.objects.get()
    assert (view.team, view.owner) == (team, None)
    client.force_login(alice)
    assert "For Care" in page(client, reverse("inbox"))
    assert client.get(reverse("view", args=[view.public_id])).status_code == 403
    assert client.post(reverse("view_moving", args=[view.public_id]), {"to": "up"}).status_code == 403


def test_views_are_moved_deleted_and_brought_back(as_alice: Client, alice: Agent) -> None:
    one, two = (
        save(None, name=name, query="status:open", order="due", whose=alice, by=alice.actor) for name in ("One", "Two")
    )
    moved = as_alice.post(reverse("view_moving", args=[two.public_id]), {"to": "up"})
    assert moved["Location"] == f"/desk/views/#view-{two.public_id}"
    assert [view.name for view in View.objects.all()] == ["Two", "One"]
    as_alice.post(reverse("view_removal", args=[two.public_id]))
    shown = page(as_alice, reverse("views"))
    assert "Two is deleted." in shown
    assert f'id="view-{two.public_id}"' not in shown
    as_alice.post(reverse("view_return", args=[two.public_id]))
    again = page(as_alice, reverse("views"))
    assert "Two is back." in again
    assert again.index(f'id="view-{two.public_id}"') < again.index(f'id="view-{one.public_id}"')
