"""Content-Transfer-Encoding undone, and text parts read with their charset and line layout."""

from __future__ import annotations

import binascii
import re

from shopbell.channels.mail.charsets import decode
from shopbell.channels.mail.clean import clean_block
from shopbell.channels.mail.headers import from_base64
from shopbell.channels.mail.structure import Mail, Part

_UU_BEGIN = re.compile(rb"(?:\A|\n)begin [0-7]{3,4} [^\r\n]{0,200}\r?\n")


def content(mail: Mail, part: Part) -> bytes:
    """The decoded bytes of a part; broken encodings are decoded as far as they go."""
    body = mail.body(part)
    encoding = part.get("content-transfer-encoding").split(b";")[0].strip().lower()
    if encoding == b"base64":
        return from_base64(body)
    if encoding == b"quoted-printable":
        return binascii.a2b_qp(body)
    if encoding in (b"x-uuencode", b"uuencode", b"uue", b"x-uue"):
        return _from_uu(body)
    return body


def text_of(mail: Mail, part: Part, limit: int) -> tuple[str, str]:
    """The text of a part, at most `limit` characters, and a defect code or nothing."""
    data = content(mail, part)
    defect = ""
    if len(data) > limit * 4:
        data, defect = data[: limit * 4], "text_cut"
    charset = part.content.raw("charset").decode("latin-1")
    text, charset_defect = decode(data, charset, html=part.mime == "text/html")
    if len(text) > limit:
        defect = "text_cut"
    text = clean_block(text, limit)
    if part.content.raw("format").lower() == b"flowed" and part.mime == "text/plain":
        text = unflow(text, delete_space=part.content.raw("delsp").lower() == b"yes")
    return text, defect or charset_defect


def unflow(text: str, *, delete_space: bool = False) -> str:
    """format=flowed (RFC 3676) as one line per paragraph; quote marks stay in front."""
    result: list[str] = []
    open_depth = -1
    pieces: list[str] = []

    def close() -> None:
        if pieces:
            result.append("".join(pieces))
            pieces.clear()

    for line in text.split("\n"):
        unquoted = line.lstrip(">")
        depth = len(line) - len(unquoted)
        body = unquoted.removeprefix(" ")
        flows = body.endswith(" ") and body != "-- "
        if depth != open_depth or body == "-- ":
            close()
        if not pieces:
            pieces.append(">" * depth + (" " if depth and body else ""))
        pieces.append(body[:-1] if flows and delete_space else body)
        open_depth = depth if flows else -1
        if not flows:
            close()
    close()
    return "\n".join(result)


def _from_uu(body: bytes) -> bytes:
    begin = _UU_BEGIN.search(body)
    if begin is None:
        return body
    pieces = []
    for line in body[begin.end() :].splitlines():
        if line.strip() == b"end":
            break
        try:
            pieces.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Some encoders pad the last group wrongly; the length in the first byte is right.
            needed = (((line[0] - 32) & 63) * 4 + 5) // 3 if line else 0
            try:
                pieces.append(binascii.a2b_uu(line[:needed]))
            except binascii.Error:
                continue
    return b"".join(pieces)
