"""Files: keeping those that arrive, uploading those that will be sent, deleting those that never were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.template.defaultfilters import filesizeformat

from shopbell.core import clock, files
from shopbell.core.sweep import each
from shopbell.tickets.base import IncomingFile
from shopbell.tickets.errors import FileRefused
from shopbell.tickets.models import Attachment, Message

# A form or chat page is open for a day at most; an agent's draft may wait for somebody's holidays to
# end, and a planned answer for a year.
UNSENT_FOR, DRAFTED_FOR, PLANNED_FOR = timedelta(days=1), timedelta(days=60), timedelta(days=400)
_BATCH = 1000


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


def keep_for(files: Sequence[int], *, owner: str) -> None:
    """Uploaded files, by key, that belong to somebody or something else from now on."""
    if files:
        Attachment.objects.filter(pk__in=files, message=None).update(owner=owner)


def hand_over(owner: str, *, to: str) -> None:
    """Somebody goes on under another key; what they uploaded goes along."""
    Attachment.objects.filter(owner=owner).update(owner=to)


def discard_unsent() -> int:
    """Delete files that were uploaded for a message nobody sent, the stored bytes with the row; gives their number."""
    now = clock.now()
    long_kept = {Attachment.OWNED_BY_AGENTS: DRAFTED_FOR, Attachment.PLANNED: PLANNED_FOR}
    is_over, is_kept = Q(), Q()
    for prefix, period in long_kept.items():
        is_over |= Q(owner__startswith=prefix, created_at__lt=now - period)
        is_kept |= Q(owner__startswith=prefix)
    is_over |= Q(~is_kept, created_at__lt=now - UNSENT_FOR)
    found = Attachment.objects.filter(is_over, message=None).order_by("created_at")
    return sum(each(list(found.values_list("pk", flat=True)[:_BATCH]), _discard, sweep="unsent files"))


@transaction.atomic
def _discard(key: int) -> bool:
    """The row stays when the storage refuses, for the next time."""
    file = Attachment.objects.select_for_update(skip_locked=True).filter(pk=key, message=None).first()
    if file is None:
        return False
    file.delete()
    if not Attachment.objects.filter(path=file.path).exists():
        default_storage.delete(file.path)
    return True
