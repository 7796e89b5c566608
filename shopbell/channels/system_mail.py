"""Mail of the house to its own people, such as a link to choose a password: it leaves by one of the mailboxes."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext as _

from shopbell.channels.actions.speaking import speaking
from shopbell.channels.base import ChannelAdapter, Status
from shopbell.channels.models import ChannelAccount


class NoMailbox(OSError):
    """No mailbox of this installation can send."""


class MailboxBackend(BaseEmailBackend):
    """Django's way to send, by the first mailbox that works. Raises `NoMailbox` unless told to fail silently."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        account = system_mailbox()
        if account is None:
            if self.fail_silently:
                return 0
            raise NoMailbox(_("No mailbox is set up that could send this."))
        with speaking(account) as adapter:
            for message in email_messages:
                message.from_email = f"Shopbell <{account.address}>"
                body = message.message().as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
                result = adapter.hand_over(body, account.address, message.recipients())  # type: ignore[attr-defined]
                if result.status is not Status.SENT and not self.fail_silently:
                    raise NoMailbox(result.detail)
        return len(email_messages)


def system_mailbox() -> ChannelAccount | None:
    """The oldest active mailbox that can hand over mail and is not known to be broken."""
    kinds = [kind for kind, adapter in ChannelAdapter.kinds().items() if hasattr(adapter, "hand_over")]
    broken = [ChannelAccount.State.NEEDS_RECONNECT, ChannelAccount.State.PAUSED]
    found = ChannelAccount.objects.filter(kind__in=kinds, is_active=True).exclude(state__in=broken).exclude(address="")
    return found.order_by("pk").first()
