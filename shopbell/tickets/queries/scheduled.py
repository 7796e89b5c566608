"""What is planned for a ticket."""

from __future__ import annotations

from django.db.models import Q

from shopbell.tickets.models import Attachment, Scheduled, Ticket


def planned_for(ticket: Ticket) -> list[Scheduled]:
    """What may still happen, the nearest first, with that of tickets merged into this one."""
    of_ticket = Q(ticket=ticket) | Q(ticket__merged_into=ticket)
    is_open = Q(state__in=(Scheduled.State.WAITING, Scheduled.State.HELD))
    return list(Scheduled.objects.filter(of_ticket, is_open).select_related("agent"))


def files_of(planned: Scheduled) -> list[Attachment]:
    """The files that will go with it."""
    return list(Attachment.objects.filter(owner=planned.owner, message=None))
