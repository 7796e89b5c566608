"""Reads of channels: mailboxes, ways to answer a ticket, what is parked."""

from __future__ import annotations

import re

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shopbell.channels.base import ChannelAdapter
from shopbell.channels.models import ChannelAccount, RawInput
from shopbell.core import clock, formats
from shopbell.customers.models import Identity
from shopbell.shops.models import Shop
from shopbell.tickets.base import Route
from shopbell.tickets.models import Thread, Ticket

# A mail of 50 MB grows by a third and more on its way through JSON.
LONGEST_HOOK, LONGEST_MAIL_HOOK = 5 * 1024 * 1024, 75 * 1024 * 1024
_HOOK = re.compile(r"/hooks/([A-Za-z0-9_-]+)/([A-Za-z0-9_-]+)/.*", re.DOTALL)


def hook_account(kind: str, token: str) -> ChannelAccount | None:
    """The account to which a provider delivers at this address."""
    return ChannelAccount.objects.select_related("shop").filter(kind=kind, token=token, is_active=True).first()


def longest_body(path: str) -> int | None:
    """How many bytes an address below `/hooks/` takes; None when it is nobody's, so that no byte need be received."""
    named = _HOOK.fullmatch(path)
    account = hook_account(*named.groups()) if named else None
    if account is None:
        return None
    kind: type[ChannelAdapter] = ChannelAdapter.of(account.kind)
    return LONGEST_MAIL_HOOK if kind.capabilities.is_mail else LONGEST_HOOK


def mail_kinds() -> list[str]:
    """The kinds of account that send mail."""
    return [kind for kind, adapter in ChannelAdapter.kinds().items() if adapter.capabilities.is_mail]


def default_mailbox(shop: Shop) -> ChannelAccount | None:
    """The mailbox a shop writes from when nothing else tells: the healthiest of the oldest."""
    accounts = ChannelAccount.objects.filter(shop=shop, kind__in=mail_kinds(), is_active=True).exclude(address="")
    found = list(accounts.order_by("pk"))
    silent = (ChannelAccount.State.PAUSED, ChannelAccount.State.NEEDS_RECONNECT)  # what they are given waits
    working = [account for account in found if account.state not in silent]
    return next(iter([*working, *found]), None)


def mailbox_id(shop: Shop) -> int | None:
    """The same by its key."""
    found = default_mailbox(shop)
    return found.pk if found else None


def email_of(customer_id: int | None) -> Identity | None:
    """An e-mail address of a customer: one that takes mail first, then a proven one, then the latest."""
    if customer_id is None:
        return None
    addresses = Identity.objects.filter(customer=customer_id, scheme="email")
    return min(addresses, key=lambda i: (i.is_suppressed, not i.is_verified, -i.pk), default=None)


def parked() -> QuerySet[RawInput]:
    """Inputs that could not be read, newest first, for the parked page."""
    dead = RawInput.objects.filter(state=RawInput.State.DEAD).select_related("account")
    return dead.defer("body").order_by("-received_at")


def routes_of(ticket: Ticket) -> list[Route]:
    """The ways to answer a ticket: its threads, the latest first, then a new mail to a known address."""
    threads = list(ticket.threads.select_related("contact").order_by("-last_inbound_at", "-pk"))
    accounts = ChannelAccount.objects.select_related("shop").in_bulk([thread.account_id for thread in threads])
    found = [
        route
        for thread in sorted(threads, key=lambda t: (not t.is_aside, t.last_inbound_at or t.created_at), reverse=True)
        if (account := accounts.get(thread.account_id)) and (route := _existing(ticket, thread, account))
    ]
    with_customer = [route for route in found if not (route.thread and route.thread.is_aside)]
    if not any(route.channel == "email" for route in with_customer) and (new := _new_mail(ticket)):
        found.insert(len(with_customer), new)
    return found


def _existing(ticket: Ticket, thread: Thread, account: ChannelAccount) -> Route | None:
    kind: type[ChannelAdapter] = ChannelAdapter.of(account.kind)
    if thread.channel == "form":  # read by its own page, answered by mail
        return None
    contact = thread.contact
    to = contact.value if contact and contact.scheme == "email" else (contact.display if contact else "")
    return Route(
        channel=thread.channel,
        label=_("Outside: {name}").format(name=to) if thread.is_aside else str(kind.label),
        account_id=account.pk,
        further=thread.public_id if thread.is_aside else "",
        to=to or ticket.customer_name,
        sender=account.address or account.name,
        contact=contact,
        thread=thread,
        closed_because=_closed(contact, account),
        waits_because=waits_because(account),
        is_instant=kind.capabilities.pulled,
        is_mail=kind.capabilities.is_mail,
    )


def _new_mail(ticket: Ticket) -> Route | None:
    account = default_mailbox(ticket.shop)
    contact = email_of(ticket.customer_id)
    if account is None or contact is None:
        return None
    kind: type[ChannelAdapter] = ChannelAdapter.of(account.kind)
    return Route(
        channel="email",
        label=str(kind.label),
        account_id=account.pk,
        to=contact.value,
        sender=account.address,
        contact=contact,
        closed_because=_closed(contact, account),
        waits_because=waits_because(account),
        is_mail=True,
    )


def waits_because(account: ChannelAccount) -> str:
    """Why answers on this account wait here for now; empty when they go out."""
    if account.state == ChannelAccount.State.PAUSED:
        if account.kind == "email" and account.shop.is_demo:
            return _("The demo's mailbox is not real: answers stay here.")
        return _("{name} is paused: answers wait here until it goes on.").format(name=account.name)
    if account.state == ChannelAccount.State.NEEDS_RECONNECT:
        return _("{name} must be connected again: answers wait here until then.").format(name=account.name)
    if account.paused_until and account.paused_until > clock.now():
        at = formats.clock_time(account.paused_until)
        return _("{name} takes a break: answers wait here until {time}.").format(name=account.name, time=at)
    return ""


def _closed(contact: Identity | None, account: ChannelAccount) -> str:
    if contact and contact.is_suppressed:
        return _("This address takes no mail: {why}").format(why=contact.suppressed_reason)
    if not account.is_active:
        return _("The account {name} is switched off.").format(name=account.name)
    return ""
