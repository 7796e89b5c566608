"""Where the HTML of a reply begins its quote, found by the containers mail programs use."""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass

from shopbell.channels.mail.segments import Line, squeeze

_LARGEST = 512 * 1024
_PROBE = 24
# (pattern, whether the element itself holds the quote; else everything after it does)
_CONTAINERS = (
    (
        re.compile(
            r"<(div|blockquote)\b[^<>]{0,500}\bclass=[\"']?[^\"'<>]{0,200}\b(?:gmail_quote|yahoo_quoted|protonmail_quote"
            r"|tutanota_quote|zmail_extra|gmail_extra|moz-forward-container|front-blockquote)",
            re.I,
        ),
        True,
    ),
    (re.compile(r"<(blockquote)\b[^<>]{0,500}\btype=[\"']?cite", re.I), True),
    (
        re.compile(
            r"<(div)\b[^<>]{0,500}\b(?:name=[\"']?quote[\"'\s>]"
            r"|id=[\"']?(?:isForwardContent|yahoo_quoted))",
            re.I,
        ),
        True,
    ),
    (re.compile(r"<(div)\b[^<>]{0,500}\bclass=[\"']?moz-cite-prefix", re.I), False),
    (
        re.compile(
            r"<(div|hr|span)\b[^<>]{0,500}\bid=[\"']?(?:x_)?(?:divRplyFwdMsg|appendonsend|stopSpelling"
            r"|mail-editor-reference-message-container|ms-outlook-mobile-reference-message|OLK_SRC_BODY_SECTION)",
            re.I,
        ),
        False,
    ),
    # Outlook's thin line above the header block: grey since 2013, blue in 2007 and 2010.
    (re.compile(r"<(div)\b[^<>]{0,300}border-top:\s{0,5}solid\s{1,5}#(?:E1E1E1|B5C4DF)\b", re.I), False),
    (
        re.compile(r"<(div)\b[^<>]{0,300}border:\s{0,5}none;\s{0,5}border-top:\s{0,5}solid\s{1,5}windowtext", re.I),
        False,
    ),
)
_TAG = re.compile(r"<[!/?a-zA-Z][^<>]{0,10000}>?")
_HIDDEN = re.compile(r"<(script|style|head|title)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)


@dataclass(frozen=True, slots=True)
class Found:
    """Lines [first, last) are inside the quote container."""

    first: int
    last: int


def html_quote(lines: list[Line], html: str) -> Found | None:
    """The lines of the text that stand inside the first quote container of `html`, or None."""
    html = _HIDDEN.sub(" ", html[:_LARGEST])
    hits = [(match.start(), match, closed) for pattern, closed in _CONTAINERS if (match := pattern.search(html))]
    if not hits:
        return None
    start, match, closed = min(hits, key=lambda hit: hit[0])
    end = _closing(html, start, match.group(1)) if closed else len(html)
    head, quoted, tail = (squeeze(_words(piece)) for piece in (html[:start], html[start:end], html[end:]))
    if not quoted:
        return None
    return _located(lines, len(head), quoted, tail)


def _located(lines: list[Line], head: int, quoted: str, tail: str) -> Found | None:
    squeezed = "".join(line.squeezed for line in lines)
    at = _nearest(squeezed, quoted[:_PROBE], head)
    if at is None:
        return None
    first = _line_at(lines, at)
    last = len(lines)
    if tail:
        after = squeezed.rfind(tail[:_PROBE])
        if after > at:
            last = max(_line_at(lines, after), first)
    return Found(first, last)


def _nearest(squeezed: str, probe: str, expected: int) -> int | None:
    best: int | None = None
    position = squeezed.find(probe)
    for _ in range(100):
        if position < 0:
            break
        if best is None or abs(position - expected) < abs(best - expected):
            best = position
        position = squeezed.find(probe, position + 1)
    return best


def _line_at(lines: list[Line], offset: int) -> int:
    seen = 0
    for number, line in enumerate(lines):
        seen += len(line.squeezed)
        if seen > offset:
            return number
    return len(lines)


def _closing(html: str, start: int, tag: str) -> int:
    depth = 0
    for found in re.finditer(rf"<(/?){tag}\b[^<>]{{0,2000}}>", html[start:], re.I):
        depth += -1 if found.group(1) else 1
        if depth == 0:
            return start + found.end()
    return len(html)


def _words(html: str) -> str:
    return entities.unescape(_TAG.sub(" ", html))
