from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import partial
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shopbell.channels.actions import visitors
from shopbell.channels.chat.availability import STILL_THERE
from shopbell.channels.models import ChannelAccount
from shopbell.channels.views import chat as views
from shopbell.core import clock
from shopbell.core.live import tickets
from shopbell.core.live.access import Listener, may_listen
from shopbell.core.live.roster import Roster, Sighting
from shopbell.core.throttle import Limit
from shopbell.customers.models import Identity
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages, reading
from shopbell.tickets.models import Attachment, Message, Thread, Ticket

from .conftest import Browser

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(40)
TUESDAY_NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


def test_the_first_visit_gives_a_token_and_no_cookie(widget: ChannelAccount) -> None:
    browser = Browser(widget)
    started = browser.start()
    assert started["visitor"]["is_known"] is False
    assert started["thread"] is None
    assert not browser.client.cookies
    assert browser.start()["visitor"] == started["visitor"]


def test_without_a_token_nothing_is_told_or_taken(widget: ChannelAccount) -> None:
    browser = Browser(widget)
    answers = [
        browser.get("messages/"),
        browser.say(),
        browser.post("stream/"),
        browser.post("read/"),
        browser.post("files/"),
    ]
    assert [answer.status_code for answer in answers] == [401] * 5
    assert not Message.objects.exists()


def test_a_paused_widget_is_not_there(browser: Browser) -> None:
    ChannelAccount.objects.update(is_active=False)
    assert browser.say().status_code == 404


def test_a_message_is_stored_and_given_back_as_it_will_be_read(browser: Browser) -> None:
    uuid = str(uuid4())
    answer = browser.say("Look: https://x.example/a <b>", client_uuid=uuid)
    assert answer.status_code == 201
    message = answer.json()["message"]
    assert message["html"] == (
        '<p dir="auto">Look: <a href="https://x.example/a" rel="noopener noreferrer nofollow" target="_blank">'
        "https://x.example/a</a> &lt;b&gt;</p>"
    )
    assert (message["client"], message["seq"], message["from"]) == (uuid, 1, "me")
    assert browser.get("messages/").json()["messages"] == [message]


def test_a_repeated_message_gives_the_stored_one_back(browser: Browser) -> None:
    uuid = str(uuid4())
    answers = [browser.say(client_uuid=uuid).json()["message"]["id"] for _ in range(3)]
    assert len(set(answers)) == 1
    assert Message.objects.count() == 1


def test_after_a_seq_only_what_followed_is_given(browser: Browser, alice: Agent) -> None:
    for text in ("One", "Two"):
        browser.say(text)
    thread = Thread.objects.get()
    messages.reply(thread, text="Three, **sure**", by=alice.actor, agent=alice)
    answer = browser.get("messages/", after="2", thread=thread.public_id).json()
    assert [(m["seq"], m["from"], m["name"], m["html"].strip()) for m in answer["messages"]] == [
        (3, "agent", "Alice", '<p dir="auto">Three, <strong>sure</strong></p>')
    ]
    assert answer["has_older"] is None
    assert answer["thread"]["seq"] == 3


def test_after_a_seq_of_another_thread_everything_is_given(browser: Browser) -> None:
    browser.say("One")
    answer = browser.get("messages/", after="1", thread="somethingelse").json()
    assert [m["seq"] for m in answer["messages"]] == [1]
    assert answer["has_older"] is False


def test_agents_see_that_they_were_read_and_visitors_too(browser: Browser, alice: Agent) -> None:
    browser.say()
    thread = Thread.objects.get()
    reading.read_by_agent(thread.ticket, agent=alice)
    assert browser.get("messages/").json()["thread"]["read_by_agent"] == 1
    messages.reply(thread, text="Yes", by=alice.actor, agent=alice)
    answer = browser.post("read/", {"thread": thread.public_id, "delivered": 2, "read": 2})
    assert answer.status_code == 204
    thread.refresh_from_db()
    assert (thread.delivered_seq, thread.read_seq) == (2, 2)


def test_another_visitors_thread_cannot_be_read_or_marked(browser: Browser, other_browser: Browser) -> None:
    browser.say()
    thread = Thread.objects.get()
    mark = other_browser.post("read/", {"thread": thread.public_id, "delivered": 1, "read": 1})
    assert mark.status_code == 404
    assert other_browser.get("messages/").json()["messages"] == []
    before = browser.get("messages/").json()["messages"][0]["id"]
    assert other_browser.get("messages/", before=before).json()["messages"] == []


def test_a_message_of_two_megabytes_is_refused_in_words(browser: Browser) -> None:
    answer = browser.say("x" * 2_000_000)
    assert answer.status_code == 413
    assert answer.json() == {"detail": "This is too much at once. Send it in parts, or as a file."}
    assert not Message.objects.exists()


def test_a_text_over_the_limit_is_refused_in_words(browser: Browser) -> None:
    answer = browser.say("x" * 4001)
    assert answer.status_code == 422
    assert "4,000 characters" in answer.json()["detail"]


def test_four_thousand_characters_of_any_kind_fit_the_body(browser: Browser) -> None:
    body = json.dumps({"client_uuid": str(uuid4()), "text": "😀" * 4000})  # each one escaped to twelve bytes
    assert browser.post("messages/", body).status_code == 201


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'{"client_uuid": "1", "text": "a"}',
        b'{"client_uuid": "00000000-0000-0000-0000-000000000000", "text": 3}',
        b'{"client_uuid": "00000000-0000-0000-0000-000000000000", "text": "a", "files": "x"}',
        b'{"client_uuid": "00000000-0000-0000-0000-000000000000", "text": "a", "about": "x"}',
        b"\xff\xfe",
    ],
)
def test_a_body_that_is_not_ours_is_refused(browser: Browser, body: bytes) -> None:
    assert browser.post("messages/", body).status_code == 400
    assert not Message.objects.exists()


def test_ids_that_cannot_be_ids_are_not_looked_for(browser: Browser) -> None:
    browser.say()
    assert browser.say(files=["\x00"]).json()["detail"].startswith("A file of this message is no longer here.")
    assert browser.post("read/", {"thread": "\x00", "read": 1}).status_code == 404
    assert browser.get("messages/", before="\x00").json()["messages"] == []
    thread = Thread.objects.get().public_id
    assert len(browser.get("messages/", after="²", thread=thread).json()["messages"]) == 1


def test_json_nested_without_end_is_refused(browser: Browser) -> None:
    assert browser.post("messages/", "[" * 20_000).status_code == 400


def test_messages_are_read_in_the_order_in_which_they_came(browser: Browser) -> None:
    uuids = [str(uuid4()) for _ in range(3)]
    for index in (2, 0, 2, 1, 0):
        browser.say(str(index), client_uuid=uuids[index])
    shown = browser.get("messages/").json()["messages"]
    assert [(one["seq"], one["client"]) for one in shown] == [(1, uuids[2]), (2, uuids[0]), (3, uuids[1])]


@pytest.mark.parametrize("text", ["👨\u200d👩\u200d👧\u200d👦", "🙂" * 40, "مرحبا hello\nשלום", "a\u202egpj.exe\u202c"])
def test_emoji_and_any_direction_of_writing_are_kept(browser: Browser, text: str) -> None:
    assert browser.say(text).status_code == 201
    assert Message.objects.get().text == text
    assert Ticket.objects.get().subject


def test_the_twenty_first_message_of_a_minute_has_to_wait(browser: Browser) -> None:
    with clock.frozen(TUESDAY_NOON):
        assert [browser.say(str(n)).status_code for n in range(21)] == [201] * 20 + [429]
        answer = browser.say("again")
    assert answer["Retry-After"] == "60"
    assert answer.json() == {
        "detail": "That was a lot in a short time. Wait 60 seconds, nothing is lost.",
        "retry_after": 60,
    }
    with clock.frozen(TUESDAY_NOON + timedelta(seconds=60)):
        assert browser.say("again").status_code == 201


def test_many_visitors_of_one_address_have_to_wait_too(widget: ChannelAccount, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MESSAGES_PER_ADDRESS", Limit("test-ip", 3, 60))
    with clock.frozen(TUESDAY_NOON):
        codes = []
        for _ in range(4):
            browser = Browser(widget)
            browser.start()
            codes.append(browser.say().status_code)
    assert codes == [201, 201, 201, 429]


def test_a_required_answer_that_is_missing_names_its_field(browser: Browser, widget: ChannelAccount) -> None:
    widget.settings = {"ask_order": "required"}
    widget.save()
    answer = browser.say()
    assert (answer.status_code, answer.json()["field"]) == (422, "order")
    assert browser.say(about={"order": "1042"}).status_code == 201
    assert Ticket.objects.get().order_number == "1042"


def test_the_shops_good_word_verifies_and_a_bad_one_is_refused_clearly(widget: ChannelAccount) -> None:
    widget.settings = {"secret": "s3cret"}
    widget.save()
    exp = int(clock.now().timestamp()) + 60
    word = {"id": "7", "email": "mia@post.example", "exp": exp}
    good = visitors.signature("s3cret", store_id="7", email="mia@post.example", exp=exp)
    browser = Browser(widget)
    bad = browser.start(identity={**word, "hash": "0" * 64})
    assert bad["refused"] == "The shop's page could not prove who you are, so this chat goes on without your account."
    assert bad["visitor"]["is_known"] is False
    assert browser.say("still works").status_code == 201
    started = browser.start(identity={**word, "hash": good})
    assert (started["refused"], started["visitor"]["is_known"]) == ("", True)
    browser.say()
    assert Identity.objects.get(scheme="email").verified_by == "hmac"


def test_a_signed_in_token_without_the_shops_word_starts_anew(widget: ChannelAccount) -> None:
    widget.settings = {"secret": "s3cret"}
    widget.save()
    exp = int(clock.now().timestamp()) + 60
    good = visitors.signature("s3cret", store_id="7", email="", exp=exp)
    browser = Browser(widget)
    known = browser.start(identity={"id": "7", "exp": exp, "hash": good})
    browser.say("private")
    later = browser.start()
    assert later["visitor"]["id"] != known["visitor"]["id"]
    assert later["thread"] is None
    assert browser.get("messages/").json()["messages"] == []


def test_an_address_left_later_is_kept_for_the_continuation(browser: Browser) -> None:
    browser.say()
    assert browser.start()["visitor"]["email"] == ""
    assert browser.start(about={"email": "mia@post.example"})["visitor"]["email"] == "mia@post.example"
    assert browser.post("start/", {"token": browser.token, "about": {"email": "mia@"}}).status_code == 422


def test_the_live_ticket_is_for_the_visitors_own_thread(browser: Browser) -> None:
    assert browser.post("stream/").status_code == 409
    browser.say()
    thread = Thread.objects.get()
    allowed = tickets.spend(browser.post("stream/").json()["ticket"])
    assert (allowed.who.kind, allowed.topics) == ("visitor", (thread.topic,))
    assert may_listen(thread.topic, allowed.who)


def test_a_file_is_uploaded_sent_and_fetched_by_its_signed_address(browser: Browser) -> None:
    kept = browser.client.post(
        browser.address("files/"),
        {"file": SimpleUploadedFile("crack.png", PNG, "image/png")},
        headers=browser.headers,
    )
    assert kept.status_code == 201
    sent = browser.say("", files=[kept.json()["id"]]).json()["message"]
    (file,) = sent["files"]
    assert (file["name"], file["is_image"]) == ("crack.png", True)
    fetched = browser.client.get(file["url"])
    assert b"".join(fetched.streaming_content) == PNG
    assert fetched["Content-Type"] == "image/png"
    assert fetched["Content-Security-Policy"] == "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    fetched.close()


def test_a_file_without_its_signature_or_with_anothers_is_not_given(browser: Browser) -> None:
    urls = []
    for name in ("a.txt", "b.txt"):
        kept = browser.client.post(
            browser.address("files/"), {"file": SimpleUploadedFile(name, b"hello")}, headers=browser.headers
        )
        urls.append(browser.say("", files=[kept.json()["id"]]).json()["message"]["files"][0]["url"])
    one, other = (urlsplit(url) for url in urls)
    key = parse_qs(other.query)["k"][0]
    assert browser.client.get(one.path).status_code == 410
    assert browser.client.get(one.path, {"k": key}).status_code == 410
    answer = browser.client.get(urls[0])
    assert answer["Content-Disposition"] == 'attachment; filename="a.txt"'
    assert answer["Content-Type"] == "application/octet-stream"
    answer.close()


def test_a_program_and_a_huge_file_are_refused_in_words(browser: Browser, settings: object) -> None:
    program = browser.client.post(
        browser.address("files/"), {"file": SimpleUploadedFile("x.exe", b"MZ")}, headers=browser.headers
    )
    assert program.json()["detail"] == "x.exe is a kind of file that we do not take. A photo or a PDF works."
    for name, content, words in (("photo.png", b"MZ" + bytes(99), "is a kind of file"), ("x.txt", b"", "is empty")):
        refused = browser.client.post(
            browser.address("files/"), {"file": SimpleUploadedFile(name, content)}, headers=browser.headers
        )
        assert (refused.status_code, refused.json()["detail"].startswith(f"{name} {words}")) == (409, True)
    settings.SHOPBELL_MAX_UPLOAD = 1000  # type: ignore[attr-defined]
    large = browser.client.post(
        browser.address("files/"), {"file": SimpleUploadedFile("x.txt", b"a" * 2000)}, headers=browser.headers
    )
    assert (large.status_code, large.json()["detail"][:23]) == (409, "x.txt is larger than 10")
    huge = browser.client.post(
        browser.address("files/"), {"file": SimpleUploadedFile("x.txt", b"a" * 200_000)}, headers=browser.headers
    )
    assert huge.status_code == 413
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("at", "online", "line"),
    [
        (TUESDAY_NOON, True, "People are here until 17:00"),
        (TUESDAY_NOON, False, "Nobody is at the desk this minute. We answer today by 13:00"),
        (SATURDAY, True, "We have closed, but somebody is still in. Else we answer Mon 30 Nov by 10:00"),
        (SATURDAY, False, "We are away and answer Mon 30 Nov by 10:00"),
    ],
)
def test_the_status_is_honest(
    browser: Browser, alice: Agent, monkeypatch: pytest.MonkeyPatch, at: datetime, online: bool, line: str
) -> None:
    monkeypatch.setattr("shopbell.channels.chat.availability.agents_online", lambda: {alice.pk} if online else set())
    with clock.frozen(at):
        status = browser.get("status/", zone="Europe/Dublin").json()
    assert status["line"] == line
    assert status["is_away"] is not (line == "People are here until 17:00")


def test_who_answers_outside_the_hours_is_not_away(browser: Browser, alice: Agent) -> None:
    with clock.frozen(SATURDAY):
        browser.say()
        before = browser.get("status/").json()
        messages.reply(Thread.objects.get(), text="Yes", by=alice.actor, agent=alice)
        now = browser.get("status/").json()
    assert (before["line"], before["is_away"]) == ("We are away and answer Mon 30 Nov by 10:00", True)
    assert (now["line"], now["is_away"]) == ("Alice has just answered", False)
    assert now["promise"] == (
        "Alice was here just now and may answer at once. If not, you will hear from a person Mon 30 Nov by 10:00."
    )
    with clock.frozen(SATURDAY + STILL_THERE):
        assert browser.get("status/").json() == before


def test_who_writes_at_night_is_here(browser: Browser, alice: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    browser.say()
    roster = Roster()
    monkeypatch.setattr("shopbell.core.live.presence._here", roster)
    sight = partial(Sighting, Thread.objects.get().topic, Listener("agent", str(alice.pk), alice.name))
    lines = []
    with clock.frozen(SATURDAY):
        for state in ("viewing", "writing", "gone"):
            roster.see(sight(state), now=0)
            lines.append(browser.get("status/").json()["line"])
    away = "We are away and answer Mon 30 Nov by 10:00"
    assert lines == [away, "Alice is here", away]


def test_what_somebody_answers_another_visitor_says_nothing_here(
    browser: Browser, other_browser: Browser, alice: Agent
) -> None:
    with clock.frozen(SATURDAY):
        for one in (other_browser, browser):
            one.say()
        messages.reply(Thread.objects.latest("pk"), text="Yes", by=alice.actor, agent=alice)
        assert other_browser.get("status/").json()["is_away"] is True


def test_agents_of_other_teams_or_away_are_not_somebody_there(
    browser: Browser, alice: Agent, charlie: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    online = {charlie.pk}
    monkeypatch.setattr("shopbell.channels.chat.availability.agents_online", lambda: online)
    with clock.frozen(TUESDAY_NOON):
        assert browser.get("status/").json()["is_online"] is False
        online.add(alice.pk)
        assert browser.get("status/").json()["is_online"] is True
        Agent.objects.filter(pk=alice.pk).update(availability=Agent.Availability.AWAY)
        assert browser.get("status/").json()["is_online"] is False


def test_times_are_said_in_the_visitors_zone(browser: Browser, shop: Shop) -> None:
    with clock.frozen(TUESDAY_NOON):
        assert browser.get("status/", zone="Asia/Tokyo").json()["line"].endswith("today by 22:00")
        for zone in ("Nowhere/Land", "../../etc/passwd", "", "\x00"):
            assert browser.get("status/", zone=zone).json()["line"].endswith("today by 13:00")
