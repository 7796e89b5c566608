import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from shopbell.channels.models import ChannelAccount, HealthSlice
from shopbell.core import clock
from shopbell.core.live.access import Listener, may_listen
from shopbell.staff.models import Agent, Team

SETTINGS = {
    "s-receive": "imap",
    "s-host": "imap.post.example",
    "s-port": "993",
    "s-security": "tls",
    "s-username": "hello@alderandflax.example",
    "s-auth": "password",
    "s-password": "",
    "s-smtp_host": "smtp.post.example",
    "s-smtp_port": "587",
    "s-smtp_security": "starttls",
}


@pytest.fixture
def as_owner(client: Client, owner: Agent) -> Client:
    client.force_login(owner)
    return client


@pytest.fixture
def kept(mailbox: ChannelAccount) -> ChannelAccount:
    mailbox.settings = {"host": "imap.post.example", "password": "s3cret-word", "smtp_host": "smtp.post.example"}
    mailbox.save()
    return mailbox


def _data(team: Team, **changed: Any) -> dict[str, Any]:
    return {"name": "Hello", "address": "hello@alderandflax.example", "team": team.pk, **SETTINGS, **changed}


def test_a_mailbox_is_added_and_tested(as_owner: Client, team: Team) -> None:
    response = as_owner.post(reverse("channel_new", args=["email"]), _data(team, **{"s-password": "s3cret-word"}))
    made = ChannelAccount.objects.get()
    assert response.headers["Location"] == reverse("channel", args=[made.public_id])
    assert (made.shop, made.team, made.address) == (team.shop, team, "hello@alderandflax.example")
    assert (made.settings["host"], made.settings["password"]) == ("imap.post.example", "s3cret-word")
    assert ProcrastinateJob.objects.filter(task_name="channels.test").count() == 1


def test_a_secret_is_never_shown_and_stays_when_left_empty(as_owner: Client, kept: ChannelAccount, team: Team) -> None:
    address = reverse("channel", args=[kept.public_id])
    assert "s3cret-word" not in as_owner.get(address).content.decode()
    wrong = as_owner.post(address, _data(team, **{"s-password": "typed-anew", "s-host": ""}))
    assert wrong.status_code == 422
    assert "s3cret-word" not in wrong.content.decode()
    assert "typed-anew" not in wrong.content.decode()
    as_owner.post(address, _data(team, name="Front desk"))
    kept.refresh_from_db()
    assert (kept.name, kept.settings["password"], kept.settings["port"]) == ("Front desk", "s3cret-word", 993)
    as_owner.post(address, _data(team, **{"s-password": "another-word"}))
    kept.refresh_from_db()
    assert kept.settings["password"] == "another-word"


def test_what_is_wrong_is_said_at_its_field_and_the_rest_stays(as_owner: Client, team: Team) -> None:
    response = as_owner.post(reverse("channel_new", args=["email"]), _data(team, **{"s-port": "70000", "name": "Post"}))
    page = response.content.decode()
    assert response.status_code == 422
    assert "65535" in page
    assert 'value="Post"' in page
    assert page.count(" autofocus") == 1
    assert not ChannelAccount.objects.exists()


def _hidden(page: str) -> str:
    found = re.search(r'name="kept" value="([^"]+)"', page)
    return found[1] if found else ""


def test_a_refused_form_keeps_the_password_without_showing_it(as_owner: Client, team: Team) -> None:
    address = reverse("channel_new", args=["email"])
    page = as_owner.post(address, _data(team, name="", **{"s-password": "s3cret-word"})).content.decode()
    assert "s3cret-word" not in page
    assert page.count("What you typed is kept for some minutes.") == 1
    again = as_owner.post(address, _data(team, name="", kept=_hidden(page))).content.decode()
    assert _hidden(again) not in ("", _hidden(page))
    as_owner.post(address, _data(team, kept=_hidden(again)))
    assert ChannelAccount.objects.get().settings["password"] == "s3cret-word"
    assert "s3cret-word" not in str(as_owner.session.items())
    assert as_owner.session["channels.kept"] == {}


def test_what_was_typed_counts_before_what_is_stored_and_another_session_has_nothing_of_it(
    as_owner: Client, kept: ChannelAccount, team: Team, owner: Agent
) -> None:
    address = reverse("channel", args=[kept.public_id])
    page = as_owner.post(address, _data(team, name="", **{"s-password": "typed-anew"})).content.decode()
    other = Client()
    other.force_login(owner)
    other.post(address, _data(team, kept=_hidden(page)))
    kept.refresh_from_db()
    assert kept.settings["password"] == "s3cret-word"
    as_owner.post(address, _data(team, kept=_hidden(page)))
    kept.refresh_from_db()
    assert kept.settings["password"] == "typed-anew"


def test_without_a_script_the_servers_are_filled_in_from_the_address(as_owner: Client, team: Team) -> None:
    empty = {"s-host": "", "s-port": "", "s-username": "", "s-smtp_host": "", "s-smtp_port": ""}
    as_owner.post(reverse("channel_new", args=["email"]), _data(team, address="hello@gmx.de", **empty))
    made = ChannelAccount.objects.get().settings
    assert (made["host"], made["port"], made["security"]) == ("imap.gmx.net", 993, "tls")
    assert (made["smtp_host"], made["smtp_port"], made["smtp_security"]) == ("mail.gmx.net", 587, "starttls")
    assert made["username"] == "hello@gmx.de"


def test_what_was_typed_is_not_overruled_by_the_table(as_owner: Client, team: Team) -> None:
    some = {"s-port": "", "s-username": "somebody", "s-smtp_host": "", "s-smtp_port": ""}
    as_owner.post(reverse("channel_new", args=["email"]), _data(team, address="hello@gmx.de", **some))
    made = ChannelAccount.objects.get().settings
    assert (made["host"], made["username"], made["smtp_host"]) == ("imap.post.example", "somebody", "")


def test_the_script_is_told_what_to_fill_in(as_owner: Client, client: Client) -> None:
    told = as_owner.get(reverse("channel_proposal"), {"address": "hello@fastmail.com"}).json()
    assert told["settings"]["host"] == "imap.fastmail.com"
    assert told["words"].startswith("Filled in is what Fastmail uses.")
    assert as_owner.get(reverse("channel_proposal"), {"address": "hello"}).json() == {}


def test_two_accounts_never_share_an_address(as_owner: Client, kept: ChannelAccount, team: Team) -> None:
    response = as_owner.post(reverse("channel_new", args=["email"]), _data(team, address="HELLO@alderandflax.example"))
    assert b"Another account reads and writes with this address already." in response.content


def test_every_registered_kind_has_a_form_that_can_be_drawn(as_owner: Client, team: Team) -> None:
    from shopbell.channels.base import ChannelAdapter

    for kind in ChannelAdapter.kinds():
        response = as_owner.get(reverse("channel_new", args=[kind]))
        assert response.status_code == 200, kind
        fields = list(ChannelAdapter.of(kind).Settings(prefix="s").fields)
        for name in fields:
            assert f'name="s-{name}"' in response.content.decode(), (kind, name)


def test_the_test_is_shown_step_by_step_with_its_way_out(as_owner: Client, kept: ChannelAccount) -> None:
    kept.checked_at = clock.now()
    kept.check_steps = [
        {"label": "Sign in to receive", "state": "ok", "detail": "", "milliseconds": 212},
        {
            "label": "Sign in to send",
            "state": "bad",
            "detail": {
                "say": "Nobody answered on port {port}. The server offers {offered}.",
                "with": {"port": 2525, "offered": 587},
            },
            "milliseconds": 5340,
            "change": {"smtp_port": 587, "smtp_security": "starttls"},
        },
        {"label": "A letter to ourselves came back", "state": "running"},
    ]
    kept.save()
    page = as_owner.get(reverse("channel_cards", args=[kept.public_id])).content.decode()
    assert "212 ms" in page
    assert "5.3 s" in page
    assert "Nobody answered on port 2525. The server offers 587." in page
    assert 'data-change="{&#34;smtp_port&#34;: 587, &#34;smtp_security&#34;: &#34;starttls&#34;}"' in page
    assert "Use port 587 with STARTTLS" in page
    assert 'aria-label="Being tried"' in page


def test_a_running_test_says_so(as_owner: Client, kept: ChannelAccount) -> None:
    page = as_owner.post(
        reverse("channel_test", args=[kept.public_id]), headers={"HX-Request": "true"}
    ).content.decode()
    assert "running" in page
    assert 'aria-busy="true"' in page


def test_pausing_and_going_on(as_owner: Client, kept: ChannelAccount) -> None:
    address = reverse("channel_state", args=[kept.public_id])
    for wanted, state, is_active in (
        ("pause", "paused", True),
        ("resume", "new", True),
        ("off", "new", False),
        ("on", "new", True),
    ):
        as_owner.post(address, {"state": wanted})
        kept.refresh_from_db()
        assert (kept.state, kept.is_active) == (state, is_active)


def test_the_list_says_in_words_what_is_wrong(as_owner: Client, kept: ChannelAccount) -> None:
    ChannelAccount.objects.update(state="failing", last_error="Nobody answered.", last_success_at=clock.now())
    HealthSlice.objects.create(account=kept, at=clock.now(), failures=1)
    page = as_owner.get(reverse("channels")).content.decode()
    assert "Nobody answered." in page
    assert "Trouble" in page
    part = as_owner.get(reverse("channels"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part


def test_older_mail_is_fetched_only_where_there_is_some(
    as_owner: Client, kept: ChannelAccount, widget: ChannelAccount
) -> None:
    assert as_owner.post(reverse("channel_older", args=[kept.public_id]), {"days": "90"}).status_code == 302
    assert ProcrastinateJob.objects.filter(task_name="channels.backfill").count() == 1
    response = as_owner.post(reverse("channel_older", args=[widget.public_id]), {"days": "90"})
    assert response.status_code == 409


def test_a_chat_shows_the_line_for_the_shops_pages(as_owner: Client, widget: ChannelAccount) -> None:
    page = as_owner.get(reverse("channel", args=[widget.public_id])).content.decode()
    assert f"/s/alder/chat/{widget.public_id}/loader.js" in page
    assert "&lt;script async src=" in page


@pytest.mark.parametrize("topic", ["channels:all", "channel:1"])
def test_only_admins_hear_of_accounts(topic: str, owner: Agent, alice: Agent) -> None:
    assert may_listen(topic, Listener("agent", str(owner.pk))) is True
    assert may_listen(topic, Listener("agent", str(alice.pk))) is False
    assert may_listen(topic, Listener("visitor", "x")) is False


def test_every_kind_says_what_it_is_and_the_mailbox_comes_first(as_owner: Client, team: Team) -> None:
    from shopbell.channels.base import ChannelAdapter

    page = as_owner.get(reverse("channel_kinds")).content.decode()
    for kind in ("email", "anymail", "chat", "form", "mime"):
        assert ChannelAdapter.of(kind).summary
        assert str(ChannelAdapter.of(kind).summary) in page
    links = re.findall(r'class="tile-link" href="[^"]*/new/(\w+)/"', page)
    assert links[0] == "email"
