"""Text to markup: what customers wrote as plain paragraphs, what agents wrote as restricted Markdown."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import nh3
from django.urls import reverse
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")
_BLOCKS = ("p", "ul", "ol", "li", "blockquote")
_TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "code", "pre", "blockquote", "hr"}


def paragraphs(text: str) -> Markup:
    """Plain text as paragraphs with line breaks and clickable web addresses; nothing else is markup.

    Each paragraph has the direction of its own words.
    """
    parts = [part for part in re.split(r"\n[ \t]*\n+", text.strip("\n")) if part.strip()]
    return Markup("").join(Markup('<p dir="auto">{}</p>').format(_lines(part)) for part in parts)


def markdown(text: str) -> Markup:
    """Restricted Markdown (emphasis, lists, links, quotes, code; no HTML, no images) as safe markup.

    Each block has the direction of its own words.
    """
    html = nh3.clean(
        _renderer().render(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        set_tag_attribute_values={block: {"dir": "auto"} for block in _BLOCKS},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(html)  # noqa: S704 (cleaned above)


def _lines(part: str) -> Markup:
    return Markup("<br>").join(_linked(line) for line in part.split("\n"))


def _linked(line: str) -> Markup:
    made, end = Markup(""), 0
    for found in _LINK.finditer(line):
        made += escape(line[end : found.start()])
        made += Markup('<a href="{0}" rel="noopener noreferrer nofollow" target="_blank">{0}</a>').format(found[0])
        end = found.end()
    return made + escape(line[end:])


@lru_cache(maxsize=1)
def _renderer() -> MarkdownIt:
    rules = ["emphasis", "link", "autolink", "linkify", "list", "blockquote", "backticks", "fence", "newline"]
    return MarkdownIt("zero", {"breaks": True, "linkify": False, "html": False}).enable(
        [rule for rule in rules if rule != "linkify"]
    )


def mentions(html: Markup, references: list[dict[str, Any]]) -> Markup:
    """The @names of a note as links to what their people have to do; only in its words, never inside a tag."""
    if not references:
        return html
    links = {str(escape(f"@{one['name']}")): _mention(one) for one in references}
    names = re.compile("|".join(map(re.escape, sorted(links, key=len, reverse=True))), re.IGNORECASE)
    folded = {name.casefold(): link for name, link in links.items()}
    parts = re.split(r"(<[^>]*>)", html)
    parts[::2] = [names.sub(lambda hit: folded.get(hit[0].casefold(), hit[0]), words) for words in parts[::2]]
    return Markup("".join(parts))  # noqa: S704 (the parts were safe, the links are)


def _mention(one: dict[str, Any]) -> str:
    address = f"{reverse('search')}?{urlencode({'q': one['tickets']})}"
    return str(Markup('<a class="mention" href="{}">@{}</a>').format(address, one["name"]))
