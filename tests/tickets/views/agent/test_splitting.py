from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from shopbell.tickets.models import Message, Ticket


def test_messages_are_split_off_and_brought_back(as_alice: Client, a_message: Callable[..., Message]) -> None:
    first = a_message()
    second = a_message(thread=first.thread, text="My mug came broken")
    dialog = reverse("splitting", args=[first.ticket_id])
    assert "My mug came broken" in as_alice.get(dialog).text
    assert as_alice.post(dialog).status_code == 422
    answer = as_alice.post(dialog, {"messages": [second.public_id], "subject": "A broken mug"})
    made = Ticket.objects.latest("pk")
    assert (answer["HX-Redirect"], made.subject) == (f"/desk/tickets/{made.pk}/", "A broken mug")
    undo = reverse("unsplitting", args=[made.pk])
    for number in (first.ticket_id, made.pk):
        assert undo in as_alice.get(reverse("ticket_talk", args=[number])).text
    assert as_alice.post(undo)["HX-Redirect"] == f"/desk/tickets/{first.ticket_id}/"
    assert Message.objects.get(pk=second.pk).ticket == first.ticket
    assert undo not in as_alice.get(reverse("ticket_talk", args=[first.ticket_id])).text


def test_messages_of_another_ticket_are_not_taken(as_alice: Client, a_message: Callable[..., Message]) -> None:
    one, two = a_message(), a_message()
    answer = as_alice.post(reverse("splitting", args=[one.ticket_id]), {"messages": [two.public_id]})
    assert answer.status_code == 422
    assert Ticket.objects.count() == 2
