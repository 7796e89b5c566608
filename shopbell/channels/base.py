"""The contract between the channel engine and its adapters: how one kind of channel is spoken.

An adapter is one file (or folder) in `adapters/`. It is built with its account's settings, the facts about
the account and an HTTP client, and knows no table: the engine stores first, retries, counts and alarms.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

import httpx
from django import forms

from shopbell.channels.mail.model import ParsedMail
from shopbell.core.registry import Registered

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Visibility(StrEnum):
    PRIVATE = "private"
    PUBLIC = "public"


class Kind(StrEnum):
    MESSAGE = "message"
    EDIT = "edit"
    DELETE = "delete"
    REACTION = "reaction"
    CALL = "call"
    REVIEW = "review"


class Status(IntEnum):
    """What became of something sent; a higher number is a later truth (see `merge`)."""

    QUEUED = 10
    UNKNOWN = 15
    SENT = 20
    FAILED = 25
    DELIVERED = 30
    READ = 40


class SendMode(StrEnum):
    FREE = "free"
    HUMAN_ONLY = "human_only"
    TEMPLATE = "template"
    CLOSED = "closed"


def merge(old: Status, new: Status, late_failure: bool = False) -> Status:
    """The later truth of two, whatever order they arrive in; `late_failure`: a bounce beats "delivered"."""
    return max(old, new, key=lambda s: 35 if late_failure and s is Status.FAILED else int(s))


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can do. `pulled`: the customer's side fetches, nothing is sent out.

    `polls`: `poll` brings something; `waits`: `wait` tells when to poll. `is_mail`: parts are whole mails.
    """

    max_len: int | None = None
    len_unit: str = "chars"
    markup: str = "plain"
    buttons: int = 0
    attachments: frozenset[str] = frozenset()
    max_bytes: Mapping[str, int] = field(default_factory=dict)
    visibilities: frozenset[Visibility] = frozenset({Visibility.PRIVATE})
    window: timedelta | None = None
    human_window: timedelta | None = None
    templates: bool = False
    can_initiate: bool = False
    single_reply: bool = False
    idempotent_send: bool = False
    late_failure: bool = False
    delivered: bool = False
    read: bool = False
    typing: bool = False
    edits: bool = False
    pulled: bool = False
    polls: bool = False
    waits: bool = False
    is_mail: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody on this channel; `verified` when the channel itself vouches for it."""

    scheme: str
    value: str
    display: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file: `ref` is a provider's URL or id (inbound), or the path of a stored file (outbound)."""

    name: str
    mime: str
    ref: str
    size: int | None = None
    inline_id: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A source has been read up to here; stored together with what was read."""

    key: str
    value: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Raw:
    """One webhook request, one mail, one update: bytes as they came.

    `cursor` moves in the transaction that stores it; `failed` says why there is nothing to read: it is parked.
    """

    key: str
    body: bytes = field(repr=False)
    headers: Mapping[str, Any] = field(default_factory=dict)
    cursor: Moved | None = None
    received_at: datetime | None = None
    is_backfill: bool = False
    failed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """One thing a customer did. Channels of mail fill `mail`, and the engine finds the thread from it."""

    external_id: str
    sent_at: datetime
    kind: Kind = Kind.MESSAGE
    sender: tuple[Identity, ...] = ()
    thread_key: str = ""
    text: str = ""
    html: str = ""
    subject: str = ""
    attachments: tuple[Attachment, ...] = ()
    participants: tuple[Identity, ...] = ()
    in_reply_to: str = ""
    visibility: Visibility = Visibility.PRIVATE
    outbound_echo: bool = False
    automated: bool = False
    auth: str = "none"
    language: str = ""
    mail: ParsedMail | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


class Verdict(StrEnum):
    """What a provider's word means for the address: no such address, trouble for now, unwanted mail, a complaint."""

    NONE = ""
    HARD = "hard"
    SOFT = "soft"
    POLICY = "policy"
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class StatusUpdate:
    """What a provider says about something we sent, and about the `address` it went to."""

    external_id: str
    status: Status
    at: datetime
    code: str = ""
    detail: str = ""
    permanent: bool = False
    cost: str = ""
    verdict: Verdict = Verdict.NONE
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbound:
    """One message on its way out. The mail fields stay empty on other channels."""

    key: str
    to: Identity
    body: str
    thread_key: str = ""
    also_to: tuple[Identity, ...] = ()
    cc: tuple[Identity, ...] = ()
    bcc: tuple[Identity, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    in_reply_to: str = ""
    buttons: tuple[tuple[str, str], ...] = ()
    template: Mapping[str, Any] | None = None
    visibility: Visibility = Visibility.PRIVATE
    by_human: bool = True
    headers: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""
    html: str = ""
    sender_name: str = ""
    reply_to: str = ""
    message_id: str = ""
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One call to the provider; `key` is `<outbound key>.<n>`, `payload` is JSON."""

    key: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SendResult:
    """The outcome of one call. FAILED without `permanent` is tried again; UNKNOWN never by itself."""

    status: Status
    external_id: str = ""
    retry_after: float | None = None
    code: str = ""
    detail: str = ""
    permanent: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """What the composer shows and what the sender checks again."""

    mode: SendMode = SendMode.FREE
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A webhook request as the provider sent it; header names in lower case."""

    method: str
    url: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """What we answer to a webhook."""

    status: int = 200
    body: bytes = b""
    content_type: str = "text/plain"


@dataclass(frozen=True, slots=True)
class CheckStep:
    """One line of an account's test: `state` is ok, warn, bad, or running while its verdict is awaited.

    `detail` says it in plain words; `change` names settings that would most likely put it right.
    """

    label: str
    state: str
    detail: str = ""
    milliseconds: int = 0
    change: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """What an adapter may know about its account, and the few things it may ask the engine for.

    `known(keys)` gives those raw keys that are stored; `seen(since)` the (Message-ID, size) pairs and hashes
    of what came since; `token(refresh)` an OAuth access token; `read_file(ref)` the bytes of a stored file.
    """

    account_id: int = 0
    public_id: str = ""
    address: str = ""
    name: str = ""
    hook_url: str = ""
    known: Callable[[Collection[str]], set[str]] = lambda keys: set()
    seen: Callable[[datetime], tuple[set[tuple[str, int]], set[str]]] = lambda since: (set(), set())
    token: Callable[[bool], str] = lambda refresh: ""
    read_file: Callable[[str], bytes] = lambda ref: b""


class BadSignature(Exception):
    """The request does not come from the provider: answered 403, nothing is stored."""


class NeedsReconnect(Exception):
    """Credentials are refused: the account is paused and an admin told once. The text is for people."""


class Unavailable(Exception):
    """The provider cannot be reached now: tried again later. The text is for people."""


class ChannelAdapter(Registered):
    """How one kind of channel is spoken. Every method but `parse` and `send` may be left as it is."""

    folder = "adapters"
    label: ClassVar[StrOrPromise] = ""
    # One line under the label where the kind is chosen.
    summary: ClassVar[StrOrPromise] = ""
    # What threads call this channel; several kinds of account may share one, as all mail is "email".
    channel: ClassVar[str] = ""
    capabilities: ClassVar[Capabilities] = Capabilities()
    # The identity scheme a thread can be started to, for channels with `can_initiate`.
    scheme: ClassVar[str] = ""

    # The fields of the account's page; its cleaned data are stored encrypted.
    Settings: ClassVar[type[forms.Form]] = forms.Form

    def __init__(
        self, settings: Mapping[str, Any], facts: Facts | None = None, http: httpx.Client | None = None
    ) -> None:
        self.settings, self.facts, self.http = settings, facts or Facts(), http

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.kind and not cls.__dict__.get("channel"):
            cls.channel = cls.channel or cls.kind

    def __repr__(self) -> str:  # settings hold secrets
        return f"<{type(self).__name__} of account {self.facts.account_id}>"

    def handshake(self, request: Request) -> Reply | None:
        """The answer to a provider's challenge; None for an ordinary request."""
        return None

    def verify(self, request: Request) -> None:
        """Raise `BadSignature` unless the provider sent these raw bytes. Without webhooks nobody may."""
        raise BadSignature

    def raw_key(self, request: Request) -> str:
        """The same for a repeated delivery."""
        return hashlib.sha256(request.body).hexdigest()

    def keep(self, request: Request) -> Mapping[str, str]:
        """The headers that `parse` will need."""
        return {"content-type": request.headers.get("content-type", "")}

    def respond(self, request: Request) -> Reply:
        """What the provider wants to hear once its request is stored."""
        return Reply()

    def wait(self, timeout: float) -> bool:
        """Wait at most `timeout` seconds for something new; True = poll now. Raises like `poll`."""
        return False

    def poll(self, cursors: Mapping[str, Mapping[str, Any]], *, thorough: bool = False) -> Iterator[Raw | Moved]:
        """What is new since the cursors, lazily, oldest first. Raises `Unavailable`, `NeedsReconnect`."""
        return iter(())

    def backfill(self, cursors: Mapping[str, Mapping[str, Any]], *, since: datetime) -> Iterator[Raw | Moved]:
        """The next batch of older history, newest first, flagged `is_backfill`; nothing at the end."""
        return iter(())

    def parse(self, raw: Raw) -> Iterable[Inbound | StatusUpdate]:
        """What the bytes say. Pure: no network, no clock; unknown fields are ignored."""
        raise LookupError(f"{self.kind} takes nothing in")

    def window(self, last_inbound: datetime | None, now: datetime, by_human: bool) -> Window:
        """Whether one may write now."""
        limits = self.capabilities
        if limits.window is None:
            return Window()
        if last_inbound is None:
            return Window(SendMode.TEMPLATE if limits.templates else SendMode.CLOSED)
        if now <= last_inbound + limits.window:
            return Window(SendMode.FREE, last_inbound + limits.window)
        if limits.human_window and now <= last_inbound + limits.human_window:
            return Window(SendMode.HUMAN_ONLY, last_inbound + limits.human_window)
        return Window(SendMode.TEMPLATE if limits.templates else SendMode.CLOSED)

    def render(self, message: Outbound) -> list[Part]:
        """The provider calls this message needs. Pure."""
        return [Part(f"{message.key}.0", {"to": message.to.value, "text": message.body})]

    def send(self, part: Part) -> SendResult:
        """Make one call. Raises `NeedsReconnect`; every other outcome is a result."""
        raise LookupError(f"{self.kind} sends nothing out")

    def download(self, attachment: Attachment) -> Iterator[bytes]:
        """The bytes of an incoming file, lazily."""
        return iter(())

    def check(self) -> Iterable[CheckStep]:
        """Try everything the settings promise, against the real provider, in plain words; each step as it is known."""
        return ()

    def close(self) -> None:
        """Let go of connections."""
