from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, timedelta

import pytest

from shopbell.project.demo.acts import BOT, Acknowledges, Answers, Notes, Reads, Says, Sets, TicketStory
from shopbell.project.demo.cast import HOUSE
from shopbell.project.demo.story import PROFILES, Story, tell
from tests.project.demo.conftest import HOURS, NOW, SUNDAY_NIGHT

ARABIC = re.compile("[\u0620-\u064a]")


def _texts(story: Story) -> list[str]:
    return [
        act.text
        for ticket in [*story.past, *story.today]
        for act in ticket.acts
        if isinstance(act, (Says, Answers, Notes))
    ]


def _all(story: Story) -> list[TicketStory]:
    return [*story.past, *story.today]


def test_the_same_seed_and_moment_tell_the_same_story(story: Story) -> None:
    again = tell(PROFILES["ci"], 7, NOW, HOURS)
    assert _texts(again) == _texts(story)
    assert [(t.key, t.number, t.person.email, t.acts) for t in _all(again)] == [
        (t.key, t.number, t.person.email, t.acts) for t in _all(story)
    ]


def test_another_seed_tells_another_story(story: Story) -> None:
    assert _texts(tell(PROFILES["ci"], 8, NOW, HOURS)) != _texts(story)


def test_on_another_day_the_same_people_want_the_same_things(story: Story) -> None:
    later = tell(PROFILES["ci"], 7, SUNDAY_NIGHT, HOURS)
    assert Counter((t.person.email, t.reason, t.team) for t in _all(later)) == Counter(
        (t.person.email, t.reason, t.team) for t in _all(story)
    )


@pytest.mark.parametrize("now", [NOW, SUNDAY_NIGHT])
def test_agents_work_in_open_hours_and_nothing_lies_ahead(now: datetime) -> None:
    for ticket in _all(tell(PROFILES["ci"], 7, now, HOURS)):
        for act in ticket.acts:
            assert act.at <= now, (ticket.key, act)
            if isinstance(act, Answers) and act.who in HOUSE and act.channel == "email":
                assert HOURS.is_open(act.at), (ticket.key, act)


@pytest.mark.parametrize("now", [NOW, SUNDAY_NIGHT])
def test_what_happens_in_a_ticket_happens_in_its_order(now: datetime) -> None:
    for ticket in _all(tell(PROFILES["ci"], 7, now, HOURS)):
        times = [act.at for act in ticket.acts]
        assert times == sorted(times), ticket.key
        assert isinstance(ticket.acts[0], Says)


def test_the_newest_words_are_minutes_old(story: Story) -> None:
    newest = max(act.at for ticket in _all(story) for act in ticket.acts if isinstance(act, Says))
    assert timedelta() <= NOW - newest < timedelta(minutes=15)


def test_numbers_rise_with_time_and_the_picture_keeps_its_own(story: Story) -> None:
    tickets = sorted(_all(story), key=lambda ticket: ticket.number)
    assert [ticket.number for ticket in tickets] == list(range(tickets[0].number, tickets[0].number + 150))
    assert [ticket.began for ticket in tickets] == sorted(ticket.began for ticket in tickets)
    assert {t.number: t.subject for t in story.today}[1042] == "Zip on the Cairn shell came apart"


def test_no_slot_stays_open_and_no_ticket_says_a_thing_twice(story: Story) -> None:
    for ticket in _all(story):
        answers = [act.text for act in ticket.acts if isinstance(act, Answers) and act.who in HOUSE]
        assert len(answers) == len(set(answers)), ticket.key
    for text in _texts(story):
        assert "{" not in text
        assert " | " not in text


def test_every_language_writes_in_its_own_letters(story: Story) -> None:
    assert {ticket.language for ticket in _all(story)} == {"en", "de", "fr", "es", "ar"}
    for ticket in _all(story):
        assert bool(ARABIC.search(ticket.opening.text)) == (ticket.language == "ar"), ticket.key


def test_mails_and_forms_are_acknowledged_and_chats_are_not(story: Story) -> None:
    for ticket in _all(story):
        acknowledged = any(isinstance(act, Acknowledges) for act in ticket.acts)
        assert acknowledged == (ticket.opening.channel != "chat" and not ticket.is_spam), ticket.key


def test_nine_wait_for_mara_and_all_nine_are_heroes() -> None:
    story = tell(PROFILES["demo"], 7, NOW, HOURS)
    maras = [t for t in story.past if t.acts[-1].at > NOW - timedelta(days=2) and _is_open_for(t, "mara")]
    assert maras == []
    assert sum(_is_open_for(ticket, "mara") for ticket in story.today) == 9


def test_the_strike_week_is_the_busiest_before_today() -> None:
    story = tell(PROFILES["demo"], 7, NOW, HOURS)
    weeks = Counter((NOW - ticket.began).days // 7 for ticket in story.past if (NOW - ticket.began).days >= 14)
    strikes = Counter((NOW - t.began).days // 7 for t in story.past if t.reason == "strike")
    assert weeks.most_common(1)[0][0] == strikes.most_common(1)[0][0]


def test_customers_write_once_or_very_often(story: Story) -> None:
    story = tell(PROFILES["demo"], 7, NOW, HOURS)
    often = Counter(Counter(t.person.email for t in story.past if not t.is_spam).values())
    assert 0.5 < often[1] / sum(often.values()) < 0.7
    assert max(often) >= 10


def _is_open_for(ticket: TicketStory, agent: str) -> bool:
    holder, status = "", "open"
    for act in ticket.acts:
        match act:
            case Says():
                status = "open"
            case Answers():
                holder = holder or (act.who if act.who in HOUSE else "")
                status = "open" if act.state == "failed" else act.then or status
            case Sets():
                status = act.status
            case Reads():
                pass
            case _ if hasattr(act, "to"):
                holder = act.to
    return holder == agent and status == "open" and not ticket.is_spam


def test_the_bot_speaks_only_where_the_pictures_show_it(story: Story) -> None:
    spoken = {t.key for t in _all(story) for act in t.acts if isinstance(act, Answers) and act.who == BOT}
    assert spoken == {"niamh-zip", "layla-parcel", "tomas-hem"}
