"""Planning from the composer, and what the conversation offers until then."""

from datetime import timedelta

from django.test import Client

from shopbell.channels.models import ChannelAccount
from shopbell.core import clock
from shopbell.tickets.models import Draft, Scheduled, Ticket


def _plan(browser: Client, ticket: Ticket, **fields: str) -> object:
    route = f"email:{ticket.threads.get().account_id}"
    sent = {"kind": "answer", "route": route, "text": "Has it come?", "at": "tomorrow", "on_answer": "hold", **fields}
    return browser.post(f"/desk/tickets/{ticket.pk}/scheduled/", sent)


def test_an_answer_is_planned_and_shown(as_alice: Client, ticket: Ticket, mailbox: ChannelAccount) -> None:
    assert _plan(as_alice, ticket).status_code == 201  # type: ignore[attr-defined]
    planned = Scheduled.objects.get()
    assert (planned.kind, planned.text, planned.state) == ("answer", "Has it come?", "waiting")
    page = as_alice.get(f"/desk/tickets/{ticket.pk}/talk/").content.decode()
    for words in ("Answer of Alice, planned", "Asks first if the customer writes before that.", "Send now", "Withdraw"):
        assert words in page


def test_it_is_moved_withdrawn_and_sent(as_alice: Client, ticket: Ticket, mailbox: ChannelAccount) -> None:
    for text in ("One", "Two"):
        _plan(as_alice, ticket, text=text)
    one, two = Scheduled.objects.order_by("pk")
    dialog = as_alice.get(f"/desk/scheduled/{one.public_id}/time/").content.decode()
    assert "Another time" in dialog
    at = (clock.now() + timedelta(days=5)).isoformat()
    moved = as_alice.post(f"/desk/scheduled/{one.public_id}/time/", {"at": at, "on_answer": "cancel"})
    assert (moved.status_code, Scheduled.objects.get(pk=one.pk).on_answer) == (204, "cancel")
    assert as_alice.post(f"/desk/scheduled/{one.public_id}/withdrawal/").status_code == 204
    assert Draft.objects.get().text == "One"
    assert as_alice.post(f"/desk/scheduled/{two.public_id}/sending/").status_code == 204
    assert ticket.messages.get(kind="agent").text == "Two"


def test_a_reminder_needs_no_way(as_alice: Client, ticket: Ticket) -> None:
    answer = _plan(as_alice, ticket, kind="reminder", route="", text="", at="days3", on_answer="cancel")
    assert answer.status_code == 201  # type: ignore[attr-defined]
    assert "Reminder of Alice" in as_alice.get(f"/desk/tickets/{ticket.pk}/talk/").content.decode()


def test_a_time_that_is_none_is_said_in_words(as_alice: Client, ticket: Ticket, mailbox: ChannelAccount) -> None:
    answer = _plan(as_alice, ticket, at="soon")
    assert answer.json() == {"errors": {"at": ["Choose a date and a time."]}}  # type: ignore[attr-defined]
    past = _plan(as_alice, ticket, at="2020-01-01T10:00")
    assert past.status_code == 409  # type: ignore[attr-defined]


def test_the_customers_morning_is_offered_where_their_zone_is_known(
    as_alice: Client, ticket: Ticket, mailbox: ChannelAccount
) -> None:
    assert "When the customer&#39;s day begins" not in as_alice.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    assert ticket.customer is not None
    ticket.customer.timezone = "Asia/Tokyo"
    ticket.customer.save()
    page = as_alice.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    assert 'value="theirs"' in page
    assert _plan(as_alice, ticket, at="theirs").status_code == 201  # type: ignore[attr-defined]
    assert Scheduled.objects.get().at.astimezone(clock.now().tzinfo).strftime("%H:%M") == "00:00"
