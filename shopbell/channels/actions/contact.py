"""Somebody writes by the contact or complaint form."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from shopbell.channels.models import ChannelAccount
from shopbell.core import clock
from shopbell.core.clean import one_line
from shopbell.core.ids import is_public_id
from shopbell.customers.base import Claim
from shopbell.tickets.actions import attachments, messages
from shopbell.tickets.base import Incoming
from shopbell.tickets.models import Attachment, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What the form holds. `key` is the form's own; `topic` is shown, `tag` is kept.

    `is_new`: the key was made for this letter alone, so it cannot have been written before.
    """

    key: str
    kind: str
    email: str
    text: str
    name: str = ""
    topic: str = ""
    tag: str = ""
    order_number: str = ""
    language: str = ""
    page: str = ""
    files: Sequence[Attachment] = field(default_factory=tuple)
    is_spam: bool = False
    is_new: bool = False

    @property
    def fingerprint(self) -> str:
        """The same when a form is sent twice; another one when somebody went back and wrote something else."""
        sizes = sorted(f"{file.name}:{file.size}" for file in self.files)
        said = [self.key, self.email, self.name, self.topic, self.order_number, self.text, *sizes]
        return hashlib.sha256("\0".join(said).encode()).hexdigest()[:32]


@transaction.atomic
def write(account: ChannelAccount, letter: Letter) -> Message:
    """Open a ticket for a letter, or give back the message that the same form made before.

    The address is only claimed: nothing shows that it is the writer's own.
    """
    sender = Claim("email", letter.email, display=letter.name)
    message = messages.receive(
        Incoming(
            shop=account.shop,
            team=account.team,
            channel="form",
            account_id=account.pk,
            dedupe_key=f"form:{letter.fingerprint}",
            sent_at=clock.now(),
            claims=[sender],
            participants=[sender],
            name=letter.name,
            subject=" · ".join(part for part in (letter.topic, letter.order_number) if part),
            text=letter.text,
            language=letter.language,
            origin=letter.page,
            kind=letter.kind,
            order_number=letter.order_number,
            tags=[letter.tag] if letter.tag else [],
            is_spam=letter.is_spam,
            is_new=letter.is_new,
        )
    )
    if letter.files and not message.attachments.exists():  # pressed twice, the files came twice as well
        attachments.attach(letter.files, message=message)
    return message


def upload(key: str, content: bytes, *, name: str, claimed: str) -> Attachment:
    """Keep a file of a form that is not complete yet, so that nobody has to choose it again."""
    return attachments.upload(content, name=name, claimed=claimed, owner=_owner(key))


def uploaded(key: str, public_ids: Sequence[str]) -> list[Attachment]:
    """The files of this form among these ids, in their order."""
    found = Attachment.objects.filter(public_id__in=list(filter(is_public_id, public_ids)), owner=_owner(key))
    by_id = {file.public_id: file for file in found}
    return [by_id[public_id] for public_id in public_ids if public_id in by_id]


def order_number(text: str) -> str:
    """An order number as customers write it, without the sign before it."""
    return one_line(text, 40).lstrip("#").strip()


def _owner(key: str) -> str:
    return f"form:{key}"
