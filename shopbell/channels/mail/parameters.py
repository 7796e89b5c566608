"""Content-Type and Content-Disposition: a word and its parameters, RFC 2231 included, in linear time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

_WORD = re.compile(rb"[ \t]*([^;\s\"]{0,200})")
_PARAMETER = re.compile(rb";\s{0,200}([^=;\s\"]{1,100})\s{0,50}=\s{0,50}(?:\"((?:[^\"\\]|\\.)*+)\"?|([^;\"]*+))")
_MOST = 100


@dataclass(frozen=True)
class Value:
    """`word` in lower case, and the parameters raw by lower-case name, sections still apart."""

    word: str
    parameters: dict[str, bytes] = field(default_factory=dict)

    def raw(self, name: str) -> bytes:
        """A parameter as bytes: plain, or put together from its RFC 2231 sections."""
        if name in self.parameters:
            return self.parameters[name]
        return self._extended(name)[0]

    def text(self, name: str) -> tuple[bytes, str, bool]:
        """A parameter as (bytes, charset label, whether it was an RFC 2231 value)."""
        extended, label = self._extended(name)
        if extended:
            return extended, label, True
        return self.parameters.get(name, b""), "", False

    def _extended(self, name: str) -> tuple[bytes, str]:
        single = self.parameters.get(name + "*")
        if single is not None:
            return _percent(single, first=True)
        pieces, label = [], ""
        for number in range(_MOST):
            key = f"{name}*{number}"
            if key in self.parameters:
                pieces.append(self.parameters[key])
            elif key + "*" in self.parameters:
                piece, said = _percent(self.parameters[key + "*"], first=number == 0)
                label = label or said
                pieces.append(piece)
            else:
                break
        return b"".join(pieces), label


def read_value(raw: bytes) -> Value:
    """The word and the parameters of a header value; whatever is not understood is left out."""
    match = _WORD.match(raw)
    word = match.group(1).decode("latin-1").lower() if match else ""
    parameters: dict[str, bytes] = {}
    for found in _PARAMETER.finditer(raw, match.end() if match else 0):
        name, quoted, plain = found.groups()
        value = re.sub(rb"\\(.)", rb"\1", quoted) if quoted is not None else plain.strip()
        parameters.setdefault(name.decode("latin-1").lower(), value)
        if len(parameters) >= _MOST:
            break
    return Value(word, parameters)


def _percent(raw: bytes, *, first: bool) -> tuple[bytes, str]:
    label = ""
    if first and raw.count(b"'") >= 2:
        charset, _, raw = raw.split(b"'", 2)
        label = charset.decode("latin-1")
    return unquote_to_bytes(raw), label
