"""What the clock does to channels, and the threads that wait beside the jobs."""

from __future__ import annotations

from shopbell.channels import waiting
from shopbell.channels.actions import accounts, continuation, inbound, outbox, reading
from shopbell.core.jobs import companion, every

__all__ = ["accounts"]

companion(waiting.start)


@every("* * * * *", name="channels.poll_all")
def poll_all() -> None:
    """Poll every account, pushed or not: pushes get lost, threads die."""
    for account in reading.polled_accounts():
        reading.defer_poll(account.pk)


@every("23 4 * * *", name="channels.compare_all")
def compare_all() -> None:
    """Once a day, compare the last week of every mailbox with what is stored."""
    for account in reading.polled_accounts():
        reading.defer_poll(account.pk, thorough=True)


@every("* * * * *", name="channels.sweep_outbox")
def sweep_outbox() -> None:
    """Note what a dead worker left, and defer what lost its job."""
    outbox.sweep()


@every("*/5 * * * *", name="channels.sweep_inbound")
def sweep_inbound() -> None:
    """Give a new job to inputs that lost theirs."""
    inbound.sweep()


@every("* * * * *", name="channels.watch")
def watch() -> None:
    """Alarm for accounts that have fallen silent."""
    reading.watch()


@every("* * * * *", name="channels.continue_chats")
def continue_chats() -> None:
    """Send unread chat answers by mail."""
    continuation.sweep()
