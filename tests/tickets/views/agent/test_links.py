from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from shopbell.tickets.models import Message, TicketLink


def test_tickets_are_linked_and_unlinked(as_alice: Client, a_message: Callable[..., Message]) -> None:
    one, two = a_message().ticket, a_message().ticket
    dialog = reverse("linking", args=[one.pk])
    assert f'value="{two.pk}"' in as_alice.get(dialog).text
    assert as_alice.post(dialog, {"other": two.pk, "reason": "by_hand"}).status_code == 422
    assert as_alice.post(dialog, {"other": two.pk, "reason": "waits_for"})["HX-Trigger"] == "ticket-changed"
    made = TicketLink.objects.get()
    assert "Holds up" in as_alice.get(reverse("ticket_sidebar", args=[two.pk])).text
    assert as_alice.post(reverse("unlinking", args=[a_message().ticket_id, made.pk])).status_code == 404
    assert as_alice.post(reverse("unlinking", args=[two.pk, made.pk])).status_code == 204
    assert not TicketLink.objects.exists()
