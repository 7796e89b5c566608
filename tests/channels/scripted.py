"""A channel whose provider does what a test writes down."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from shopbell.channels.base import (
    Capabilities,
    ChannelAdapter,
    Inbound,
    Outbound,
    Part,
    Raw,
    SendResult,
    Status,
    StatusUpdate,
)


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
