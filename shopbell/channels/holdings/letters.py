"""Mail as it came in, and calls to providers that carry what was written."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from shopbell.channels.models import OutgoingPart, RawInput
from shopbell.customers.base import Erased, Held, Holding, Portion, blanks
from shopbell.customers.models import Customer
from shopbell.tickets.models import Message

_STATE = OutgoingPart.State
_UNSENT = (_STATE.QUEUED, _STATE.SENDING, _STATE.UNKNOWN, _STATE.FAILED, _STATE.SUPPRESSED)


class Letters(Holding):
    """Raw input and outgoing parts. Their keys stay, so that nothing arrives or goes out a second time."""

    kind = "letters"
    label = gettext_lazy("Mail as it came in")
    models = ("channels.RawInput", "channels.OutgoingPart")
    order = 30

    def export(self, customer: Customer) -> Portion:
        """What they themselves sent, byte for byte; the answers are among the messages."""
        sent = _raw(_messages(customer).filter(customer=customer, kind=Message.Kind.CUSTOMER))
        rows = [{"received_at": one.received_at, "raw": bytes(one.body).decode(errors="replace")} for one in sent]
        return Portion({"mail": rows})

    def erase(self, customer: Customer, held: Held) -> Erased:
        return _erase(_messages(customer).exclude(ticket__in=held.tickets))

    def erase_tickets(self, tickets: Collection[int]) -> Erased:
        return _erase(Message.objects.filter(ticket__in=tickets))


def _erase(messages: QuerySet[Message]) -> Erased:
    """What still waits to go out goes nowhere any more."""
    raw = _raw(messages).update(**blanks(RawInput, keep=("key", "outcome")))
    parts = OutgoingPart.objects.filter(message__in=messages)
    parts.filter(state__in=_UNSENT).update(state=_STATE.CANCELLED, next_attempt_at=None)
    messages.filter(state__in=_UNSENT).update(state=Message.State.CANCELLED)
    number = parts.update(**blanks(OutgoingPart, keep=("key", "code")))
    return Erased({"channels.RawInput": raw, "channels.OutgoingPart": number})


def _messages(customer: Customer) -> QuerySet[Message]:
    return Message.objects.filter(Q(ticket__customer=customer) | Q(customer=customer))


def _raw(messages: QuerySet[Message]) -> QuerySet[RawInput]:
    """By the message's key, and by what the message names: copies of one mail are several inputs."""
    named = messages.filter(raw_id__isnull=False).values("raw_id")
    return RawInput.objects.filter(Q(message_id__in=messages.values("pk")) | Q(pk__in=named))
