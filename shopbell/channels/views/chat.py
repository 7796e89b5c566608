"""The endpoints behind the widget: begin, read, write, files, receipts, the live ticket, who is there."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.core import signing
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from shopbell.channels.actions import chat, visitors
from shopbell.channels.actions.visitors import BadToken, NotVouchedFor, Visitor, Vouched
from shopbell.channels.chat import history
from shopbell.channels.chat.availability import availability
from shopbell.channels.views.widget_request import (
    BadRequest,
    WidgetRequest,
    body_of,
    id_of,
    number_of,
    text_of,
    throttle,
    visitor_of,
    widget_view,
)
from shopbell.core.live import tickets
from shopbell.core.live.access import Listener
from shopbell.core.throttle import Limit
from shopbell.tickets.models import Attachment, Thread

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SEQ = re.compile(r"[0-9]{1,9}")
_FILE_SALT = "shopbell.channels.visitor_file"
FILE_ADDRESS_SECONDS = 4 * 3600
SMALL = 16 * 1024
# Generous to a person, and to an office behind one address; a script is stopped within seconds.
STARTS_PER_ADDRESS = Limit("chat-start-ip", 120, 60)
MESSAGES = Limit("chat-message", 20, 60)
MESSAGES_PER_ADDRESS = Limit("chat-message-ip", 120, 60)
FILES = Limit("chat-file", 20, 600)
FILES_PER_ADDRESS = Limit("chat-file-ip", 60, 600)


@require_POST
@widget_view
def start(request: WidgetRequest) -> HttpResponse:
    """Who this browser is: a token old or new; the shop's word for its customer; what they say of themselves."""
    content = body_of(request, most=SMALL)
    throttle(request, None, STARTS_PER_ADDRESS, None)
    visitor, refused = _visitor(request, content)
    about = _about(content).checked()
    if about.name or about.email:
        visitors.tell(request.account, visitor, name=about.name, email=about.email)
    thread = history.current_thread(request.account, visitor.id)
    return JsonResponse(
        {
            "token": visitors.token_of(visitor),
            "visitor": {
                "id": visitor.id,
                "is_known": visitor.is_known,
                "name": visitor.name,
                "email": visitor.email or history.email_of(request.account, visitor.id),
            },
            "refused": refused,
            "status": _status(request, thread),
            "thread": history.thread_data(thread),
        }
    )


@require_http_methods(["GET", "POST"])
@widget_view
def messages(request: WidgetRequest) -> HttpResponse:
    """Read what came (`after=<seq>&thread=`, or `before=<message>`), or write."""
    return _write(request) if request.method == "POST" else _read(request)


@require_POST
@widget_view
def files(request: WidgetRequest) -> HttpResponse:
    """Keep one file for the next message."""
    visitor = visitor_of(request)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > chat.longest_upload():
        raise BadRequest(_("This file is too large. Send a smaller one, or a link to it."), 413)
    throttle(request, FILES, FILES_PER_ADDRESS, visitor)
    given = request.FILES.get("file")
    if given is None:
        raise BadRequest("send a file")
    kept = chat.upload(visitor, given.read(), name=given.name or "", claimed=given.content_type or "")
    return JsonResponse({"id": kept.public_id, "name": kept.name, "is_image": kept.is_image}, status=201)


@require_safe
@widget_view
def file(request: WidgetRequest, public_id: str) -> HttpResponseBase:
    """A file of the visitor's conversation, by the signed address that the messages carried."""
    try:
        allowed = signing.loads(request.GET.get("k", ""), salt=_FILE_SALT, max_age=FILE_ADDRESS_SECONDS)
    except signing.BadSignature:
        allowed = None
    found = Attachment.objects.filter(public_id=public_id, message__account_id=request.account.pk).first()
    if allowed != public_id or found is None:
        return HttpResponse(_("This link has expired. Open the chat again and choose the file there."), status=410)
    response = FileResponse(
        default_storage.open(found.path),
        as_attachment=not found.is_image,
        filename=found.name,
        content_type=found.mime if found.is_image else "application/octet-stream",
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    response["Cache-Control"] = f"private, max-age={FILE_ADDRESS_SECONDS}"
    return response


@require_POST
@widget_view
def read(request: WidgetRequest) -> HttpResponse:
    """The visitor's screen has received (`delivered`) and shown (`read`) the thread so far."""
    visitor, content = visitor_of(request), body_of(request, most=SMALL)
    thread = _own_thread(request, visitor, text_of(content, "thread"))
    if thread is None:
        raise BadRequest("no such thread", 404)
    chat.acknowledge(thread, delivered=number_of(content, "delivered"), read=number_of(content, "read"))
    return HttpResponse(status=204)


@require_POST
@widget_view
def stream(request: WidgetRequest) -> HttpResponse:
    """A ticket for the live stream of the visitor's thread; it works once, within a minute."""
    visitor = visitor_of(request)
    thread = history.current_thread(request.account, visitor.id)
    if thread is None:
        raise BadRequest("nothing to listen to yet", 409)
    name = thread.ticket.customer_name or visitor.name
    listener = Listener("visitor", thread.public_id, name)
    return JsonResponse({"ticket": tickets.issue(listener, [thread.topic]), "topic": thread.topic})


@require_GET
@widget_view
def status(request: WidgetRequest) -> HttpResponse:
    """Who is there, and when to expect an answer; in a conversation also whether somebody attends to it."""
    thread = None
    if "Authorization" in request.headers:
        thread = history.current_thread(request.account, visitor_of(request).id)
    return JsonResponse(_status(request, thread))


def _read(request: WidgetRequest) -> HttpResponse:
    visitor, account = visitor_of(request), request.account
    thread = history.current_thread(account, visitor.id)
    after = request.GET.get("after", "")
    has_older: bool | None = None
    if before := request.GET.get("before"):
        anchor = history.message_of(account, visitor.id, id_of(before))
        found, has_older = history.newest_messages(account, visitor.id, before=anchor) if anchor else ([], False)
    elif thread and _SEQ.fullmatch(after) and request.GET.get("thread") == thread.public_id:
        found = history.messages_after(thread, int(after))
    else:
        found, has_older = history.newest_messages(account, visitor.id)
    return JsonResponse(
        {
            "thread": history.thread_data(thread),
            "messages": history.messages_data(found, address=_address(request)),
            "has_older": has_older,
        }
    )


def _write(request: WidgetRequest) -> HttpResponse:
    visitor, content = visitor_of(request), body_of(request, most=chat.longest_body())
    uuid = text_of(content, "client_uuid")
    if not _UUID.fullmatch(uuid):
        raise BadRequest("client_uuid must be a UUID in lower case")
    ids = content.get("files", [])
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise BadRequest("files must be a list of ids")
    throttle(request, MESSAGES, MESSAGES_PER_ADDRESS, visitor)
    said = chat.Said(
        client_uuid=uuid,
        text=text_of(content, "text"),
        language=request.language,
        page=text_of(content, "page"),
        files=chat.uploaded(visitor, ids),
        about=_about(content),
    )
    message = chat.say(request.account, visitor, said)
    stored = history.message_of(request.account, visitor.id, message.public_id)
    data = history.messages_data([stored] if stored else [], address=_address(request))
    thread = history.current_thread(request.account, visitor.id)
    return JsonResponse({"message": data[0], "thread": history.thread_data(thread)}, status=201)


def _visitor(request: WidgetRequest, content: dict[str, Any]) -> tuple[Visitor, str]:
    """The visitor, and why the shop's word for them was refused (empty when it was not)."""
    account, refused = request.account, ""
    try:
        visitor = visitors.read_token(account, text_of(content, "token"))
    except BadToken:
        visitor = visitors.new_visitor(account)
    if isinstance(identity := content.get("identity"), dict):
        try:
            known = visitors.vouch(account, Vouched.read(identity))
        except NotVouchedFor as error:
            refused = error.say()
        else:
            visitors.carry_over(account, visitor, known)
            return known, ""
    # Without the shop's word a signed-in person's token is worth nothing: the computer may be shared.
    return (visitors.new_visitor(account) if visitor.is_known else visitor), refused


def _about(content: dict[str, Any]) -> chat.About:
    given = content.get("about", {})
    if not isinstance(given, dict):
        raise BadRequest("about must be an object")
    return chat.About(**{name: text_of(given, name)[:400] for name in ("name", "email", "order")})


def _status(request: WidgetRequest, thread: Thread | None) -> dict[str, Any]:
    now = availability(request.account, zone=request.zone, thread=thread)
    return {
        "line": now.line,
        "promise": now.promise,
        "is_open": now.is_open,
        "is_online": now.is_online,
        "is_away": now.is_away,
    }


def _own_thread(request: WidgetRequest, visitor: Visitor, public_id: str) -> Thread | None:
    return Thread.objects.filter(
        account_id=request.account.pk, channel="chat", external_key=visitor.id, public_id=id_of(public_id)
    ).first()


def _address(request: WidgetRequest) -> Callable[[Attachment], str]:
    account = request.account

    def address(file: Attachment) -> str:
        path = reverse("chat_file", args=[account.shop.slug, account.public_id, file.public_id])
        return f"{path}?k={signing.dumps(file.public_id, salt=_FILE_SALT)}"

    return address
