import pytest
from django.core.mail import EmailMessage

from shopbell.channels.models import ChannelAccount
from shopbell.channels.system_mail import MailboxBackend, NoMailbox, system_mailbox


def test_the_oldest_mailbox_that_works_is_taken(mailbox: ChannelAccount, widget: ChannelAccount) -> None:
    second = ChannelAccount.objects.create(
        shop=mailbox.shop, team=mailbox.team, kind="email", name="Second", address="second@alderandflax.example"
    )
    assert system_mailbox() == mailbox
    ChannelAccount.objects.filter(pk=mailbox.pk).update(state="reconnect")
    assert system_mailbox() == second


def test_without_a_mailbox_it_is_said(widget: ChannelAccount) -> None:
    with pytest.raises(NoMailbox):
        MailboxBackend().send_messages([EmailMessage("Hi", "Hello", to=["a@post.example"])])
    assert MailboxBackend(fail_silently=True).send_messages([EmailMessage("Hi", "Hello")]) == 0
