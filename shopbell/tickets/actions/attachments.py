"""Files: keeping those that arrive, uploading those that will be sent."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.template.defaultfilters import filesizeformat

from shopbell.core import clock, files
from shopbell.tickets.base import IncomingFile
from shopbell.tickets.errors import FileRefused
from shopbell.tickets.models import Attachment, Message


def keep(file: IncomingFile, *, message: Message) -> Attachment:
    """Store a file of an incoming message."""
    stored = files.store(file.content, name=file.name, claimed=file.mime)
    return Attachment.objects.create(
        message=message,
        name=stored.name,
        mime=stored.mime,
        size=stored.size,
        path=stored.path,
        inline_id=file.inline_id[:200],
        is_inline=file.is_inline,
        created_at=clock.now(),
    )


def upload(content: bytes, *, name: str, claimed: str, owner: str) -> Attachment:
    """Keep a file for a message still to be written. Raises `FileRefused` over the cap."""
    if len(content) > settings.SHOPBELL_MAX_UPLOAD:
        raise FileRefused(name=files.safe_name(name), limit=filesizeformat(settings.SHOPBELL_MAX_UPLOAD))
    stored = files.store(content, name=name, claimed=claimed)
    return Attachment.objects.create(
        owner=owner,
        name=stored.name,
        mime=stored.mime,
        size=stored.size,
        path=stored.path,
        created_at=clock.now(),
    )


def attach(uploaded: Sequence[Attachment], *, message: Message) -> None:
    """Give uploaded files to a message; one that belongs to another message already is left there."""
    if not uploaded:
        return
    Attachment.objects.filter(pk__in=[file.pk for file in uploaded], message=None).update(message=message)


def hand_over(owner: str, *, to: str) -> None:
    """Somebody goes on under another key; what they uploaded goes along."""
    Attachment.objects.filter(owner=owner).update(owner=to)
