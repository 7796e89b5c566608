"""What of a mail is new: the text cut into segments, in layers, nothing deleted."""

from __future__ import annotations

from collections.abc import Sequence

from shopbell.channels.mail.segments import (
    ATTRIBUTION,
    DISCLAIMER,
    FORWARDED,
    QUOTE,
    REPLY,
    SIGNATURE,
    Line,
    Segment,
    joined,
    label,
    lines_of,
    squeeze,
)
from shopbell.channels.mail.trim_html import html_quote
from shopbell.channels.mail.trim_marks import (
    attribution,
    header_block,
    is_banner,
    is_disclaimer,
    is_forwarded,
    is_marker,
    is_original,
    is_rule,
    is_sent_from,
    is_signature_mark,
)

__all__ = ["Segment", "trim", "visible"]

_KNOWN_TEXT = 200_000
_KNOWN_LINES = 600
# A shorter line may be the same by chance; it counts as known only next to longer ones.
_LONG = 25
_SIGNATURE_LINES = 25
_BARE_MARK_LINES = 12
_SENT_FROM_LINES = 3


def trim(text: str, html: str, known_texts: Sequence[str]) -> list[Segment]:
    """Segments that cover `text` without gaps. `known_texts` are earlier messages of the conversation.

    There is always something to show: when all of it looks like quote or signature, all of it is reply.
    A quote between own lines has the reason "interleaved": show it dimmed, in its place.
    """
    lines = lines_of(text)
    _mark_quotes(lines)
    _mark_unspoken(lines)
    _mark_known(lines, known_texts)
    _mark_html(lines, html)
    _mark_leftovers(lines)
    _mark_footers(lines)
    _never_empty(lines)
    _mark_interleaved(lines)
    return joined(lines, len(text))


def visible(segments: Sequence[Segment], text: str) -> str:
    """What to show at first: reply and forwarded content."""
    pieces = [text[segment.start : segment.end] for segment in segments if segment.kind in (REPLY, FORWARDED)]
    return "".join(pieces).strip("\n").rstrip()


def _mark_quotes(lines: list[Line]) -> None:
    """Delimiters, header blocks, attributions and quote marks, from the top."""
    number = 0
    while number < len(lines):
        line = lines[number]
        if line.is_blank:
            number += 1
        elif is_marker(line):
            label(lines[number:], QUOTE, "marker_line")
            _above(lines, number)
            return
        elif line.depth == 0 and is_forwarded(line):
            label(lines[number:], FORWARDED, "forward_line")
            return
        elif line.depth == 0 and is_original(line):
            _rest(lines, number, header_block(lines, _next(lines, number + 1)), "original_line")
            return
        elif (end := header_block(lines, number)) > number and line.depth == 0:
            _headed(lines, _rule_above(lines, number), end)
            return
        elif (end := attribution(lines, number)) > number:
            if _attributed(lines, number, end):
                return
            number = max(end, number + 1)
        else:
            if line.depth:
                label([line], QUOTE, "quote_marks")
            number += 1


def _mark_unspoken(lines: list[Line]) -> None:
    """Attributions without a verb ("23.11.2026 10:00, Shop <a@b>:") right above quote marks."""
    for number in range(1, len(lines)):
        if lines[number].reason == "quote_marks" and not lines[number - 1].kind:
            _above(lines, number)


def _attributed(lines: list[Line], first: int, end: int) -> bool:
    """An attribution: with quote marks below it stands for those lines, without it for all the rest."""
    following = _next(lines, end)
    if lines[first].depth:
        label(lines[first:end], QUOTE, "quote_marks")
        return False
    label(lines[first:end], ATTRIBUTION, "wrote_line")
    if following < len(lines) and lines[following].depth:
        return False
    words = " ".join(line.bare for line in lines[first:end])
    if "@" not in words and sum(character.isdigit() for character in words) < 6:
        # "On 23 Nov your colleague wrote:" may be the customer telling a story.
        label(lines[first:end], "", "", over=(ATTRIBUTION,))
        return False
    label(lines[end:], QUOTE, "below_attribution")
    return True


def _headed(lines: list[Line], first: int, end: int) -> None:
    """A header block without a delimiter: the rest is quote, or forwarded when nobody wrote above it."""
    if any(not line.is_blank and not line.kind for line in lines[:first]):
        _rest(lines, first, end, "header_block")
    else:
        label(lines[first:], FORWARDED, "header_block")


def _rest(lines: list[Line], first: int, end: int, reason: str) -> None:
    end = max(end, first + 1)
    label(lines[first:end], ATTRIBUTION, reason)
    label(lines[end:], QUOTE, reason)


def _rule_above(lines: list[Line], first: int) -> int:
    above = _previous(lines, first - 1)
    return above if above >= 0 and is_rule(lines[above]) else first


def _next(lines: list[Line], number: int) -> int:
    while number < len(lines) and lines[number].is_blank:
        number += 1
    return number


def _previous(lines: list[Line], number: int) -> int:
    while number >= 0 and lines[number].is_blank:
        number -= 1
    return number


def _mark_known(lines: list[Line], known_texts: Sequence[str]) -> None:
    """Lines we sent or received before are quote, in any language and with or without marks."""
    known = "\n".join(squeeze(text[:_KNOWN_TEXT]) for text in known_texts)[:_KNOWN_TEXT]
    if not known:
        return
    first_known: int | None = None
    for number, line in enumerate(lines[:_KNOWN_LINES]):
        if line.kind in (ATTRIBUTION, FORWARDED) or not line.squeezed:
            continue
        near = number > 0 and _before(lines, number).reason == "known_text"
        if (len(line.squeezed) >= _LONG or near) and line.squeezed in known:
            if not line.kind and first_known is None:
                first_known = number
            line.kind, line.reason = QUOTE, "known_text"
    if first_known is not None:
        _grow_up(lines, first_known, known)


def _before(lines: list[Line], number: int) -> Line:
    return lines[max(_previous(lines, number - 1), 0)]


def _grow_up(lines: list[Line], number: int, known: str) -> None:
    """Short known lines right above ("Hello Mia,") belong to the quote, and above them its attribution."""
    while number > 0:
        above = _previous(lines, number - 1)
        if above < 0 or lines[above].kind or len(lines[above].squeezed) < 3:
            break
        if lines[above].squeezed not in known:
            break
        label([lines[above]], QUOTE, "known_text")
        number = above
    _above(lines, number)


def _above(lines: list[Line], number: int) -> None:
    """Up to three lines right above a quote that end with a colon or name an address and a time."""
    last = _previous(lines, number - 1)
    first = last
    while first > 0 and last - first < 3 and not lines[first - 1].is_blank and not lines[first - 1].kind:
        first -= 1
    if last < 0 or lines[last].kind or last - first >= 3:
        return
    words = " ".join(line.bare for line in lines[first : last + 1])
    digits = sum(character.isdigit() for character in words)
    if len(words) < 300 and digits >= 3 and (words.endswith((":", "：")) or "@" in words):
        label(lines[first : last + 1], ATTRIBUTION, "above_quote")


def _mark_html(lines: list[Line], html: str) -> None:
    """The quote container of the HTML, where the text alone shows no quote."""
    if not html or any(line.kind == FORWARDED for line in lines):
        return
    found = html_quote(lines, html)
    if found is None or not any(not line.is_blank and not line.kind for line in lines[: found.first]):
        return
    first = found.first
    end = max(attribution(lines, first), header_block(lines, first))
    label(lines[first:end], ATTRIBUTION, "html_container")
    label(lines[max(end, first) : found.last], QUOTE, "html_container")
    if end == first:
        _above(lines, first)


def _mark_leftovers(lines: list[Line]) -> None:
    """A short line squeezed between quoted ones is a piece that a bad line break lost its mark from."""
    for number in range(1, len(lines) - 1):
        line, above, below = lines[number], lines[number - 1], lines[number + 1]
        if line.kind or line.is_blank or not above.depth or above.depth != below.depth:
            continue
        if above.kind == QUOTE and below.kind == QUOTE and len(line.bare) < 30 and len(above.bare) > 60:
            label([line], QUOTE, "lost_mark")


def _mark_footers(lines: list[Line]) -> None:
    """Banners, signatures and disclaimers around the own text, which only collapse."""
    for line in lines[:3]:
        if is_banner(line):
            label([line], DISCLAIMER, "banner")
    first = 0
    while first < len(lines):
        if lines[first].kind:
            first += 1
            continue
        end = first
        while end < len(lines) and not lines[end].kind:
            end += 1
        _footers_of(lines[first:end])
        first = end


def _footers_of(run: list[Line]) -> None:
    first = _tail(run)
    for number in range(first, len(run)):
        if is_disclaimer(run[number]):
            label(run[number:], DISCLAIMER, "legal_words")
            run = run[:number]
            break
    for number in range(first, len(run)):
        line = run[number]
        if is_signature_mark(line) and (line.text.endswith(" ") or _filled(run[number:]) <= _BARE_MARK_LINES + 1):
            label(run[number:], SIGNATURE, "delimiter")
            return
        if is_sent_from(line) and _filled(run[number:]) <= _SENT_FROM_LINES + 1:
            label(run[number:], SIGNATURE, "sent_from")
            return


def _filled(run: list[Line]) -> int:
    return sum(not line.is_blank for line in run)


def _tail(run: list[Line]) -> int:
    """Where the last lines begin that may be a footer: longer ones are text."""
    filled = 0
    for number in range(len(run) - 1, -1, -1):
        filled += not run[number].is_blank
        if filled > _SIGNATURE_LINES:
            return number + 1
    return 0


def _never_empty(lines: list[Line]) -> None:
    """Give back layer by layer until something remains to be read."""
    for kinds in ((SIGNATURE,), (DISCLAIMER,), (QUOTE, ATTRIBUTION)):
        if any(line.squeezed and line.kind in ("", FORWARDED) for line in lines):
            return
        for line in lines:
            if line.kind in kinds:
                line.kind, line.reason = "", "nothing_else"


def _mark_interleaved(lines: list[Line]) -> None:
    """Own text below a quote: the quote is the question to the answer and must stay in sight."""
    last_own = max((n for n, line in enumerate(lines) if not line.kind and line.squeezed), default=-1)
    for line in lines[: max(last_own, 0)]:
        if line.kind == QUOTE:
            line.reason = "interleaved"
