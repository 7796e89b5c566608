"""Address headers, read leniently and in linear time."""

from __future__ import annotations

import re

from shopbell.channels.mail.clean import clean_line
from shopbell.channels.mail.headers import loose, words
from shopbell.channels.mail.model import Address

_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*+)"|\\.|[(),;:<>"]|[^\\(),;:<>"]+', re.DOTALL)
_EMAIL = re.compile(r"[^\s@<>(),;:\"\[\]]{1,200}@[^\s@<>(),;:\"]{1,255}")
_UNQUOTE = re.compile(r"\\(.)", re.DOTALL)


def addresses(raw: bytes, limit: int = 500) -> tuple[Address, ...]:
    """The mailboxes of a header, groups flattened; the address is what stands in the last <...>."""
    found = []
    for name, inner, comment in _mailboxes(loose(raw)):
        mailbox = _mailbox(name, inner, comment)
        if mailbox is not None:
            found.append(mailbox)
            if len(found) >= limit:
                break
    return tuple(found)


def names_another(mailbox: Address) -> bool:
    """Whether the display name shows an address of another domain or person: a usual trick."""
    shown = {normal(found).lower() for found in _EMAIL.findall(mailbox.name)}
    return bool(shown - {mailbox.key})


def normal(email: str) -> str:
    """An address with its domain in lower-case ASCII; the local part stays as written."""
    local, at, domain = clean_line(email, 400).rpartition("@")
    return f"{local}{at}{ascii_domain(domain)}"


def ascii_domain(domain: str) -> str:
    """The IDNA form in lower case; a domain that has none is only lowered."""
    lowered = domain.strip().rstrip(".").lower()
    if lowered.isascii():
        return lowered
    try:
        return lowered.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return lowered


class _Reader:
    """Collects (name, text in the last angle brackets or None, comments) per comma-separated piece."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str | None, str]] = []
        self.name: list[str] = []
        self.comment: list[str] = []
        self.inner: list[str] = []
        self.last: str | None = None
        self.depth = 0
        self.inside = False

    def finish(self) -> None:
        """End of one mailbox."""
        inner = "".join(self.inner) if self.inside else self.last
        if inner is not None or "".join(self.name).strip() or self.comment:
            self.found.append(("".join(self.name), inner, "".join(self.comment)))
        self.name, self.comment, self.inner, self.last, self.inside = [], [], [], None, False

    def in_comment(self, token: str) -> None:
        """A token inside parentheses, which nest."""
        self.depth += (token == "(") - (token == ")")
        self.comment.append(_UNQUOTE.sub(r"\1", token) if self.depth else " ")

    def in_angle(self, token: str) -> None:
        """A token after "<"; a second "<" makes the first one part of the name."""
        if token == ">":
            self.last, self.inner, self.inside = "".join(self.inner), [], False
        elif token == "<":
            self.name += self.inner
            self.inner = []
        elif token == "," and self.inner and "@" in self.inner[-1]:
            self.finish()
        else:
            self.inner.append(token)

    def outside(self, token: str, quoted: str | None, following: str) -> None:
        """A token of a name, or of an address without angle brackets."""
        if token == "(":
            self.depth = 1
        elif token == "<":
            if self.last is not None:
                self.name.append(f" {self.last} ")
            self.inner, self.inside = [], True
        elif token in (",", ";"):
            self.finish()
        elif token == ":" and self.last is None:
            # A group's name is not a mailbox; "mailto:" before an address is noise as well.
            self.name.clear()
        elif quoted is not None:
            self.name.append(token if following == "@" else _UNQUOTE.sub(r"\1", quoted))
        elif token not in ('"', ">", ")", ":"):
            self.name.append(_UNQUOTE.sub(r"\1", token))


def _mailboxes(value: str) -> list[tuple[str, str | None, str]]:
    reader = _Reader()
    for found in _TOKEN.finditer(value):
        token = found.group()
        if reader.depth:
            reader.in_comment(token)
        elif reader.inside:
            reader.in_angle(token)
        else:
            reader.outside(token, found.group(1), value[found.end() : found.end() + 1])
    reader.finish()
    return reader.found


def _mailbox(name: str, inner: str | None, comment: str) -> Address | None:
    if inner is None:
        found = _EMAIL.findall(name)
        if not found:
            return None
        email = found[-1]
        shown = comment if name.strip() == email else f"{name.replace(email, ' ')} {comment}"
    else:
        # A source route (<@relay:user@host>) ends at the colon.
        email = inner.strip().removeprefix("mailto:").rpartition(":")[2]
        shown = name if name.strip() else comment
    email = normal(words(email).strip().strip("'"))
    local, at, domain = email.rpartition("@")
    if not at or not local or not domain or " " in domain:
        return None
    return Address(email, _unquoted(clean_line(words(shown), 300)))


def _unquoted(name: str) -> str:
    """A name without the quotation marks some programs put around it."""
    if len(name) > 1 and name[0] == name[-1] and name[0] in "'\"":
        return name[1:-1].strip()
    return name
