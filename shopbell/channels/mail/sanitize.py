"""HTML of strangers: cleaned for the reading frame, or turned into text."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from shopbell.channels.mail.clean import clean, clean_block

LARGEST = 1024 * 1024
_DEEPEST = 200
_TAGS = {
    "font", "tfoot", "section", "main", "big", "address", "dir", "figure", "nobr",
}  # fmt: skip
_STYLED = {
    "align",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "class",
    "color",
    "dir",
    "face",
    "height",
}
_STYLED |= {"lang", "size", "style", "title", "type", "valign", "width"}
_PROPERTIES = {
    "background-color", "border", "border-bottom", "border-bottom-color", "border-bottom-style",
    "border-bottom-width", "border-collapse", "border-color", "border-left", "border-left-color",
    "border-left-style", "border-left-width", "border-radius", "border-right", "border-right-color",
    "border-right-style", "border-right-width", "border-spacing", "border-style", "border-top",
    "border-top-color", "border-top-style", "border-top-width", "border-width", "color", "direction",
    "display", "font", "font-family", "font-size", "font-style", "font-variant", "font-weight", "height",
    "letter-spacing", "line-height", "list-style-type", "margin", "margin-bottom", "margin-left",
    "margin-right", "margin-top", "max-height", "max-width", "min-height", "min-width", "padding",
    "padding-bottom", "padding-left", "padding-right", "padding-top", "table-layout", "text-align",
    "text-decoration", "text-indent", "text-transform", "unicode-bidi", "vertical-align", "white-space",
    "width", "word-break", "word-spacing", "word-wrap", "overflow-wrap", "background",
}  # fmt: skip
_GONE = {
    "script",
    "style",
    "title",
    "head",
    "noscript",
    "template",
    "iframe",
    "object",
    "svg",
    "math",
    "select",
}
# A backslash in CSS can spell "url" another way, so it disqualifies the whole declaration.
_FETCHING = re.compile(
    r"url\s*\(|image-set|image\s*\(|cross-fade|element\s*\(|expression|@import|javascript:|\\|/\*", re.I
)
# Addresses of other servers, also those written with character references.
_FETCHED = re.compile(r"<img\b[^<]{0,4000}?\bsrc\s{0,9}=\s{0,9}[\"']?\s{0,9}(?:(?:https?:|ftp:)?//|&)", re.I)
_BLOCKED, _NOTHING = "data:,remote", "data:,"
_REMOTE = re.compile(r"\s{0,9}(?:https?:|ftp:)?//", re.I)
# Elements that nest; those that HTML closes by itself (p, li, td ...) and void ones do not count.
_NESTING = re.compile(
    r"<(/?)(?!(?:p|li|tr|td|th|dt|dd|tbody|thead|tfoot|option|br|hr|img|input|meta|link|col|base|wbr|html|body|head)"
    r"[\s/>])[a-z]",
    re.I,
)
_DROP = re.compile(r"<(script|style|head|title)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_BREAK = re.compile(r"<\s{0,9}(?:br|/p|/div|/tr|/li|/h[1-6]|/table|/blockquote|hr)\b[^<>]{0,500}>", re.I)
_TAG = re.compile(r"<[!/?a-zA-Z][^<>]{0,10000}>?")


def safe_html(html: str, *, cid_urls: Mapping[str, str], allow_remote: bool) -> str:
    """`html` without scripts, forms and outside fetches; `cid_urls` maps Content-IDs to our own addresses.

    A remote image that is not allowed loses its address and carries `data-remote`. The result is a fragment for
    a sandboxed frame.
    """
    import nh3

    html = clean(html[: LARGEST * 2])
    if _depth(html) > _DEEPEST:
        # The cleaner takes time in the square of the nesting.
        return f"<pre>{entities.escape(html_to_text(html))}</pre>"
    ours = set(cid_urls.values())

    def keep(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "style":
            return _safe_style(value) or None
        if attribute != "src":
            return value
        return _source(value, cid_urls, ours, allow_remote)

    cleaned = nh3.clean(
        html,
        tags=(nh3.ALLOWED_TAGS | _TAGS) - {"area", "map"},
        clean_content_tags=_GONE,
        attributes=_attributes(),
        attribute_filter=keep,
        link_rel="noopener noreferrer",
        set_tag_attribute_values={"a": {"target": "_blank"}},
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        filter_style_properties=_PROPERTIES,
    )
    return cleaned.replace(f'src="{_BLOCKED}"', 'data-remote=""').replace(f' src="{_NOTHING}"', "")


def html_to_text(html: str) -> str:
    """The text of `html` as it would be read, without link targets; never raises."""
    html = html[:LARGEST]
    if len(html) <= LARGEST // 2 and _depth(html) <= _DEEPEST:
        try:
            return clean_block(_rendered(html)).strip("\n")
        except Exception:  # layout code meets arbitrary HTML: the plain way below always works
            return _stripped(html)
    return _stripped(html)


def may_fetch(html: str) -> bool:
    """Whether there may be images to fetch from elsewhere: a look without taking the mail apart, rarely mistaken."""
    return bool(_FETCHED.search(html))


def _source(value: str, cid_urls: Mapping[str, str], ours: set[str], allow_remote: bool) -> str | None:
    value = value.strip()
    if value[:4].lower() == "cid:":
        key = unquote(value[4:]).strip("<>")
        found = cid_urls.get(key) or cid_urls.get(value[4:])
        return found if found else _NOTHING
    if value in ours:
        return value
    if value[:11].lower() == "data:image/" and not value[:14].lower().startswith("data:image/svg"):
        return value
    if _REMOTE.match(value):
        return value if allow_remote else _BLOCKED
    return _NOTHING


def _safe_style(value: str) -> str:
    kept = []
    for declaration in value[:5000].split(";"):
        if declaration.strip() and not _FETCHING.search(declaration):
            kept.append(declaration.strip())
    return "; ".join(kept)


@lru_cache(maxsize=1)
def _attributes() -> dict[str, set[str]]:
    import nh3

    allowed = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items() if tag not in ("area", "map")}
    for tag in nh3.ALLOWED_TAGS | _TAGS:
        allowed.setdefault(tag, set()).update(_STYLED)
    allowed["a"] |= {"name"}
    allowed["img"] |= {"hspace", "vspace"}
    allowed["td"] |= {"nowrap"}
    return allowed


def _depth(html: str) -> int:
    depth = deepest = 0
    for found in _NESTING.finditer(html):
        depth += -1 if found.group(1) else 1
        deepest = max(deepest, depth)
    return deepest


@lru_cache(maxsize=1)
def _layout() -> Any:
    from inscriptis.css_profiles import CSS_PROFILES
    from inscriptis.model.config import ParserConfig

    return ParserConfig(css=CSS_PROFILES["relaxed"], display_links=False, display_images=False)


def _rendered(html: str) -> str:
    from inscriptis import get_text

    # lxml refuses a declared encoding in a str.
    html = re.sub(r"<\?xml[^<>]{0,200}\?>", "", html, count=1)
    text: str = get_text(html, _layout())
    # Padding and margins arrive as indentation; only that of lists means something in text.
    text = re.sub(r"(?m)^[ \t]+(?![ \t]|\* |\d{1,3}\. )", "", text.replace("\xa0", " "))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text))


def _stripped(html: str) -> str:
    text = _DROP.sub(" ", html)
    text = re.sub(r"\s+", " ", text)
    text = _TAG.sub("", _BREAK.sub("\n", text))
    lines = (line.strip() for line in entities.unescape(text).replace("\xa0", " ").split("\n"))
    return clean_block(re.sub(r"\n{3,}", "\n\n", "\n".join(lines))).strip("\n")
