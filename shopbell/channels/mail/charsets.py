"""Bytes to text: the declared label is a hint, the bytes decide."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

# Labels mailers write that Python does not know, or knows as something narrower than what is meant.
ALIASES = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "ansi_x3.4-1968": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "iso-8859-6-e": "iso-8859-6",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "windows-874": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "windows-31j": "cp932",
    "big5": "cp950",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "utf8": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "unicode": "utf-8",
}
_NARROW = {"cp1252", "cp1254", "cp874"}
_UNKNOWN = {
    "",
    "x-unknown",
    "unknown",
    "unknown-8bit",
    "x-user-defined",
    "default",
    "none",
    "charset",
    "binary",
}
_JAPANESE = ("iso2022_jp", "iso2022_jp_2004", "iso2022_jp_3", "iso2022_jp_ext", "iso2022_jp_2")
# These would run a transformation instead of a decoding, or read our code as escapes.
_NOT_TEXT = {"unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "mbcs", "oem"}
_META = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_MULTI_BYTE = ("utf", "iso2022", "cp932", "cp949", "cp950", "euc", "gb", "big5", "hz", "johab", "shift")
_ESCAPE = re.compile(rb"\x1b(?:\$[@B]|\$\([A-Z]|\([A-Z])")


@lru_cache(maxsize=256)
def codec_name(label: str) -> str:
    """Python's name of the charset a mail declares, or nothing when it is unknown or no charset at all."""
    name = label.strip().strip("\"'").lower()
    if name in _UNKNOWN or len(name) > 60 or "\0" in name:
        return ""
    name = ALIASES.get(name, name)
    for candidate in (name, name.replace("cp-", "cp"), name.removeprefix("x-")):
        try:
            found = codecs.lookup(candidate)
        except (LookupError, ValueError, UnicodeError):
            continue
        # _is_text_encoding: False for rot13, base64, zlib and the like.
        if getattr(found, "_is_text_encoding", True) and found.name.replace("-", "_") not in _NOT_TEXT:
            return ALIASES.get(found.name, found.name)
    return ""


def decode(data: bytes, label: str = "", *, html: bool = False) -> tuple[str, str]:
    """The text of `data`, and a defect code ("" = certain, "charset_guessed", "charset_lost")."""
    name = codec_name(label)
    if html and not name:
        name = codec_name(meta_charset(data))
    if data.isascii() and not name.startswith(("iso2022", "utf-16", "utf-32", "utf-7", "hz")):
        return _ascii(data)
    if name in ("", "utf-8") or _is_single_byte(name):
        text = _strict(data, "utf-8-sig")
        if text is not None:
            return text, "" if name else _said(label)
    text = _declared(data, name)
    if text is not None:
        return text, ""
    text = _strict(data, "utf-8-sig")
    return (text, "charset_guessed") if text is not None else _guess(data, name)


def meta_charset(data: bytes) -> str:
    """The label an HTML document declares within its first 4 KB, or nothing."""
    found = _META.search(data, 0, 4096)
    return found.group(1).decode("ascii") if found else ""


def _ascii(data: bytes) -> tuple[str, str]:
    if b"\x1b" in data:
        text = _japanese(data)
        if text is not None:
            return text, "charset_guessed"
    return data.decode("ascii"), ""


def _said(label: str) -> str:
    return "" if not label else "charset_guessed"


def _is_single_byte(name: str) -> bool:
    return bool(name) and not name.startswith(_MULTI_BYTE)


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (LookupError, ValueError, UnicodeError):
        return None


def _declared(data: bytes, name: str) -> str | None:
    if not name:
        return None
    if name.startswith("iso2022_jp"):
        return _japanese(data)
    text = _strict(data, name)
    if text is None and name in _NARROW:
        # A few bytes windows-125x leaves unassigned are dirt; many of them mean another charset.
        loose = data.decode(name, "replace")
        text = loose if loose.count("\ufffd") <= len(data) // 200 else None
    return text


def _japanese(data: bytes) -> str | None:
    if not _ESCAPE.search(data):
        return None
    for name in _JAPANESE:
        text = _strict(data, name)
        if text is not None:
            return text
    return _nec_rows(data)


def _nec_rows(data: bytes) -> str | None:
    """ISO-2022-JP with NEC's circled digits and roman numerals, which Python's codecs refuse."""
    pieces, position, double = [], 0, False
    for found in [*_ESCAPE.finditer(data), None]:
        chunk = data[position : found.start() if found else len(data)]
        text = _kanji(chunk) if double else _strict(chunk, "ascii")
        if text is None:
            return None
        pieces.append(text)
        if found:
            position, double = found.end(), found.group()[1:2] == b"$"
    return "".join(pieces)


def _kanji(chunk: bytes) -> str | None:
    if len(chunk) % 2 or any(not 0x21 <= byte <= 0x7E for byte in chunk):
        return None
    shifted = bytearray()
    for row, cell in zip(chunk[::2], chunk[1::2], strict=True):
        lead = (row - 0x21 >> 1) + (0x81 if row < 0x5F else 0xC1)
        trail = cell + (0x1F if cell < 0x60 else 0x20) if row % 2 else cell + 0x7E
        shifted += bytes((lead, trail))
    return _strict(bytes(shifted), "cp932")


def _guess(data: bytes, name: str) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    sample = data[:32768]
    best = from_bytes(sample, threshold=0.2).best() if len(sample) >= 24 else None
    for candidate in (best.encoding if best else "", "cp1252"):
        text = _strict(data, candidate) if candidate else None
        if text is not None:
            return text, "charset_guessed"
    fallback = name or (best.encoding if best else "") or "cp1252"
    try:
        return data.decode(fallback, "replace"), "charset_lost"
    except (LookupError, ValueError, UnicodeError):
        return data.decode("latin-1"), "charset_lost"
