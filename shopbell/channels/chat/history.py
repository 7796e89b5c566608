"""What a visitor may read: the threads of their own widget key, newest last, as plain data for the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shopbell.channels import queries
from shopbell.channels.models import ChannelAccount
from shopbell.core.formats import file_size
from shopbell.core.markup import markdown, paragraphs
from shopbell.customers.models import Identity
from shopbell.tickets.models import Attachment, Message, Thread

PAGE = 50
FileAddress = Callable[[Attachment], str]


def current_thread(account: ChannelAccount, visitor_id: str) -> Thread | None:
    """The thread a visitor is in: the latest of their key that was not split off another.

    Its ticket may be closed; the next message opens another.
    """
    return _threads(account, visitor_id).filter(split_from=None).select_related("ticket").order_by("-pk").first()


def messages_after(thread: Thread, seq: int) -> list[Message]:
    """What came in a thread after `seq`, in order. Never a note: notes have no thread."""
    return list(_shown(Message.objects.filter(thread=thread, seq__gt=seq)).order_by("seq"))


def newest_messages(
    account: ChannelAccount, visitor_id: str, *, before: Message | None = None
) -> tuple[list[Message], bool]:
    """A page of everything the visitor and we ever said here, oldest first, and whether there is more before it."""
    threads = list(_threads(account, visitor_id).values_list("pk", flat=True))
    chosen = _shown(Message.objects.filter(thread__in=threads))
    if before is not None:
        chosen = chosen.filter(pk__lt=before.pk)
    page = list(chosen.order_by("-pk")[: PAGE + 1])
    return page[PAGE - 1 :: -1] if len(page) > PAGE else page[::-1], len(page) > PAGE


def message_of(account: ChannelAccount, visitor_id: str, public_id: str) -> Message | None:
    """One message that this visitor may read."""
    return _shown(Message.objects.filter(public_id=public_id, thread__in=_threads(account, visitor_id))).first()


def email_of(account: ChannelAccount, visitor_id: str) -> str:
    """The address we would write to if this visitor left, empty when we know none."""
    thread = current_thread(account, visitor_id)
    found = leaving_address(thread) if thread else None
    return found.value if found and not found.is_suppressed else ""


def leaving_address(thread: Thread) -> Identity | None:
    """Where a chat goes on when its visitor has left: an address of the customer, else the one named in the chat.

    A named address may belong to a customer we know already, most likely the same person in a new browser; it
    is written to, but nothing of that customer is shown.
    """
    if found := queries.email_of(thread.ticket.customer_id):
        return found
    named = thread.participants.filter(scheme="email").order_by("-pk").values_list("value", flat=True).first()
    return Identity.objects.filter(scheme="email", scope=None, value=named).first() if named else None


def thread_data(thread: Thread | None) -> dict[str, Any] | None:
    """What the page needs to know of the current thread."""
    if thread is None:
        return None
    return {
        "id": thread.public_id,
        "topic": thread.topic,
        "seq": thread.seq,
        "read": thread.read_seq,
        "read_by_agent": thread.agent_read_seq,
        "is_over": thread.ticket.is_closed,
    }


def messages_data(messages: Sequence[Message], *, address: FileAddress) -> list[dict[str, Any]]:
    """Messages as the page draws them."""
    return [_message_data(message, address) for message in messages]


def _message_data(message: Message, address: FileAddress) -> dict[str, Any]:
    is_own = message.kind == Message.Kind.CUSTOMER
    thread = message.thread
    return {
        "id": message.public_id,
        "client": (message.dedupe_key or "").removeprefix("v:") if is_own else "",
        "thread": thread.public_id if thread else "",
        "seq": message.seq,
        # Threads follow one another, so their start and the number within them order everything.
        "order": f"{int(thread.created_at.timestamp() * 1000) if thread else 0:015d}.{message.seq:08d}",
        "from": "me" if is_own else message.kind,
        "name": "" if is_own else _signature(message),
        "html": str(paragraphs(message.text) if is_own else markdown(message.text)),
        "language": message.language,
        "at": message.created_at.isoformat(),
        "choices": [str(choice) for choice in message.extra.get("choices", [])][:6] if not is_own else [],
        "files": [
            {
                "id": file.public_id,
                "name": file.name,
                "size": file_size(file.size),
                "is_image": file.is_image,
                "url": address(file),
            }
            for file in message.attachments.all()
        ],
    }


def _signature(message: Message) -> str:
    """How we sign towards customers: the agent's first name, or what answers by itself."""
    if message.kind == Message.Kind.AGENT:
        return message.author_name.split()[0] if message.author_name.split() else _("Team")
    return _("Bot") if message.kind == Message.Kind.BOT else ""


def _threads(account: ChannelAccount, visitor_id: str) -> QuerySet[Thread]:
    return Thread.objects.filter(account_id=account.pk, channel="chat", external_key=visitor_id)


def _shown(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Held back and withdrawn answers were never said."""
    return (
        messages.exclude(state__in=[Message.State.SUPPRESSED, Message.State.CANCELLED])
        .select_related("thread")
        .prefetch_related("attachments")
    )
