from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from shopbell.channels.models import ChannelAccount, RawInput
from shopbell.core import clock
from shopbell.staff.models import Agent

MAIL = b"From: Mia <mia@post.example>\r\nMessage-ID: <1@post.example>\r\nSubject: <i>Hi</i>\r\n\r\n<script>x</script>"


@pytest.fixture
def as_owner(client: Client, owner: Agent) -> Client:
    client.force_login(owner)
    return client


@pytest.fixture
def raw(mailbox: ChannelAccount) -> RawInput:
    return RawInput.objects.create(
        account=mailbox, key="1", body=MAIL, received_at=clock.now(), state="dead", attempts=3, error="Line\nBad: x"
    )


def test_the_list_and_the_page_show_what_is_in_it_as_text(as_owner: Client, raw: RawInput) -> None:
    listed = as_owner.get(reverse("parked")).content.decode()
    assert "&lt;i&gt;Hi&lt;/i&gt;" in listed
    assert "Bad: x" not in listed
    assert "Shopbell does not understand something in it." in listed
    page = as_owner.get(reverse("parked_one", args=[raw.pk])).content.decode()
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "<script>x" not in page
    assert '<pre class="raw" tabindex="0">Line\nBad: x</pre></details>' in page
    assert "Replay</button>" in page


def test_the_bytes_are_a_download_that_no_browser_shows(as_owner: Client, raw: RawInput) -> None:
    response = as_owner.get(reverse("parked_raw", args=[raw.pk]))
    assert response.content == MAIL
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"] == f'attachment; filename="shopbell-{raw.pk}.eml"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_reading_again_makes_a_ticket_of_it(as_owner: Client, raw: RawInput, run_jobs: Callable[[], int]) -> None:
    as_owner.post(reverse("parked_replay", args=[raw.pk]))
    run_jobs()
    raw.refresh_from_db()
    assert raw.state == "routed"
    assert "Nothing is parked" in as_owner.get(reverse("parked")).content.decode()


def test_put_aside_it_leaves_the_list(as_owner: Client, raw: RawInput) -> None:
    page = as_owner.post(reverse("parked_aside", args=[raw.pk]), follow=True).content.decode()
    assert "Nothing is parked" in page
