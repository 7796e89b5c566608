"""Visitors of the widget: an anonymous token, what they say of themselves, and what the shop vouches for."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from django.core import signing
from django.db import connection, transaction
from django.utils.translation import gettext_noop

from shopbell.channels.chat.settings import WidgetSettings
from shopbell.channels.models import ChannelAccount
from shopbell.core import clock
from shopbell.core.actor import SYSTEM
from shopbell.core.clean import clean
from shopbell.core.errors import Refused
from shopbell.core.ids import ALPHABET, LENGTH, public_id
from shopbell.core.secrets import derived
from shopbell.customers.actions.absorption import absorb
from shopbell.customers.actions.identification import identify
from shopbell.customers.base import Claim
from shopbell.customers.models import Identity
from shopbell.tickets.actions import attachments
from shopbell.tickets.actions.recognition import recognise
from shopbell.tickets.actions.threads import join
from shopbell.tickets.models import Thread, Ticket

_SALT = "shopbell.channels.visitor"
TOKEN_LIVES = timedelta(days=400)
# A person who signs in goes on with the chat they began shortly before; an older one may be somebody else's.
CARRIED_OVER = timedelta(hours=12)


class BadToken(Exception):
    """The visitor's token is forged, too old or of another widget."""


class NotVouchedFor(Refused):
    sentence: ClassVar[str] = gettext_noop(
        "The shop's page could not prove who you are, so this chat goes on without your account."
    )


@dataclass(frozen=True, slots=True)
class Visitor:
    """One browser, or one signed-in person on all of theirs (`store_id`, `email` are then proven by the shop)."""

    id: str
    account_id: int
    store_id: str = ""
    email: str = ""
    name: str = ""

    @property
    def is_known(self) -> bool:
        return bool(self.store_id)

    @property
    def owner(self) -> str:
        """The owner of a file that this visitor uploaded."""
        return f"visitor:{self.account_id}:{self.id}"

    @property
    def claims(self) -> list[Claim]:
        """What leads to the customer, the surest first."""
        visitor = Claim("visitor", self.id, self.account_id)
        if not self.is_known:
            return [visitor]
        return [*_vouched(self), visitor]


@dataclass(frozen=True, slots=True)
class Vouched:
    """What the page says of its signed-in customer: `hash` is HMAC-SHA256(secret, "id|email|exp") in hex."""

    id: str
    email: str
    exp: int
    hash: str
    name: str = ""

    @classmethod
    def read(cls, given: dict[str, Any]) -> Vouched:
        """From the page's JSON. Raises `NotVouchedFor` when something is missing or of the wrong kind."""
        identity, exp = given.get("id"), given.get("exp")
        if isinstance(exp, str) and exp.isascii() and exp.isdigit():
            exp = int(exp[:15])
        if type(exp) is not int or not isinstance(identity, str | int) or not str(identity).strip():
            raise NotVouchedFor
        texts = [given.get(name) or "" for name in ("email", "hash", "name")]
        if not all(isinstance(text, str) for text in texts):
            raise NotVouchedFor
        email, digest, name = texts
        return cls(clean(str(identity), 200), clean(email, 320), exp, digest, clean(name, 200))


def new_visitor(account: ChannelAccount) -> Visitor:
    """Somebody nobody knows yet."""
    return Visitor(public_id(), account.pk)


def token_of(visitor: Visitor) -> str:
    """What the visitor's browser keeps and sends as `Authorization: Bearer`."""
    content = [visitor.id, visitor.account_id, visitor.store_id, visitor.email, visitor.name]
    return signing.dumps(content, salt=_SALT, compress=True)


def read_token(account: ChannelAccount, token: str) -> Visitor:
    """Who holds this token. Raises `BadToken`."""
    try:
        visitor = Visitor(*signing.loads(token, salt=_SALT, max_age=TOKEN_LIVES))
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise BadToken from error
    if visitor.account_id != account.pk:
        raise BadToken
    return visitor


def signature(secret: str, *, store_id: str, email: str, exp: int) -> str:
    """What the shop's server computes for its signed-in customer."""
    return hmac.new(secret.encode(), f"{store_id}|{email}|{exp}".encode(), hashlib.sha256).hexdigest()


def vouch(account: ChannelAccount, vouched: Vouched) -> Visitor:
    """The visitor for whom the shop vouches, the same on each of their devices. Raises `NotVouchedFor`."""
    secret = WidgetSettings.of(account).secret
    expected = signature(secret, store_id=vouched.id, email=vouched.email, exp=vouched.exp)
    is_genuine = hmac.compare_digest(expected.encode(), vouched.hash.lower().encode("utf-8", "replace"))
    if not secret or not is_genuine or vouched.exp <= clock.now().timestamp():
        raise NotVouchedFor
    key = f"{account.pk}|{vouched.id}".encode()
    digest = hmac.new(derived("channels.known_visitor"), key, hashlib.sha256).digest()
    made = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:LENGTH])
    return Visitor(made, account.pk, vouched.id, vouched.email, vouched.name)


@transaction.atomic
def carry_over(account: ChannelAccount, before: Visitor, to: Visitor) -> None:
    """Somebody signed in: what they wrote in the last hours without an account goes on with it, and is theirs.

    Not if the chat's customer has proven to be somebody meanwhile, for instance by mail: that may be another person.
    """
    if before.is_known or not to.is_known:
        return
    lock(before)
    attachments.hand_over(before.owner, to=to.owner)
    fresh = Thread.objects.filter(
        account_id=account.pk,
        external_key=before.id,
        last_inbound_at__gte=clock.now() - CARRIED_OVER,
        ticket__merged_into=None,
    ).exclude(ticket__status__in=[Ticket.Status.SOLVED, Ticket.Status.CLOSED])
    tickets = list(Ticket.objects.filter(pk__in=fresh.values("ticket")).select_related("customer").order_by("pk"))
    if not tickets:
        return
    who = identify(to.claims, name=to.name)
    for ticket in tickets:
        former = ticket.customer
        if recognise(ticket, customer=who.customer, by=SYSTEM).customer_id != who.customer.pk:
            continue
        fresh.filter(ticket=ticket).update(external_key=to.id, contact=who.identity, is_confirmed=True)
        if former:
            absorb(former, into=who.customer)


@transaction.atomic
def tell(account: ChannelAccount, visitor: Visitor, *, name: str = "", email: str = "") -> None:
    """Note what a visitor says of themselves: a claim that nothing proves. Their thread may go on by that address."""
    if not Identity.objects.filter(scheme="visitor", scope=account.pk, value=visitor.id).exists():
        return  # nothing is kept of somebody who has not written
    said = [Claim("email", email, display=name)] if email else []
    claims = [*visitor.claims, *said] if visitor.is_known else [Claim("visitor", visitor.id, account.pk), *said]
    identify(claims, name=name)
    thread = Thread.objects.filter(account_id=account.pk, external_key=visitor.id).order_by("-pk").first()
    if thread:
        join(thread, said)


def lock(visitor: Visitor) -> None:
    """One transaction at a time for each visitor: two tabs never open two tickets."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 13))", [f"visitor|{visitor.id}"])


def _vouched(visitor: Visitor) -> list[Claim]:
    claims = [Claim("store", visitor.store_id, visitor.account_id, display=visitor.name, proof="hmac")]
    if visitor.email:
        claims.append(Claim("email", visitor.email, display=visitor.name, proof="hmac"))
    return claims
