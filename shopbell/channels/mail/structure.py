"""The skeleton of a mail: headers and parts found in one linear pass, without recursion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from shopbell.channels.mail.addresses import addresses
from shopbell.channels.mail.caps import DEFAULT, Limits, OverLimit
from shopbell.channels.mail.parameters import Value, read_value

# "From : x" (a space before the colon) is broken but common; the name is repaired here.
_HEADER = re.compile(rb"([!-9;-~]{1,200})[ \t]{0,20}:")
_BLANK = b" \t\r"
_SUBJECTS = (b"subject", b"comments", b"thread-topic", b"x-")
_ADDRESSES = (
    b"from",
    b"to",
    b"cc",
    b"bcc",
    b"reply-to",
    b"sender",
    b"resent-to",
    b"resent-cc",
    b"delivered-to",
)
_ENCODED_WORD = re.compile(rb"=\?[^?\s]{1,80}\?[bBqQ]\?")


@dataclass(slots=True)
class Header:
    """One header field: `name` as written, `value` unfolded but otherwise raw."""

    name: str
    value: bytes

    @property
    def key(self) -> str:
        return self.name.lower()


@dataclass
class Part:
    """A node of the MIME tree; `body` is still transfer-encoded."""

    headers: list[Header]
    start: int
    end: int = 0
    default_type: str = "text/plain"
    children: list[Part] = field(default_factory=list)

    def get(self, name: str) -> bytes:
        """The first value of the header, raw, or nothing."""
        return next((header.value for header in self.headers if header.key == name), b"")

    def all(self, name: str) -> list[bytes]:
        """Every value of the header, topmost first."""
        return [header.value for header in self.headers if header.key == name]

    @cached_property
    def content(self) -> Value:
        """Content-Type with its parameters; a broken one reads as text/plain (RFC 2045 5.2)."""
        value = read_value(self.get("content-type"))
        if value.word.count("/") != 1 or value.word.startswith("/") or value.word.endswith("/"):
            value = Value(self.default_type if not value.word else "text/plain", value.parameters)
        return value

    @property
    def mime(self) -> str:
        """The media type in lower case."""
        return self.content.word

    @cached_property
    def disposition(self) -> Value:
        """Content-Disposition with its parameters."""
        return read_value(self.get("content-disposition"))

    @property
    def is_multipart(self) -> bool:
        return self.mime.startswith("multipart/")


@dataclass
class Mail:
    """The tree of a mail over its bytes."""

    raw: bytes
    root: Part
    defects: list[str]

    def body(self, part: Part) -> bytes:
        """The bytes of a part as they stand in the mail."""
        return self.raw[part.start : part.end]

    def walk(self) -> Iterator[Part]:
        """All parts, parents first; never into attached messages."""
        waiting = [self.root]
        while waiting:
            part = waiting.pop()
            yield part
            waiting.extend(reversed(part.children))


def read(raw: bytes, limits: Limits = DEFAULT) -> Mail:
    """The tree of `raw`; raises OverLimit, and nothing else."""
    if len(raw) > limits.raw:
        raise OverLimit("too_large")
    raw = with_line_feeds(raw)
    start = _first_line(raw)
    root_headers, position, clean_end = read_headers(raw, start, limits)
    _check_headers(root_headers, limits)
    mail = Mail(raw, Part(root_headers, position), [] if clean_end else ["headers_end_early"])
    _split(mail, limits)
    return mail


def with_line_feeds(raw: bytes) -> bytes:
    """A mail that ends its lines with CR alone, with LF; every other mail unchanged."""
    if b"\n" not in raw and b"\r" in raw:
        return raw.replace(b"\r", b"\n")
    return raw


def _first_line(raw: bytes) -> int:
    start = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    while raw[start : start + 1] in (b"\n", b"\r"):
        start += 1
    return start


def read_headers(raw: bytes, start: int, limits: Limits) -> tuple[list[Header], int, bool]:
    """The header fields from `start`, where the body begins, and whether an empty line ended them."""
    headers: list[Header] = []
    pieces: list[bytes] = []
    size = lines = 0
    position, length = start, len(raw)
    while position < length:
        found = raw.find(b"\n", position, position + limits.header + 2)
        after = found + 1 if found >= 0 else min(length, position + limits.header + 2)
        line = raw[position:after].rstrip(b"\r\n")
        if not line.strip(_BLANK):
            if not line:
                _close(headers, pieces)
                return headers, after, True
            line = b" "
        lines += 1
        if line[:1] in (b" ", b"\t") and pieces:
            size += after - position
            pieces.append(line)
        elif (match := _HEADER.match(line)) and not line.startswith(b"--"):
            _close(headers, pieces)
            size = after - position
            headers.append(Header(match.group(1).decode("ascii"), b""))
            pieces = [line[match.end() :]]
        elif not (line.startswith((b"From ", b">From ")) and len(headers) < 50):
            _close(headers, pieces)
            return headers, position, False
        _count(size, after - start, lines, limits)
        position = after
    _close(headers, pieces)
    return headers, length, True


def _count(header: int, total: int, lines: int, limits: Limits) -> None:
    if header > limits.header:
        raise OverLimit("header_too_large")
    if total > limits.headers:
        raise OverLimit("headers_too_large")
    if lines > limits.header_lines:
        raise OverLimit("too_many_header_lines")


def _close(headers: list[Header], pieces: list[bytes]) -> None:
    if pieces:
        headers[-1].value = b"".join(pieces).replace(b"\r", b"").strip()
        pieces.clear()


def _check_headers(headers: list[Header], limits: Limits) -> None:
    for header in headers:
        key, value = header.key.encode("ascii"), header.value
        rough = value.count(b"=?")
        if rough > limits.encoded_words and len(_ENCODED_WORD.findall(value)) > limits.encoded_words:
            raise OverLimit("too_many_encoded_words")
        if not key.startswith(_SUBJECTS) and _comment_depth(value, limits.comments) > limits.comments:
            raise OverLimit("comments_too_deep")
        if key in _ADDRESSES and _addresses(value, limits.addresses) > limits.addresses:
            raise OverLimit("too_many_addresses")


def _addresses(value: bytes, limit: int) -> int:
    """How many mailboxes, counted exactly only when there may be too many."""
    rough = value.count(b"@")
    return rough if rough <= limit else len(addresses(value, limit + 1))


def _comment_depth(value: bytes, limit: int) -> int:
    if value.count(b"(") <= limit:
        return 0
    depth = deepest = 0
    for found in re.finditer(rb"\\.|[()]", value):
        if found.group() == b"(":
            depth += 1
            deepest = max(deepest, depth)
        elif found.group() == b")":
            depth = max(0, depth - 1)
    return deepest


def _split(mail: Mail, limits: Limits) -> None:
    """Find the parts: one scan for the delimiter lines of all open multiparts at once."""
    raw = mail.raw
    mail.root.end = len(raw)
    stack: list[tuple[bytes, Part]] = []
    _open(mail.root, stack, limits)
    position, parts = mail.root.start, 1
    leaf: Part | None = None
    pattern = _delimiters(stack)
    while pattern is not None and (found := pattern.search(raw, max(0, position - 1))):
        if leaf is not None:
            leaf.end = _body_end(raw, found.start(), leaf.start)
        leaf = None
        changed = _close_inner(stack, found)
        position = found.end() + 1
        if found.group(2):
            # What follows the last delimiter of the outermost multipart is an epilogue, not a part.
            stack.pop()[1].end = found.end()
            position, changed = found.end(), True
        else:
            parts += 1
            if parts > limits.parts:
                raise OverLimit("too_many_parts")
            part, position = _part(raw, position, stack[-1][1], limits)
            opened = _open(part, stack, limits)
            leaf = None if opened else part
            changed = changed or opened
        if changed:
            pattern = _delimiters(stack)
    if stack:
        mail.defects.append("boundary_unclosed")


def _close_inner(stack: list[tuple[bytes, Part]], found: re.Match[bytes]) -> bool:
    """A delimiter of an outer multipart ends the inner ones too; whether there were any."""
    depth = max(i for i, (name, _) in enumerate(stack) if name == found.group(1))
    for _, unfinished in stack[depth + 1 :]:
        unfinished.end = found.start()
    inner = len(stack) > depth + 1
    del stack[depth + 1 :]
    return inner


def _part(raw: bytes, position: int, parent: Part, limits: Limits) -> tuple[Part, int]:
    headers, body, _ = read_headers(raw, position, limits)
    default = "message/rfc822" if parent.mime == "multipart/digest" else "text/plain"
    part = Part(headers, body, len(raw), default)
    parent.children.append(part)
    return part, body


def _body_end(raw: bytes, delimiter: int, start: int) -> int:
    """Where a body ends: the line break before the delimiter belongs to the delimiter."""
    end = delimiter
    if end > start and raw[end - 1 : end] == b"\r":
        end -= 1
    return max(end, start)


def _open(part: Part, stack: list[tuple[bytes, Part]], limits: Limits) -> bool:
    if not part.is_multipart:
        return False
    boundary = part.content.raw("boundary").rstrip()
    if not boundary:
        return False
    if len(stack) >= limits.nesting:
        raise OverLimit("nested_too_deep")
    stack.append((boundary[:500], part))
    return True


def _delimiters(stack: list[tuple[bytes, Part]]) -> re.Pattern[bytes] | None:
    if not stack:
        return None
    # Longest first, or "a" would swallow "ab"; the group must be followed by the end of the line.
    names = sorted({name for name, _ in stack}, key=len, reverse=True)
    choice = b"|".join(re.escape(name) for name in names)
    return re.compile(rb"\n--(" + choice + rb")(--)?[ \t]{0,200}(?:\r*(?=\n)|\r*\Z)")


def plain_headers(raw: bytes, names: tuple[str, ...]) -> dict[str, bytes]:
    """Some header values by a plain byte scan over the first 256 KB, each cut at 4 KB; never raises."""
    head = with_line_feeds(raw[:262144]).replace(b"\r\n", b"\n")
    head = b"\n" + head.partition(b"\n\n")[0]
    values = {}
    for name in names:
        found = re.search(rb"\n" + re.escape(name).encode("ascii") + rb"[ \t]{0,20}:", head, re.IGNORECASE)
        rest = head[found.end() : found.end() + 4096] if found else b""
        end = re.search(rb"\n(?![ \t])", rest)
        values[name] = (rest[: end.start()] if end else rest).replace(b"\n", b"").strip()
    return values
