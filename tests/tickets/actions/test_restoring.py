"""A ticket is made what it was, only from what it became."""

from __future__ import annotations

from shopbell.core.models import Event
from shopbell.staff.models import Agent
from shopbell.tickets.actions import priority, status
from shopbell.tickets.actions.restoring import kept, put_back
from shopbell.tickets.models import NEVER, Ticket
from shopbell.tickets.queries import counts, queues, teams_of


def test_a_solved_ticket_is_open_and_due_again(ticket: Ticket, alice: Agent) -> None:
    before = kept(Ticket.objects.get(pk=ticket.pk))
    after = kept(status.set_status(ticket, status="solved", by=alice.actor))
    assert put_back(ticket, before=before, after=after, by=alice.actor)
    now = Ticket.objects.get(pk=ticket.pk)
    assert (now.status, now.due_at < NEVER, now.is_unread, now.solved_at) == ("open", True, True, None)
    assert counts(alice, queues(alice, teams_of(alice)), teams_of(alice))["open"] == 1
    changed = Event.objects.get(name="ticket.put_back").data["columns"]
    assert changed == ["status", "solved_at", "waiting_since", "due_at", "is_unread"]


def test_what_was_changed_since_stays(ticket: Ticket, alice: Agent, bob: Agent) -> None:
    before = kept(Ticket.objects.get(pk=ticket.pk))
    after = kept(priority.set_priority(ticket, priority=40, by=alice.actor))
    priority.set_priority(ticket, priority=30, by=bob.actor)
    assert not put_back(ticket, before=before, after=after, by=alice.actor)
    assert Ticket.objects.get(pk=ticket.pk).priority == 30
    assert not Event.objects.filter(name="ticket.put_back").exists()


def test_nothing_changed_is_nothing_to_put_back(ticket: Ticket, alice: Agent) -> None:
    same = kept(Ticket.objects.get(pk=ticket.pk))
    assert put_back(ticket, before=same, after=same, by=alice.actor)
    assert not Event.objects.filter(name="ticket.put_back").exists()
