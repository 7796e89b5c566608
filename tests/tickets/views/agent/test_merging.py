from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from shopbell.staff.models import Agent, Team
from shopbell.tickets.actions.assignment import assign
from shopbell.tickets.actions.merging import merge
from shopbell.tickets.models import Message, Ticket


def test_the_dialog_shows_the_other_tickets_and_merges(as_alice: Client, a_message: Callable[..., Message]) -> None:
    one, two = a_message().ticket, a_message(text="Still nothing").ticket
    page = as_alice.get(reverse("merging", args=[two.pk])).text
    assert f'name="other" value="{one.pk}"' in page
    answer = as_alice.post(reverse("merging", args=[two.pk]), {"other": one.pk, "keep": "other"})
    assert answer["HX-Redirect"] == f"/desk/tickets/{one.pk}/"
    assert Ticket.objects.get(pk=two.pk).merged_into == one


def test_this_one_may_stay(as_alice: Client, a_message: Callable[..., Message]) -> None:
    one, two = a_message().ticket, a_message().ticket
    as_alice.post(reverse("merging", args=[two.pk]), {"other": one.pk, "keep": "this"})
    assert Ticket.objects.get(pk=one.pk).merged_into == two


def test_the_merged_one_leads_to_where_it_went(
    as_alice: Client, a_message: Callable[..., Message], alice: Agent
) -> None:
    one, two = a_message().ticket, a_message().ticket
    merge(one, into=two, by=alice.actor)
    assert as_alice.get(reverse("ticket", args=[one.pk]))["Location"] == f"/desk/tickets/{two.pk}/"
    sent = as_alice.post(reverse("replies", args=[one.pk]), {"route": "note", "text": "Look"})
    assert sent.status_code == 201
    assert two.messages.get(kind="note").text == "Look"


def test_it_is_taken_back_from_the_timeline(as_alice: Client, a_message: Callable[..., Message], alice: Agent) -> None:
    one, two = a_message().ticket, a_message().ticket
    merge(one, into=two, by=alice.actor)
    undo = reverse("unmerging", args=[one.pk])
    assert undo in as_alice.get(reverse("ticket", args=[two.pk])).text
    assert undo in as_alice.get(reverse("ticket_talk", args=[two.pk])).text
    assert as_alice.post(undo)["HX-Redirect"] == f"/desk/tickets/{one.pk}/"
    assert as_alice.post(undo).status_code == 404
    assert Ticket.objects.get(pk=one.pk).merged_into is None


def test_who_does_not_see_the_other_cannot_merge_with_it(
    as_alice: Client, a_message: Callable[..., Message], alice: Agent, other_team: Team
) -> None:
    one, two = a_message().ticket, a_message().ticket
    assign(two, to=None, team=other_team, by=alice.actor)
    assert as_alice.post(reverse("merging", args=[one.pk]), {"other": two.pk}).status_code == 404
    assert as_alice.post(reverse("merging_many"), {"tickets": [one.pk, two.pk]}).status_code == 422
    assert Ticket.objects.filter(merged_into=None).count() == 2


def test_many_go_into_the_one_that_was_opened_first(as_alice: Client, a_message: Callable[..., Message]) -> None:
    one, two, three = (a_message().ticket for _ in range(3))
    answer = as_alice.post(reverse("merging_many"), {"tickets": [three.pk, one.pk, two.pk]})
    assert answer["HX-Redirect"] == f"/desk/tickets/{one.pk}/"
    assert list(Ticket.objects.filter(merged_into=one).order_by("pk")) == [two, three]


def test_the_ticket_offers_another_one_of_the_same_order(as_alice: Client, a_message: Callable[..., Message]) -> None:
    one, two = a_message(order_number="AF-20871").ticket, a_message(order_number="AF-20871").ticket
    page = as_alice.get(reverse("ticket", args=[two.pk])).text
    assert "Mia Moor has another open ticket about AF-20871." in page
    assert f"?chosen={one.pk}" in page
