"""A channel whose provider does what a test writes down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, ClassVar

from shopbell.channels.adapters.email import EmailAdapter
from shopbell.channels.base import (
    Capabilities,
    ChannelAdapter,
    CheckStep,
    Inbound,
    Moved,
    Outbound,
    Part,
    Raw,
    SendResult,
    Status,
    StatusUpdate,
)
from shopbell.channels.models import RawInput


class Scripted(ChannelAdapter):
    """Sends in parts of ten characters; `outcomes` are given out in turn, then everything is sent."""

    kind = "scripted"
    capabilities = Capabilities(max_len=10)
    outcomes: ClassVar[list[SendResult | BaseException | Callable[[], SendResult]]] = []
    sent: ClassVar[list[str]] = []

    def render(self, message: Outbound) -> list[Part]:
        texts = [message.body[at : at + 10] for at in range(0, len(message.body), 10)]
        return [Part(f"{message.key}.{n}", {"text": text}) for n, text in enumerate(texts)]

    def send(self, part: Part) -> SendResult:
        outcome: Any = self.outcomes.pop(0) if self.outcomes else None
        if isinstance(outcome, BaseException):
            raise outcome
        result = outcome() if callable(outcome) else outcome
        if result is None or result.status in (Status.SENT, Status.UNKNOWN):
            self.sent.append(part.payload["text"])
        return result or SendResult(Status.SENT, external_id=f"x{len(self.sent)}")

    def parse(self, raw: Raw) -> Iterable[Inbound | StatusUpdate]:
        raise ValueError(f"poison {raw.body!r}")


class ScriptedOnce(Scripted):
    """The same with a provider that tells repeated sends by their key."""

    kind = "scripted_once"
    capabilities = Capabilities(max_len=10, idempotent_send=True)


class ScriptedOvertaken(EmailAdapter):
    """Reads so slowly that another job is through with the same input meanwhile."""

    kind = "scripted_late"

    def parse(self, raw: Raw) -> Iterable[Inbound | StatusUpdate]:
        yield from super().parse(raw)
        RawInput.objects.filter(key=raw.key).update(state="routed", outcome="by another job")


class ScriptedMailbox(EmailAdapter):
    """A mailbox whose server holds what a test writes down; mail is read and written as in every other one.

    `new` and `older` are given out batch by batch; an exception in a batch is raised in its place.
    """

    kind = "scripted_mailbox"
    new: ClassVar[list[list[Raw | Moved | Exception]]] = []
    older: ClassVar[list[list[Raw | Moved | Exception]]] = []
    steps: ClassVar[list[CheckStep | Exception]] = []
    asked: ClassVar[list[tuple[str, Any]]] = []
    closed: ClassVar[list[int]] = []

    @classmethod
    def clear(cls) -> None:
        """Forget what the last test wrote down."""
        for written in (cls.new, cls.older, cls.steps, cls.asked, cls.closed):
            written.clear()

    def poll(self, cursors: Mapping[str, Mapping[str, Any]], *, thorough: bool = False) -> Iterator[Raw | Moved]:
        self.asked.append(("poll", thorough))
        yield from _given(self.new)

    def backfill(self, cursors: Mapping[str, Mapping[str, Any]], *, since: datetime) -> Iterator[Raw | Moved]:
        self.asked.append(("backfill", since))
        yield from _given(self.older)

    def check(self) -> list[CheckStep]:
        for step in self.steps:
            if isinstance(step, Exception):
                raise step
        return [step for step in self.steps if isinstance(step, CheckStep)]

    def close(self) -> None:
        self.closed.append(self.facts.account_id)


def _given(batches: list[list[Raw | Moved | Exception]]) -> Iterator[Raw | Moved]:
    for item in batches.pop(0) if batches else ():
        if isinstance(item, Exception):
            raise item
        yield item
