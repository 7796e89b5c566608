"""Recognising single lines and short blocks: headers of quotes, attributions, delimiters, signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shopbell.channels.mail import trim_languages as data
from shopbell.channels.mail.segments import Line

FROM, DATE, TO, SUBJECT, COPY = range(5)
_ROLES: dict[str, list[tuple[str, int]]] = {}
for _language, _roles in data.HEADERS.items():
    for _role, _labels in enumerate(_roles):
        for _label in _labels:
            _ROLES.setdefault(_label, []).append((_language, _role))

_LABEL = re.compile(r"[*_]{0,2}([^\W\d_][^:：*_\n]{0,24}?)\s{0,3}[*_]{0,2}\s{0,2}[:：]\s{0,2}[*_]{0,2}(?=\s|\S|$)")
_WROTE = re.compile("|".join(f"(?:{verb})" for verb in data.WROTE), re.IGNORECASE)
_DATE = re.compile(
    r"\d{1,2}[:.h]\d{2}|\b(?:19|20)\d\d\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}\s?[月日월일.]|@|<[^<>]+>"
)
_ORIGINAL = frozenset(data.ORIGINAL)
_FORWARDED = frozenset(data.FORWARDED)
_DASHES = re.compile(r"[-–—_=*#>+\s]{0,80}([^-–—_=*#>+\s].{0,78}?)[-–—_=*#<+:：\s]{0,80}")
_DASHED = re.compile(r"\s*(?:-{2,}|_{4,}|={4,}|\*{3,}|–{2,}|—{2,})")
_RULE = re.compile(r"[_=–—-]{10,}")
_SENT_FROM = re.compile("|".join(f"(?:{pattern})" for pattern in data.SENT_FROM), re.IGNORECASE)
_DISCLAIMER = re.compile("|".join(f"(?:{pattern})" for pattern in data.DISCLAIMERS), re.IGNORECASE)
_BANNER = re.compile("|".join(f"(?:{pattern})" for pattern in data.BANNERS), re.IGNORECASE)
_ABOVE = re.compile("|".join(f"(?:{pattern})" for pattern in data.ABOVE_THIS_LINE), re.IGNORECASE)
_TOKEN = re.compile(r"(?<![a-z0-9.])r\.[a-z0-9]{6,40}\.[a-z2-7]{16}(?![a-z0-9])", re.IGNORECASE)


def header_block(lines: Sequence[Line], first: int) -> int:
    """Where the header block that starts at line `first` ends, or `first` when there is none."""
    seen: dict[str, set[int]] = {}
    last, position, gaps = first, first, 0
    limit = min(len(lines), first + 24)
    while position < limit:
        line = lines[position]
        roles = roles_of(line.bare)
        if roles:
            for language, role in roles:
                seen.setdefault(language, set()).add(role)
            last, gaps = position + 1, 0
        elif line.is_blank:
            gaps += 1
            if gaps > 1:
                break
        elif not seen or gaps or not _continues(line):
            break
        position += 1
    return last if any(len(roles) >= 3 and FROM in roles for roles in seen.values()) else first


def roles_of(text: str) -> list[tuple[str, int]]:
    """(language, role) for a line like "Von: ..." or "*From:* ..."."""
    found = _LABEL.match(text)
    return _ROLES.get(found.group(1).strip().lower(), []) if found else []


def _continues(line: Line) -> bool:
    """A wrapped list of recipients or a long subject inside a header block."""
    return "@" in line.bare or line.text.startswith((" ", "\t")) or line.bare.endswith((";", ",", ">"))


def attribution(lines: Sequence[Line], first: int) -> int:
    """Where the "On ..., ... wrote:" that starts at `first` ends, or `first`; it may wrap over 4 lines."""
    if not _may_start(lines[first].bare):
        return first
    words = ""
    for number in range(first, min(len(lines), first + 4)):
        line = lines[number]
        if line.is_blank:
            break
        words = f"{words} {line.bare}".strip()
        if len(words) > 400:
            break
        if _ends_like_attribution(words) and _WROTE.search(words) and _is_dated(words, lines, number + 1):
            return number + 1
    return first


def _may_start(text: str) -> bool:
    return bool(text) and len(text) <= 400 and not text.startswith(("http://", "https://"))


def _ends_like_attribution(words: str) -> bool:
    return words.endswith((":", "：", ": *", ":*", "---", "님이 작성", "写道", "寫道"))


def _is_dated(words: str, lines: Sequence[Line], following: int) -> bool:
    """An attribution names a date or an address, or stands right above quote marks."""
    if _DATE.search(words) and len(re.findall(r"\d", words)) + ("@" in words) * 3 >= 3:
        return True
    after = next((line for line in lines[following : following + 3] if not line.is_blank), None)
    return after is not None and after.depth > lines[following - 1].depth


def is_original(line: Line) -> bool:
    """-----Original Message----- in any language."""
    return bool(_DASHED.match(line.bare)) and _between_dashes(line.bare) in _ORIGINAL


def is_forwarded(line: Line) -> bool:
    """---------- Forwarded message ----------, or "Begin forwarded message:" alone."""
    words = _between_dashes(line.bare)
    if words.startswith("forwarded by ") and _DASHED.match(line.bare):
        return True
    return words in _FORWARDED and (bool(_DASHED.match(line.bare)) or line.bare.endswith((":", "：")))


def _between_dashes(text: str) -> str:
    found = _DASHES.fullmatch(text) if len(text) < 200 else None
    return found.group(1).strip().lower() if found else ""


def is_rule(line: Line) -> bool:
    """A line of dashes or underscores, as some programs draw above the header block."""
    return bool(_RULE.fullmatch(line.bare))


def is_marker(line: Line) -> bool:
    """ "Please reply above this line", ours (it carries the reply token) or another helpdesk's."""
    text = line.bare.strip("-–—_=*# ")
    return bool(_ABOVE.match(text)) or ("r." in text.lower() and bool(_TOKEN.search(text)))


def is_signature_mark(line: Line) -> bool:
    """The standard delimiter "-- " or the same with the space lost."""
    return line.depth == 0 and line.text.rstrip() in ("--", "-- ") and not line.text.startswith(" ")


def is_sent_from(line: Line) -> bool:
    """ "Sent from my ..." and its kin."""
    return line.depth == 0 and 0 < len(line.bare) <= 120 and bool(_SENT_FROM.fullmatch(line.bare.strip(" .*_<>-")))


def is_disclaimer(line: Line) -> bool:
    """The beginning of a legal footer."""
    return line.depth == 0 and len(line.bare) >= 40 and bool(_DISCLAIMER.match(line.bare.lstrip("*_ ")))


def is_banner(line: Line) -> bool:
    """A warning some mail gateway put on top."""
    return line.depth == 0 and bool(_BANNER.match(line.bare))
