from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from shopbell.core import clock
from shopbell.tickets.models import Attachment, Message

HTML = (
    '<p onclick="x()">Hello <b>you</b></p><script>alert(1)</script><form action="https://evil.example"></form>'
    '<img src="cid:photo"><img src="https://tracker.example/p.gif"><a href="https://post.example/">here</a>'
)


@pytest.fixture
def mail(a_message: Callable[..., Message]) -> Message:
    message = a_message(html=HTML, subject="A </title> mail")
    path = default_storage.save("mail/photo.png", ContentFile(b"\x89PNG"))
    Attachment.objects.create(
        message=message,
        name="p.png",
        mime="image/png",
        size=4,
        path=path,
        inline_id="photo",
        is_inline=True,
        created_at=clock.now(),
    )
    return message


def test_it_runs_nothing_and_fetches_nothing(as_alice: Client, mail: Message) -> None:
    response = as_alice.get(reverse("mail", args=[mail.public_id]))
    page = response.content.decode()
    for bad in ("<script", "onclick", "<form", "tracker.example", "</title> mail"):
        assert bad not in page, bad
    assert "Hello <b>you</b>" in page
    assert 'src="data:image/png;base64,iVBORw=="' in page
    assert response.headers["Content-Security-Policy"] == (
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
        "img-src 'self' data:; frame-ancestors 'self'; form-action 'none'; base-uri 'none'"
    )
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_pictures_of_others_come_when_asked_for(as_alice: Client, mail: Message) -> None:
    response = as_alice.get(reverse("mail", args=[mail.public_id]), {"images": "1"})
    assert 'src="https://tracker.example/p.gif"' in response.content.decode()
    assert "img-src 'self' data: https: http:;" in response.headers["Content-Security-Policy"]


def test_the_ticket_offers_it_and_says_what_is_held_back(as_alice: Client, mail: Message) -> None:
    page = as_alice.get(reverse("ticket", args=[mail.ticket_id])).content.decode()
    assert "Show as sent" in page
    assert "Pictures of other servers are not fetched" in page
    assert f'<a href="{reverse("mail", args=[mail.public_id])}?images=1" target="mail-{mail.pk}">' in page
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in page


def test_nothing_is_said_of_pictures_where_none_is_held_back(as_alice: Client, mail: Message) -> None:
    Message.objects.filter(pk=mail.pk).update(html='<img src="cid:photo"><a href="https://x.example/">here</a>')
    page = as_alice.get(reverse("ticket", args=[mail.ticket_id])).content.decode()
    assert "Show as sent" in page
    assert "Pictures of other servers" not in page


def test_a_mail_without_a_design_has_no_such_page(as_alice: Client, a_message: Callable[..., Message]) -> None:
    assert as_alice.get(reverse("mail", args=[a_message().public_id])).status_code == 404
