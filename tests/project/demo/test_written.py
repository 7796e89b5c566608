"""The rows that are written at once must be those that the actions make."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Model

from shopbell.core.models import Event
from shopbell.customers.models import Customer
from shopbell.project.demo import played, written
from shopbell.project.demo.acts import TicketStory
from shopbell.project.demo.customers import Known
from shopbell.project.demo.shop import furnish, open_shop
from shopbell.project.demo.story import Story
from shopbell.tickets.models import Attachment, Message, ReplySample, Tally, Ticket
from tests.project.demo.conftest import NOW

# Made anew for every row, or told by another column.
_OWN = {"id", "public_id", "ticket", "thread", "message", "path", "created_by"}


def _columns(row: Model) -> dict[str, Any]:
    return {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name not in _OWN}


def _picture(ticket: Ticket) -> dict[str, Any]:
    """Everything about a ticket, with keys replaced by places."""
    threads = list(ticket.threads.order_by("pk"))
    messages = list(Message.objects.filter(ticket=ticket).order_by("pk"))
    names = {f"thread:{thread.public_id}": f"thread {n}" for n, thread in enumerate(threads)}
    place = {thread.pk: n for n, thread in enumerate(threads)} | {None: None}
    spot = {message.pk: n for n, message in enumerate(messages)}
    events = []
    for event in Event.objects.filter(subject=f"tickets.ticket:{ticket.pk}").order_by("pk"):
        data = dict(event.data)
        data |= {"thread": place[data["thread"]]} if "thread" in data else {}
        data |= {"message": spot[data["message"]]} if "message" in data else {}
        topics = sorted(names.get(topic, topic) for topic in event.topics)
        events.append((event.name, event.at, event.actor, data, topics))
    return {
        "ticket": _columns(ticket),
        "threads": [_columns(thread) for thread in threads],
        "messages": [{**_columns(m), "thread": place[m.thread_id]} for m in messages],
        "participants": sorted(
            (place[p.thread_id], p.scheme, p.value, p.name, p.is_copied)
            for thread in threads
            for p in thread.participants.all()
        ),
        "files": [_columns(f) for f in Attachment.objects.filter(message__ticket=ticket).order_by("pk")],
        "events": events,
    }


@pytest.mark.usefixtures("keep_sign_in")
def test_written_tickets_have_the_shape_of_played_ones(db: None, story: Story) -> None:
    shop = open_shop(NOW)
    house = furnish(shop, NOW)
    known = Known(house)
    known.write(story.people, story.since(NOW))
    # What came back is only ever played: see the heroes' Gerda.
    today = [ticket for ticket in story.today if ticket.key != "gerda-invoice"]
    # Few enough that no promise rests on samples: playing makes them one by one, writing all before.
    for stories in (_of_each_kind(story.past), today):
        pictures, cells, samples = [], [], []
        for way in ("played", "written"):
            ReplySample.objects.all().delete()
            Tally.objects.all().delete()
            if way == "played":
                for ticket in stories:
                    ReplySample.objects.all().delete()
                    played.play(ticket, house, known)
                    samples += [(s.channel, s.at, s.seconds) for s in ReplySample.objects.order_by("at")]
            else:
                written.count(written.write(stories, house, known))
                assert not ReplySample.objects.exists()
                written.sample(stories, house)
                expected = [(s.channel, s.at, s.seconds) for s in ReplySample.objects.all()]
                assert sorted(expected) == sorted(samples)
            pictures.append([_picture(Ticket.objects.get(pk=ticket.number)) for ticket in stories])
            cells.append(_cells())
            _forget(stories)
        for ticket, as_played, as_written in zip(stories, *pictures, strict=True):
            for part, rows in as_played.items():
                assert as_written[part] == rows, (ticket.key, part)
        assert cells[0] == cells[1]
    assert Customer.objects.count() == len(story.people)


def _of_each_kind(past: list[TicketStory]) -> list[TicketStory]:
    """A ticket of each ending, channel and reason, spam and pictures among them."""
    kinds: dict[object, TicketStory] = {}
    for ticket in past:
        acts = tuple(sorted({type(act).__name__ for act in ticket.acts}))
        kinds.setdefault((acts, ticket.opening.channel, bool(ticket.opening.files)), ticket)
        kinds.setdefault(ticket.acts[-1].__class__, ticket)
        if ticket.is_spam:
            kinds.setdefault("spam", ticket)
    return list({ticket.key: ticket for ticket in kinds.values()}.values())


def _cells() -> dict[tuple[int, int | None, str], int]:
    sums: dict[tuple[int, int | None, str], int] = {}
    for row in Tally.objects.all():
        key = (row.team_id, row.assignee_id, row.status)
        sums[key] = sums.get(key, 0) + row.delta
    return {key: total for key, total in sums.items() if total}


def _forget(stories: list[TicketStory]) -> None:
    numbers = [ticket.number for ticket in stories]
    Event.objects.filter(subject__in=[f"tickets.ticket:{number}" for number in numbers]).delete()
    Ticket.objects.filter(pk__in=numbers).delete()
