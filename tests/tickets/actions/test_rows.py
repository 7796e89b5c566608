from shopbell.tickets.actions import rows
from shopbell.tickets.models import Tally, Ticket


def test_a_move_is_two_changes_and_staying_is_none(ticket: Ticket) -> None:
    before = Tally.objects.count()
    rows.count(ticket.cell, ticket.cell)
    assert Tally.objects.count() == before
    rows.count(ticket.cell, (ticket.team_id, 5, "waiting"))
    assert list(Tally.objects.order_by("pk").values_list("assignee_id", "status", "delta"))[-2:] == [
        (None, "open", -1),
        (5, "waiting", 1),
    ]


def test_only_named_columns_are_written(ticket: Ticket) -> None:
    stale = Ticket.objects.get(pk=ticket.pk)
    Ticket.objects.filter(pk=ticket.pk).update(subject="Changed by somebody else")
    stale.priority = 40
    rows.save(stale, before=stale.cell, fields=["priority"])
    assert Ticket.objects.values_list("subject", "priority").get() == ("Changed by somebody else", 40)
