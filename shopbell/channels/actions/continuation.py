"""A chat goes on by mail when its visitor has left before reading the answer, and by whom it is answered."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Greatest
from django.utils import translation
from django.utils.translation import gettext as _

from shopbell.channels.chat.history import leaving_address
from shopbell.channels.chat.settings import CONTINUE_MINUTES, WidgetSettings
from shopbell.channels.models import ChannelAccount
from shopbell.channels.queries import default_mailbox
from shopbell.core import clock
from shopbell.core.actor import SYSTEM
from shopbell.core.sweep import each
from shopbell.customers.models import Identity
from shopbell.tickets.actions import messages, rows, threads
from shopbell.tickets.actions.recognition import recognise
from shopbell.tickets.base import Route
from shopbell.tickets.models import Message, Participant, Thread, Ticket

MOST = 10
_WITHIN = timedelta(days=2)
_OURS = (Message.Kind.AGENT, Message.Kind.BOT)
# Held back and withdrawn answers were never said.
_UNSAID = (Message.State.SUPPRESSED, Message.State.CANCELLED)
_ALIVE = [status for status in Ticket.Status if status != Ticket.Status.CLOSED]


def sweep() -> int:
    """Continue the chats whose answers wait unread for too long; gives their number."""
    return sum(mail is not None for mail in each(_left(), continue_by_mail, sweep="chats"))


def _left() -> QuerySet[Thread]:
    """The chats with answers of the last days that nobody has read, and an address to write to.

    Those without an address are the many: they cost nothing here, and never keep the others waiting.
    """
    since = clock.now() - _WITHIN
    unread = Message.objects.filter(thread=OuterRef("pk"), kind__in=_OURS, created_at__gte=since).filter(
        seq__gt=Greatest(OuterRef("read_seq"), OuterRef("continued_seq"))
    )
    known = Identity.objects.filter(customer=OuterRef("ticket__customer"), scheme="email")
    named = Participant.objects.filter(thread=OuterRef("pk"), scheme="email")
    # The ticket's own index by latest activity leads to the few that can have such answers.
    alive = Thread.objects.filter(channel="chat", ticket__last_activity_at__gte=since, ticket__status__in=_ALIVE)
    return alive.filter(Exists(known) | Exists(named), Exists(unread)).order_by("pk")


@transaction.atomic
def continue_by_mail(thread: Thread) -> Message | None:
    """Send what the visitor has not read in one mail, in the same ticket; each message at most once."""
    ticket = rows.lock_number(thread.ticket_id)  # first, as everybody does who writes in the thread
    thread = Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
    if thread.ticket_id != ticket.pk:  # moved meanwhile: the next sweep finds it there
        return None
    thread.ticket = ticket
    account = ChannelAccount.objects.filter(pk=thread.account_id).first()
    minutes = WidgetSettings.of(account).continue_minutes if account else CONTINUE_MINUTES
    begin = max(thread.read_seq, thread.continued_seq)
    said = thread.messages.filter(kind__in=_OURS).exclude(state__in=_UNSAID)
    unread = list(said.filter(seq__gt=begin).select_related("agent").order_by("seq"))
    if not unread or unread[0].created_at > clock.now() - timedelta(minutes=minutes):
        return None
    if thread.messages.filter(seq__gt=unread[-1].seq, kind=Message.Kind.CUSTOMER).exists():
        return None
    contact, mailbox = leaving_address(thread), default_mailbox(ticket.shop)
    if contact is None or contact.is_suppressed or mailbox is None or ticket.is_closed:
        return None
    route = Route(
        channel="email",
        label="",
        account_id=mailbox.pk,
        to=contact.value,
        sender=mailbox.address,
        contact=contact,
        thread=ticket.threads.filter(channel="email", account_id=mailbox.pk, is_aside=False).first(),
    )
    mail = threads.start(ticket, route=route, by=SYSTEM)
    with translation.override(ticket.shop.language_for(ticket.language)):
        text = _words(unread[-MOST:])
    sent = messages.reply(
        mail,
        text=text,
        by=SYSTEM,
        kind=Message.Kind.AUTOMATIC,
        extra={"continues": thread.pk, "by_human": True},
        client_key=f"chat:{thread.pk}:{unread[-1].seq}",
        locked=ticket,
    )
    thread.continued_seq = unread[-1].seq
    thread.save(update_fields=["continued_seq"])
    return sent


def recognise_writer(message: Message) -> Ticket:
    """Whoever answers by mail, with proof, from the address that the visitor named has the chat as their own."""
    ticket, address = message.ticket, message.author_address
    if message.thread and message.thread.is_aside:
        return ticket
    if message.auth != "pass" or message.customer is None or message.customer_id == ticket.customer_id:
        return ticket
    named = {"participants__scheme": "email", "participants__value": address, "participants__is_copied": False}
    is_proven = message.customer.identities.filter(scheme="email", value=address, verified_at__isnull=False).exists()
    if not is_proven or not ticket.threads.filter(channel="chat", **named).exists():
        return ticket
    return recognise(ticket, customer=message.customer, by=SYSTEM)


def _words(unread: list[Message]) -> str:
    said = "\n\n".join(f"**{message.author_name}:** {message.text}" for message in unread)
    opening = _("You had left the chat, so here is our answer by mail.")
    return f"{opening}\n\n{said}\n\n{_('Simply answer this mail to go on.')}"
