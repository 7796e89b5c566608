"""Who is told of what: mentions, assignment, answers, failures, watched tickets."""

from collections.abc import Callable

from django.test import Client

from shopbell.staff.actions.notifications import prefer, watch
from shopbell.staff.models import Agent, Notification, Watch
from shopbell.tickets.actions import assignment, messages
from shopbell.tickets.models import Message, Ticket


def _told(agent: Agent) -> list[tuple[str, int | None]]:
    return list(Notification.objects.filter(agent=agent).order_by("pk").values_list("kind", "ticket"))


def test_a_mention_reaches_the_one_and_not_the_writer(
    ticket: Ticket, alice: Agent, bob: Agent, run_jobs: Callable[[], None]
) -> None:
    messages.note(ticket, text=f"@{bob.name} and @{alice.name}", agent=alice)
    run_jobs()
    assert _told(bob) == [("mentioned", ticket.pk)]
    assert _told(alice) == []


def test_a_mention_of_the_team_reaches_each_once(
    ticket: Ticket, alice: Agent, bob: Agent, run_jobs: Callable[[], None]
) -> None:
    watch(bob, ticket=ticket.pk, is_on=True)
    messages.note(ticket, text=f"@Care @{bob.name} look", agent=alice)
    run_jobs()
    assert _told(bob) == [("mentioned", ticket.pk)]


def test_assignment_and_then_the_customers_answer_are_told(
    ticket: Ticket, alice: Agent, bob: Agent, a_message: Callable[..., Message], run_jobs: Callable[[], None]
) -> None:
    assignment.assign(ticket, to=bob, by=alice.actor)
    a_message(thread=ticket.threads.get(), text="And now?")
    run_jobs()
    assert _told(bob) == [("assigned", ticket.pk), ("answered", ticket.pk)]
    assert _told(alice) == []


def test_new_tickets_are_told_only_to_those_who_want_that(
    team: object, alice: Agent, bob: Agent, a_message: Callable[..., Message], run_jobs: Callable[[], None]
) -> None:
    prefer(bob, ways={"new": ["page"]})
    ticket = a_message(subject="A new matter").ticket
    run_jobs()
    assert _told(bob) == [("new", ticket.pk)]
    assert _told(alice) == []


def test_who_watches_hears_of_it_until_they_may_not_see_it(
    ticket: Ticket, alice: Agent, bob: Agent, charlie: Agent, run_jobs: Callable[[], None]
) -> None:
    for agent in (bob, charlie):
        watch(agent, ticket=ticket.pk, is_on=True)
    messages.note(ticket, text="Careful", agent=alice)
    run_jobs()
    assert _told(bob) == [("watched", ticket.pk)]
    assert _told(charlie) == []


def test_the_page_groups_by_ticket_and_reading_the_ticket_reads_them(
    as_alice: Client, ticket: Ticket, alice: Agent, bob: Agent, run_jobs: Callable[[], None]
) -> None:
    assignment.assign(ticket, to=alice, by=bob.actor)
    messages.note(ticket, text=f"@{alice.name} hello", agent=bob)
    run_jobs()
    page = as_alice.get("/desk/notifications/").content.decode()
    assert page.count('class="card told"') == 1
    assert f"{bob.name} mentions you" in page
    assert f"{bob.name} gave it to you" in page
    assert '<span class="count hot">2<' in as_alice.get("/desk/notifications/bell/").content.decode()
    seen = ticket.messages.order_by("-pk")[0].public_id
    assert as_alice.post(f"/desk/tickets/{ticket.pk}/reading/", {"seen": seen}).status_code == 204
    assert not Notification.objects.filter(agent=alice, read_at=None).exists()
    assert "count hot" not in as_alice.get("/desk/notifications/bell/").content.decode()


def test_all_is_read_at_once(
    as_alice: Client, ticket: Ticket, alice: Agent, bob: Agent, run_jobs: Callable[[], None]
) -> None:
    messages.note(ticket, text=f"@{alice.name} @{bob.name}", agent=bob)
    run_jobs()
    as_alice.post("/desk/notifications/read/")
    assert not Notification.objects.filter(agent=alice, read_at=None).exists()


def test_watching_is_switched_on_and_off_in_the_ticket(as_alice: Client, ticket: Ticket, alice: Agent) -> None:
    as_alice.post(f"/desk/tickets/{ticket.pk}/watching/", {"watch": "yes"})
    assert Watch.objects.filter(agent=alice, ticket=ticket.pk).count() == 1
    assert "Stop watching" in as_alice.get(f"/desk/tickets/{ticket.pk}/head/").content.decode()
    as_alice.post(f"/desk/tickets/{ticket.pk}/watching/", {"watch": "no"})
    assert not Watch.objects.exists()


def test_what_one_hears_of_is_chosen(as_alice: Client, alice: Agent) -> None:
    assert as_alice.post("/desk/settings/notifications/", {"new": ["page"], "failed": ["page"]}).status_code == 302
    kept = Agent.objects.get(pk=alice.pk).preferences
    assert (kept.ways_of("mentioned"), kept.ways_of("new"), kept.ways_of("failed")) == ([], ["page"], ["page"])
    page = as_alice.get("/desk/settings/notifications/").content.decode()
    assert page.count(" checked>") == 2
