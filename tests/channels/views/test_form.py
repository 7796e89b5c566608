from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shopbell.channels.models import ChannelAccount
from shopbell.channels.views import form as views
from shopbell.core import clock
from shopbell.core.throttle import Limit
from shopbell.tickets.models import Attachment, Message, Ticket

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(40)
TUESDAY_NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
GOOD = {
    "topic": "return",
    "order": "#1042",
    "text": "I would like to send the shirt back.",
    "name": "Mia Moor",
    "email": "mia@post.example",
}


@pytest.fixture
def page(form: ChannelAccount, client: Client) -> str:
    """The empty form, as a browser gets it."""
    return client.get("/s/alder/contact/").content.decode()


def key_in(page: str) -> str:
    found = re.search(r'name="key" value="([^"]+)"', page)
    assert found
    return found[1]


def send(client: Client, shown: str, path: str = "/s/alder/contact/", **changes: Any) -> Any:
    return client.post(path, {**GOOD, "key": key_in(shown), **changes})


def test_a_letter_becomes_a_ticket_and_its_page_says_number_and_time(page: str, client: Client) -> None:
    with clock.frozen(TUESDAY_NOON):
        response = send(client, page)
        thanks = client.get(response["Location"]).content.decode()
    ticket = Ticket.objects.get()
    assert (ticket.kind, ticket.channel, ticket.order_number, ticket.tags) == ("contact", "form", "1042", ["return"])
    assert response.status_code == 302
    assert f"Its number is #{ticket.pk}. We also send it to mia@post.example." in thanks
    assert "You will hear from a person tomorrow by 12:00." in thanks


def test_a_complaint_is_marked_as_one(form: ChannelAccount, client: Client) -> None:
    page = client.get("/s/alder/complaint/").content.decode()
    send(client, page, "/s/alder/complaint/", topic="damaged")
    assert (Ticket.objects.get().kind, Ticket.objects.get().tags) == ("complaint", ["damaged"])


def test_pressing_twice_makes_one_ticket(page: str, client: Client) -> None:
    first, second = send(client, page), send(client, page)
    assert Ticket.objects.count() == 1
    assert (first.status_code, second.status_code) == (302, 302)


def test_what_is_wrong_is_said_and_what_was_typed_stays(page: str, client: Client) -> None:
    response = send(client, page, email="mia@post", topic="", text="I wrote <this>")
    again = response.content.decode()
    assert response.status_code == 422
    assert "This address is not complete. Is something missing after the @?" in again
    assert "Choose what it is about, so that it reaches the right person." in again
    assert "I wrote &lt;this&gt;" in again
    assert 'value="mia@post"' in again
    (field,) = re.findall(r'<input[^>]*id="id_email"[^>]*>', again)
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="id_email_helptext id_email_error"' in field
    assert "2 things are missing or wrong" in again
    assert not Ticket.objects.exists()


def test_the_first_wrong_field_gets_the_focus(page: str, client: Client) -> None:
    again = send(client, page, text="", email="").content.decode()
    assert len(re.findall("autofocus", again)) == 1
    assert re.search(r"<textarea[^>]*autofocus", again)


def test_photos_outlive_a_wrong_address(page: str, client: Client) -> None:
    photos = [SimpleUploadedFile(f"{name}.png", PNG, "image/png") for name in ("front", "back")]
    again = send(client, page, email="mia@", papers=photos).content.decode()
    kept = re.findall(r'name="kept" value="([^"]+)" checked', again)
    assert len(kept) == 2
    send(client, again, kept=kept[:1])
    assert [file.name for file in Message.objects.get().attachments.all()] == ["front.png"]


def test_files_of_another_form_are_not_taken(page: str, form: ChannelAccount, client: Client) -> None:
    photo = SimpleUploadedFile("private.png", PNG, "image/png")
    again = send(client, page, email="mia@", papers=[photo]).content.decode()
    kept = re.findall(r'name="kept" value="([^"]+)" checked', again)
    send(client, client.get("/s/alder/contact/").content.decode(), kept=kept)
    assert not Message.objects.get().attachments.exists()


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([("x.exe", b"MZ" + bytes(99))], "x.exe is a kind of file that we do not take."),
        ([("empty.txt", b"")], "empty.txt is empty. Choose it once more."),
        ([("photo.png", b"MZ" + bytes(99))], "photo.png is a kind of file that we do not take."),
        ([("big.txt", b"a" * 5000)], "big.txt is larger than 4 kB."),
    ],
)
def test_files_that_we_do_not_take_are_refused_by_name(
    page: str, client: Client, settings: Any, files: list[tuple[str, bytes]], words: str
) -> None:
    settings.SHOPBELL_MAX_UPLOAD = 4000
    response = send(client, page, papers=[SimpleUploadedFile(name, content) for name, content in files])
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Attachment.objects.exists()
    assert not Ticket.objects.exists()


def kept_in(page: str) -> list[str]:
    return re.findall(r'name="kept" value="([^"]+)" checked', page)


def test_good_files_stay_when_others_are_refused(page: str, client: Client) -> None:
    papers = [
        SimpleUploadedFile("front.png", PNG),
        SimpleUploadedFile("x.exe", b"MZ"),
        SimpleUploadedFile("e.txt", b""),
    ]
    again = send(client, page, papers=papers).content.decode()
    assert "x.exe is a kind of file that we do not take." in again
    assert "e.txt is empty." in again
    assert "These have arrived." in again
    assert not Ticket.objects.exists()
    send(client, again, kept=kept_in(again))
    assert [file.name for file in Message.objects.get().attachments.all()] == ["front.png"]


def test_files_beyond_the_fifth_are_named_as_left_out(page: str, client: Client) -> None:
    first = [SimpleUploadedFile(f"{n}.txt", b"a") for n in range(3)]
    again = send(client, page, email="mia@", papers=first).content.decode()
    more = [SimpleUploadedFile(f"{n}.txt", b"a") for n in range(3, 7)]
    again = send(client, again, kept=kept_in(again), papers=more).content.decode()
    assert "At most 5 files of 21 MB together go with one letter. Left out: 5.txt, 6.txt." in again
    assert len(kept_in(again)) == 5
    send(client, again, kept=kept_in(again))
    names = [file.name for file in Message.objects.get().attachments.all()]
    assert names == [f"{n}.txt" for n in range(5)]


def test_two_hundred_files_are_refused_in_words_and_the_page_works_on(page: str, client: Client) -> None:
    response = send(client, page, papers=[SimpleUploadedFile(f"{n}.txt", b"a") for n in range(200)])
    again = response.content.decode()
    assert response.status_code == 413
    assert "Shorten the text, and choose at most five files." in again
    assert send(client, again).status_code == 302


def test_a_very_long_name_is_cut_and_not_refused(page: str, client: Client) -> None:
    send(client, page, papers=[SimpleUploadedFile("ü" * 250 + ".pdf", b"%PDF-1.4 x", "application/pdf")])
    name = Message.objects.get().attachments.get().name
    assert (len(name), name[-5:]) == (150, "ü.pdf")


def test_pressing_twice_attaches_a_photo_once(page: str, client: Client) -> None:
    for _ in range(2):
        assert send(client, page, papers=[SimpleUploadedFile("front.png", PNG)]).status_code == 302
    assert [file.name for file in Message.objects.get().attachments.all()] == ["front.png"]


def test_pressing_twice_with_kept_files_makes_one_ticket(page: str, client: Client) -> None:
    again = send(client, page, email="mia@", papers=[SimpleUploadedFile("front.png", PNG)]).content.decode()
    for _ in range(2):
        assert send(client, again, kept=kept_in(again)).status_code == 302
    assert [file.name for file in Message.objects.get().attachments.all()] == ["front.png"]


def test_going_back_and_writing_something_else_is_not_lost(page: str, client: Client) -> None:
    send(client, page)
    send(client, page, text="And the trousers too.")
    assert list(Message.objects.order_by("pk").values_list("text", flat=True)) == [
        GOOD["text"],
        "And the trousers too.",
    ]


def test_files_outlive_a_page_that_was_open_for_too_long(form: ChannelAccount, client: Client) -> None:
    papers = [SimpleUploadedFile("front.png", PNG)]
    again = client.post("/s/alder/contact/", {**GOOD, "key": "", "papers": papers}).content.decode()
    assert send(client, again, kept=kept_in(again)).status_code == 302
    assert Message.objects.get().attachments.get().name == "front.png"


@pytest.mark.parametrize("field", ["kept", "page", "order", "name", "topic", "text", "email", "key"])
def test_characters_that_no_database_takes_break_nothing(page: str, client: Client, field: str) -> None:
    assert send(client, page, **{field: "\x00"}).status_code in (302, 422)


def test_what_programs_fill_in_is_put_aside_as_spam(page: str, client: Client) -> None:
    assert send(client, page, fax="buy now").status_code == 302
    assert Ticket.objects.get().is_spam is True


def test_a_form_without_a_sound_key_is_shown_again_with_everything(form: ChannelAccount, client: Client) -> None:
    for key in ("", "forged:key"):
        response = client.post("/s/alder/contact/", {**GOOD, "key": key})
        again = response.content.decode()
        assert response.status_code == 422
        assert "I would like to send the shirt back." in again
        assert not Ticket.objects.exists()
    assert send(client, again).status_code == 302


def test_too_many_letters_from_one_address_have_to_wait(
    page: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "LETTERS_PER_ADDRESS", Limit("test-letters", 1, 60))
    with clock.frozen(TUESDAY_NOON):
        send(client, page)
        response = send(client, page)
    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert "Wait 60 seconds, nothing is lost.<" in response.content.decode()
    assert "I would like to send the shirt back." in response.content.decode()


def test_who_has_to_wait_keeps_earlier_files_and_hears_of_the_new_ones(
    page: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "LETTERS_PER_ADDRESS", Limit("test-letters", 1, 60))
    with clock.frozen(TUESDAY_NOON):
        again = send(client, page, email="mia@", papers=[SimpleUploadedFile("front.png", PNG)]).content.decode()
        papers = [SimpleUploadedFile("back.png", PNG)]
        again = send(client, again, kept=kept_in(again), papers=papers).content.decode()
    assert "nothing is lost. Only the files have to be chosen once more." in again
    assert len(kept_in(again)) == 1


def test_a_text_beyond_all_measure_is_refused_in_words(page: str, client: Client) -> None:
    response = send(client, page, text="x" * 3_500_000)
    assert response.status_code == 413
    assert "did not arrive. Shorten the text" in response.content.decode()
    assert send(client, response.content.decode()).status_code == 302


def test_the_page_speaks_the_readers_language_where_the_shop_does(form: ChannelAccount, client: Client) -> None:
    by_browser = client.get("/s/alder/contact/", headers={"Accept-Language": "de"}).content.decode()
    by_choice = client.get("/s/alder/contact/?lang=de").content.decode()
    unspoken = client.get("/s/alder/contact/?lang=fr").content.decode()
    assert [re.findall(r'<html lang="(..)"', page) for page in (by_browser, by_choice, unspoken)] == [
        ["de"],
        ["de"],
        ["en"],
    ]


def test_the_letter_carries_its_language_and_where_it_was_written(form: ChannelAccount, client: Client) -> None:
    page = client.get(
        "/s/alder/contact/?lang=de", headers={"Referer": "https://alderandflax.example/shirt"}
    ).content.decode()
    found = re.search(r'name="page" value="([^"]*)"', page)
    assert found
    send(client, page, "/s/alder/contact/?lang=de", page=found[1])
    message = Message.objects.select_related("thread").get()
    assert message.thread
    assert (message.language, message.thread.origin) == ("de", "https://alderandflax.example/shirt")


def test_inside_the_shops_page_there_is_only_the_form(form: ChannelAccount, client: Client) -> None:
    response = client.get("/s/alder/contact/?embed=1")
    assert "shop-bar" not in response.content.decode()
    assert "X-Frame-Options" not in response
    assert "frame-ancestors 'self' https://alderandflax.example" in response["Content-Security-Policy"]


def test_the_embedded_form_stays_embedded_to_the_end(form: ChannelAccount, client: Client) -> None:
    page = client.get("/s/alder/contact/?embed=1&lang=de").content.decode()
    assert 'action="/s/alder/contact/?embed=1&amp;lang=de"' in page
    target = send(client, page, "/s/alder/contact/?embed=1&lang=de")["Location"]
    query = parse_qs(urlsplit(target).query)
    assert (query["embed"], query["lang"]) == (["1"], ["de"])
    assert "shop-bar" not in client.get(target).content.decode()


def test_the_form_works_without_cookies_and_sets_none(form: ChannelAccount) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get("/s/alder/contact/").content.decode()
    assert send(client, page).status_code == 302
    assert not client.cookies


def test_the_page_of_thanks_needs_its_signed_address(page: str, client: Client) -> None:
    send(client, page)
    assert client.get("/s/alder/contact/thanks/").status_code == 404
    forged = {"letter": Message.objects.get().public_id}
    assert client.get("/s/alder/contact/thanks/", forged).status_code == 404


def test_a_shop_without_a_form_has_no_page(widget: ChannelAccount, client: Client) -> None:
    assert client.get("/s/alder/contact/").status_code == 404


def test_the_embedding_script_names_the_form(form: ChannelAccount, client: Client) -> None:
    response = client.get("/s/alder/complaint/embed.js")
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert '"page": "http://testserver/s/alder/complaint/"' in response.content.decode()
