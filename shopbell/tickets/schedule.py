"""What the clock does to tickets."""

from django.db import connection

from shopbell.core import clock
from shopbell.core.jobs import every
from shopbell.core.sweep import each
from shopbell.customers.models import Customer
from shopbell.tickets.actions import attachments, bulk, scheduling
from shopbell.tickets.actions.contact import count_contact, written_lately
from shopbell.tickets.actions.status import wake
from shopbell.tickets.models import Scheduled, Ticket

_BATCH = 500


@every("* * * * *", name="tickets.wake_snoozed")
def wake_snoozed() -> None:
    """Open the tickets whose snooze is over."""
    due = Ticket.objects.filter(snoozed_until__lte=clock.now(), merged_into=None).order_by("snoozed_until")[:_BATCH]
    each(due, wake, sweep="snoozed")


@every("* * * * *", name="tickets.carry_out_due")
def carry_out_due() -> None:
    """What was planned for a moment that has come; each has a job of its own, this finds those that lost it."""
    due = Scheduled.objects.filter(state=Scheduled.State.WAITING, at__lte=clock.now()).select_related("ticket")
    each(due.order_by("at")[:_BATCH], scheduling.carry_out, sweep="planned")


@every("41 * * * *", name="tickets.discard_unsent")
def discard_unsent() -> None:
    """Delete the files that were uploaded and never sent."""
    attachments.discard_unsent()


@every("*/2 * * * *", name="tickets.fold_tallies")
def fold_tallies() -> None:
    """Fold the counters' changes into one row a cell. Rows written meanwhile are not touched."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH gone AS (DELETE FROM tickets_tally WHERE id IN (SELECT id FROM tickets_tally FOR UPDATE SKIP LOCKED)
                          RETURNING team_id, assignee_id, status, delta)
            INSERT INTO tickets_tally (team_id, assignee_id, status, delta)
            SELECT team_id, assignee_id, status, sum(delta) FROM gone
            GROUP BY team_id, assignee_id, status HAVING sum(delta) <> 0
            """
        )


@every("* * * * *", name="tickets.count_contacts")
def count_contacts() -> None:
    """Count for those who wrote since the last look, and for those for whom nobody has ever counted.

    By the clock and not at each message: many come at once, and lists of customers may be a minute late.
    """
    uncounted = Customer.objects.filter(ticket_count=None).order_by("pk").values_list("pk", flat=True)[:_BATCH]
    each(sorted({*written_lately(), *uncounted}), lambda pk: count_contact([pk]), sweep="contacts")


@every("23 4 * * *", name="tickets.forget_bulk")
def forget_bulk() -> None:
    """Delete what is kept of changes of many tickets; the tickets' own events stay."""
    bulk.forget_old()
