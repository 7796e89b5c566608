from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from shopbell.core import clock
from shopbell.customers.actions.erasure import hold, lift
from shopbell.staff.models import Agent
from shopbell.tickets.actions.forgetting import anonymise, discard, not_held
from shopbell.tickets.models import Attachment, Message, Tally, Ticket


def _with_file(message: Message) -> str:
    path = default_storage.save("bill.txt", ContentFile(b"12 EUR"))
    Attachment.objects.create(
        message=message, name="bill.txt", mime="text/plain", size=6, path=path, created_at=clock.now()
    )
    return path


def test_an_anonymous_ticket_has_nobody_no_words_and_no_files(
    a_message: Callable[..., Message], django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    message = a_message()
    path = _with_file(message)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        anonymise([message.ticket_id])
    ticket = Ticket.objects.get()
    assert (ticket.customer, ticket.subject, ticket.status) == (None, "", "closed")
    assert (ticket.messages.get().text, ticket.messages.get().customer) == ("", None)
    assert (Attachment.objects.count(), default_storage.exists(path)) == (0, False)


def test_a_discarded_ticket_is_gone_with_its_files_and_counts(
    a_message: Callable[..., Message], django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    message = a_message()
    path = _with_file(message)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        discard([message.ticket_id])
    assert (Ticket.objects.count(), Message.objects.count(), default_storage.exists(path)) == (0, 0, False)
    assert sum(Tally.objects.values_list("delta", flat=True)) == 0


def test_held_tickets_are_left_out(a_message: Callable[..., Message], alice: Agent) -> None:
    ticket = a_message().ticket
    assert ticket.customer
    placed = hold(ticket.customer, reason="Tax", until=None, tickets=[], by=alice.actor)
    assert not not_held(Ticket.objects.all()).exists()
    lift(placed, by=alice.actor)
    assert not_held(Ticket.objects.all()).get() == ticket
