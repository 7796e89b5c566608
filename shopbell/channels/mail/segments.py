"""Pieces of a text with a kind and a reason, and lines to work on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

REPLY, QUOTE, ATTRIBUTION = "reply", "quote", "attribution"
SIGNATURE, FORWARDED, DISCLAIMER = "signature", "forwarded", "disclaimer"
MOST_LINES = 20_000
_NOISE = re.compile(r"[\W_]+")
_MARKS = re.compile(r"[ \t]*(?:>[ \t]?)*")


@dataclass(frozen=True, slots=True)
class Segment:
    """text[start:end] is of this kind because of `reason` (a code)."""

    start: int
    end: int
    kind: str
    reason: str = ""


@dataclass(slots=True)
class Line:
    """One line: where it is, what it says without quote marks, and what we think it is."""

    start: int
    end: int
    text: str
    bare: str
    depth: int
    kind: str = ""
    reason: str = ""
    squeezed: str = field(default="", repr=False)

    @property
    def is_blank(self) -> bool:
        return not self.bare


def squeeze(text: str) -> str:
    """Letters and digits only, folded: equal for texts that differ in wrapping, marks and markup."""
    return _NOISE.sub("", text).casefold()


def lines_of(text: str) -> list[Line]:
    """The lines of `text`; beyond 20,000 the rest counts as one line."""
    lines: list[Line] = []
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1
        if end == 0 or len(lines) == MOST_LINES:
            end = len(text)
        content = text[start : min(end, start + 2000)]
        marks = _MARKS.match(content)
        bare = content[marks.end() if marks else 0 :].strip()
        depth = marks.group().count(">") if marks else 0
        lines.append(Line(start, end, content.rstrip("\n"), bare, depth, squeezed=squeeze(bare)))
        start = end
    return lines


def label(lines: Sequence[Line], kind: str, reason: str, *, over: Sequence[str] = ("",)) -> None:
    """Give lines a kind unless they have one already that is not in `over`."""
    for line in lines:
        if line.kind in over:
            line.kind, line.reason = kind, reason


def joined(lines: Sequence[Line], length: int) -> list[Segment]:
    """Neighbouring lines of one kind as segments that cover the text; blank lines join what is above."""
    segments: list[Segment] = []
    for line in lines:
        kind, reason = line.kind or REPLY, line.reason
        if segments and (segments[-1].kind == kind or (line.is_blank and not line.kind)):
            last = segments[-1]
            segments[-1] = Segment(
                last.start, line.end, last.kind, last.reason or (reason if last.kind == kind else "")
            )
        else:
            segments.append(Segment(line.start, line.end, kind, reason))
    return segments or ([Segment(0, length, REPLY)] if length else [])
