from shopbell.core import clock
from shopbell.core.models import Event
from shopbell.staff.models import Agent
from shopbell.tickets.actions.elsewhere import note_sent_elsewhere, note_written_elsewhere
from shopbell.tickets.base import IncomingFile
from shopbell.tickets.models import NEVER, Ticket


def test_an_answer_written_elsewhere_ends_the_waiting_and_sends_nothing(ticket: Ticket, alice: Agent) -> None:
    message = note_sent_elsewhere(
        ticket.threads.get(),
        text="Answered on my phone",
        external_id="<phone@alder.example>",
        sent_at=clock.now(),
        agent=alice,
        files=[IncomingFile("a.txt", b"hello", "text/plain")],
    )
    ticket.refresh_from_db()
    assert (message.state, message.kind, message.seq, message.attachments.count()) == ("sent", "agent", 2, 1)
    assert (ticket.status, ticket.waiting_since, ticket.due_at) == ("waiting", None, NEVER)
    assert Event.objects.get(name="message.sent").actor == f"agent:{alice.pk}"


def test_history_from_elsewhere_leaves_the_ticket_as_it_is(ticket: Ticket) -> None:
    note_sent_elsewhere(
        ticket.threads.get(), text="Old", external_id="<old@alder.example>", sent_at=clock.now(), is_backfill=True
    )
    ticket.refresh_from_db()
    assert (ticket.status, ticket.message_count) == ("open", 2)
    assert ticket.waiting_since is not None


def test_a_note_written_elsewhere_is_kept_once_with_its_files(ticket: Ticket, alice: Agent) -> None:
    for raw in (5, 6):
        note = note_written_elsewhere(
            ticket,
            text="Refund her",
            agent=alice,
            key="mail",
            external_id="<note@alder.example>",
            files=[IncomingFile("a.txt", b"hello", "text/plain")],
            raw_id=raw,
            extra={"body_hash": "x"},
        )
        assert (note.kind, note.agent, note.raw_id, note.extra["body_hash"]) == ("note", alice, 5, "x")
        assert (note.external_id, note.attachments.count()) == ("<note@alder.example>", 1)
    assert Event.objects.filter(name="note.added").count() == 1
