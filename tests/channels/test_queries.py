import pytest

from shopbell.channels.adapters.email.imap_session import said
from shopbell.channels.models import ChannelAccount
from shopbell.channels.queries import default_mailbox
from shopbell.shops.models import Shop
from shopbell.staff.models import Team


@pytest.mark.parametrize("state", ["paused", "reconnect"])
def test_a_working_mailbox_goes_before_an_older_one_that_sends_nothing(
    shop: Shop, team: Team, mailbox: ChannelAccount, state: str
) -> None:
    ChannelAccount.objects.filter(pk=mailbox.pk).update(state=state)
    assert default_mailbox(shop) == mailbox, "better than none"
    working = ChannelAccount.objects.create(
        shop=shop, team=team, kind="email", name="Care", address="care@alderandflax.example", state="healthy"
    )
    assert default_mailbox(shop) == working


def test_a_server_is_quoted_in_its_words() -> None:
    assert said(Exception("b'[AUTHENTICATIONFAILED] Authentication failed.'")) == "Authentication failed."
    assert said(Exception("connection  lost")) == "connection lost"
