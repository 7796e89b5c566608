"""A stored message as a mail on its way out: who it is from, what it answers, what it quotes."""

from __future__ import annotations

import colorsys
from typing import Any

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.utils import translation

from shopbell.channels.actions.resolution import own_addresses
from shopbell.channels.actions.speaking import secret
from shopbell.channels.base import Attachment, Identity, Outbound
from shopbell.channels.mail.compose import new_message_id
from shopbell.channels.mail.tokens import bounce_token, loop_token, reply_address, reply_token
from shopbell.channels.models import ChannelAccount
from shopbell.core.markup import markdown, paragraphs
from shopbell.customers.models import Identity as StoredIdentity
from shopbell.tickets.base import agent_name
from shopbell.tickets.models import Attachment as StoredFile
from shopbell.tickets.models import Message, Thread
from shopbell.tickets.queries.habits import signature

MOST_BYTES = 10 * 1024 * 1024
LINK_SALT = "channels.file"
_QUOTED_LINES, _QUOTED_CHARACTERS = 15, 1500
_MOST_COPIES = 20
_REFERENCES = 20


def mail_of(message: Message, thread: Thread, account: ChannelAccount) -> Outbound:
    """Everything the mail adapters need to send this message; its Message-ID must be stored already."""
    contact = thread.contact
    if contact is None:
        raise LookupError("the thread has no contact")
    ticket = message.ticket
    answered, references = _earlier(thread, message)
    files, links = _files(message)
    token = reply_token(thread.public_id, account.public_id, secret())
    tagged = bool(account.settings.get("plus_addressing", True)) and bool(account.address)
    language = ticket.shop.language_for(_language(message))
    sign = signature(message.agent, ticket.shop, language) if message.agent and not message.is_automatic else ""
    with translation.override(language):
        context = {
            "message": message,
            "body": markdown(message.text),
            "ticket": ticket,
            "shop": ticket.shop,
            "token": token,
            "quoted": answered,
            "quoted_lines": _quoted(answered),
            "quoted_html": paragraphs("\n".join(_quoted(answered))),
            "links": links,
            "signature": sign,
            "signature_html": markdown(sign),
            "forwarded": _forwarded(message),
            "accent": _accent(ticket.shop.hue),
        }
        text = render_to_string("channels/mail/message.txt", context)
        html = render_to_string("channels/mail/message.html", context)
    key = str(message.pk)
    return Outbound(
        key=key,
        **_recipients(message, thread, contact),
        body=text.strip("\n") + "\n",
        html=html,
        subject=_subject(message, thread, answered),
        sender_name=agent_name(message.agent, ticket.shop) if message.agent else ticket.shop.name,
        reply_to=reply_address(account.address, token) if tagged else "",
        message_id=message.external_id,
        in_reply_to=answered.external_id if answered and _is_id(answered.external_id) else "",
        references=references,
        attachments=files,
        by_human=not message.is_automatic,
        headers=_headers(message, account, key),
    )


def message_id_for(account: ChannelAccount) -> str:
    """A Message-ID of the account's domain."""
    return new_message_id(account.address.rpartition("@")[2] or "shopbell.invalid")


def link_to(file: StoredFile) -> str:
    """An address from which the file can be fetched for some weeks without signing in."""
    signed = signing.TimestampSigner(salt=LINK_SALT).sign(file.public_id)
    return f"{settings.SHOPBELL_FILES_URL or settings.SHOPBELL_URL}/files/{signed}/"


def _headers(message: Message, account: ChannelAccount, key: str) -> dict[str, str]:
    """Envelope sender and loop token, which the adapter puts in their places."""
    headers = {}
    if account.address and account.settings.get("bounce_tag", True):
        headers["envelope-from"] = reply_address(account.address, bounce_token(f"{key}.0", account.public_id, secret()))
    if message.is_automatic:
        headers["loop-token"] = loop_token(secret())
    return headers


def _language(message: Message) -> str:
    customer = message.ticket.customer
    return message.language or message.ticket.language or (customer.language if customer else "")


def _earlier(thread: Thread, message: Message) -> tuple[Message | None, tuple[str, ...]]:
    """The customer's latest message of the thread before this one, and the ids of what went before it."""
    (row,) = Message.objects.raw(_EARLIER, {"thread": thread.pk, "seq": message.seq, "newest": _REFERENCES})
    first, newest = row.__dict__["first_id"], row.__dict__["newest_ids"]
    ids = dict.fromkeys([*first, *reversed(newest)])
    return (row if row.pk else None), tuple(value for value in ids if _is_id(value))


# One statement for both: every mail that leaves asks for them. Without an answered message its columns are NULL.
_EARLIER = """
WITH earlier AS MATERIALIZED (
    SELECT id, seq, external_id, kind, is_automatic FROM tickets_message
    WHERE thread_id = %(thread)s AND seq < %(seq)s AND external_id <> '' AND NOT is_taken_back
)
SELECT m.id, m.thread_id, m.external_id, m.text, m.segments, m.author_name, m.author_address,
       ARRAY(SELECT external_id FROM earlier ORDER BY seq LIMIT 1) AS first_id,
       ARRAY(SELECT external_id FROM earlier ORDER BY seq DESC LIMIT %(newest)s) AS newest_ids
FROM (SELECT max(seq) AS seq FROM earlier WHERE kind = 'customer' AND NOT is_automatic) latest
LEFT JOIN tickets_message m ON m.thread_id = %(thread)s AND m.seq = latest.seq
"""


def _is_id(value: str) -> bool:
    """Whether an id may stand in a header: customers' programs write others too, and long ones are stored cut."""
    return value.startswith("<") and value.endswith(">") and value.isascii() and " " not in value


def _subject(message: Message, thread: Thread, answered: Message | None) -> str:
    subject = message.subject or thread.subject or message.ticket.subject
    number = f"[#{message.ticket_id}]"
    tail = "" if number in subject else f" {number}"
    is_answer = answered and not message.extra.get("new_subject")
    return f"{'Re: ' if is_answer else ''}{subject}{tail}"


def _quoted(answered: Message | None) -> list[str]:
    if answered is None:
        return []
    text = answered.visible_text.strip()
    lines = text[:_QUOTED_CHARACTERS].splitlines()
    short = lines[:_QUOTED_LINES]
    return [*short, "…"] if len(lines) > len(short) or len(text) > _QUOTED_CHARACTERS else short


def _forwarded(message: Message) -> list[dict[str, Any]]:
    """The messages that go along below the comment, the oldest first; never to whom they had gone in secret."""
    keys = message.extra.get("forwards") or []
    found = Message.objects.filter(pk__in=keys, ticket=message.ticket_id).order_by("created_at", "pk") if keys else []
    return [
        {
            "name": one.author_name or one.author_address,
            "address": one.author_address,
            "at": one.created_at,
            "subject": one.subject,
            "text": one.visible_text.strip(),
            "html": markdown(one.text) if one.is_ours else paragraphs(one.visible_text),
        }
        for one in found
    ]


def _recipients(message: Message, thread: Thread, contact: StoredIdentity) -> dict[str, Any]:
    """Whom the writer chose, else the thread's contact and those the customer copied; never us.

    The first recipient is the one whose refusal fails the message.
    """
    chosen = {name: [(value, shown) for value, shown in people] for name, people in message.recipients.items()}
    copied = thread.participants.filter(scheme="email", is_copied=True).values_list("value", "name")
    is_by_hand = message.kind == Message.Kind.AGENT
    first, *others = chosen.get("to") or [(contact.value, contact.display)]
    cc = chosen["cc"] if "cc" in chosen else (list(copied) if is_by_hand else [])
    bcc = chosen.get("bcc", [])
    refused = _refused([*others, *cc, *bcc]) | {first[0]}
    made: dict[str, Any] = {"to": Identity("email", *first)}
    for name, people in {"also_to": others, "cc": cc, "bcc": bcc}.items():
        kept = [person for person in people if person[0] not in refused][:_MOST_COPIES]
        refused |= {value for value, _shown in kept}
        made[name] = tuple(Identity("email", *person) for person in kept)
    return made


def _refused(people: list[tuple[str, str]]) -> set[str]:
    """Our own addresses, and those of these people that take no mail."""
    values = [value for value, _shown in people]
    if not values:
        return set()
    silent = set(
        StoredIdentity.objects.filter(scheme="email", value__in=values, suppressed_at__isnull=False).values_list(
            "value", flat=True
        )
    )
    return silent | own_addresses()


def _files(message: Message) -> tuple[tuple[Attachment, ...], list[tuple[str, str]]]:
    """What goes along, and what is too large and becomes a link."""
    files: list[Attachment] = []
    links: list[tuple[str, str]] = []
    total = 0
    for file in message.attachments.all():
        if total + file.size > MOST_BYTES:
            links.append((file.name, link_to(file)))
            continue
        total += file.size
        files.append(Attachment(file.name, file.mime, file.path, file.size, file.inline_id))
    return tuple(files), links


def _accent(hue: int) -> str:
    """The shop's hue as a colour that old mail programs know."""
    red, green, blue = colorsys.hls_to_rgb(hue / 360, 0.34, 0.55)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"
