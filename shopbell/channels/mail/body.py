"""Which parts of a mail are its text, and which are files."""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass, field

from shopbell.channels.mail.caps import Limits
from shopbell.channels.mail.clean import clean_line
from shopbell.channels.mail.filenames import declared_name, safe_name, settled_type
from shopbell.channels.mail.headers import header_text
from shopbell.channels.mail.invitation import read_calendar
from shopbell.channels.mail.model import Calendar, MailAttachment
from shopbell.channels.mail.sanitize import html_to_text
from shopbell.channels.mail.structure import Mail, Part, read_headers
from shopbell.channels.mail.tnef import open_tnef
from shopbell.channels.mail.transfer import content, text_of

_IMAGES = "image/"
_HIDDEN_TEXT = re.compile(
    r"(?i)(view|read|see|open|display|enable).{0,60}\bhtml\b|\bhtml\b.{0,60}(mail|client|browser|ansicht|view)"
    r"|does not support html|kein(e)? html|im browser (an|öffnen)"
)


@dataclass
class Block:
    """A piece of the body in one or both of its forms."""

    text: str = ""
    html: str = ""


@dataclass
class Body:
    """What the walk over the parts collects."""

    blocks: list[Block] = field(default_factory=list)
    attachments: list[MailAttachment] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    calendar: Calendar | None = None
    protection: str = ""
    left: int = 0

    @property
    def html(self) -> str:
        """The HTML of all blocks in order, plain blocks wrapped; empty when the mail has none."""
        if not any(block.html for block in self.blocks):
            return ""
        if len(self.blocks) == 1:
            return self.blocks[0].html
        return "\n<hr>\n".join(block.html or _as_html(block.text) for block in self.blocks)

    @property
    def text(self) -> str:
        """The text of all blocks in order, made from HTML where there is nothing better."""
        return "\n\n".join(piece for block in self.blocks if (piece := _best_text(block)).strip())

    def note(self, defect: str) -> None:
        """Remember a defect once."""
        if defect and defect not in self.defects:
            self.defects.append(defect)


def read_body(mail: Mail, limits: Limits) -> Body:
    """Walk the parts by hand; attached messages stay files."""
    body = Body(left=limits.attachments)
    _Walk(mail, limits, body).visit(mail.root)
    _open_winmail(body)
    _settle_inline(body)
    return body


class _Walk:
    """Depth is bounded by `Limits.nesting`, so plain recursion is safe."""

    def __init__(self, mail: Mail, limits: Limits, body: Body) -> None:
        self.mail, self.limits, self.body = mail, limits, body

    def visit(self, part: Part) -> None:
        """One part and what is below it."""
        if not part.is_multipart:
            self.leaf(part)
        elif not part.children:
            if part.end > part.start and self.mail.body(part).strip():
                self.body.note("multipart_without_parts")
                self.text(part)
        elif part.mime == "multipart/alternative":
            self.alternative(part)
        else:
            self.mixed(part)

    def mixed(self, part: Part) -> None:
        """mixed, related, report, signed and unknown kinds: the children in order."""
        if part.mime == "multipart/signed":
            self.body.protection = self.body.protection or "signed"
        if part.mime == "multipart/encrypted":
            self.body.protection = "encrypted"
        for child in _root_first(part):
            self.visit(child)

    def alternative(self, part: Part) -> None:
        """One block from all alternatives: the last of each form wins, files of all of them are kept."""
        outer = self.body
        best = Block()
        for child in part.children:
            if child.mime in ("text/x-amp-html", "text/watch-html"):
                continue
            self.body = Body(left=outer.left)
            self.visit(child)
            inner, self.body = self.body, outer
            best.text = "\n\n".join(b.text for b in inner.blocks if b.text) or best.text
            best.html = inner.html or best.html
            outer.attachments += inner.attachments
            outer.left = inner.left
            outer.calendar = outer.calendar or inner.calendar
            outer.protection = outer.protection or inner.protection
            for defect in inner.defects:
                outer.note(defect)
        if best.text.strip() or best.html.strip():
            outer.blocks.append(best)

    def leaf(self, part: Part) -> None:
        """A part without children: body text or file."""
        if part.mime in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
            kind = part.content.raw("smime-type").lower()
            self.body.protection = self.body.protection or ("signed" if kind == b"signed-data" else "encrypted")
        if part.mime == "text/calendar" and self.body.calendar is None:
            self.body.calendar = read_calendar(text_of(self.mail, part, self.limits.text)[0])
        if self.is_text(part):
            self.text(part)
        elif part.end > part.start or declared_name(part):
            self.file(part)

    def is_text(self, part: Part) -> bool:
        """Whether a leaf is shown as part of the body."""
        if part.mime not in ("text/plain", "text/html", "text/enriched", "text/richtext"):
            return False
        if part.disposition.word == "attachment":
            return False
        return not (declared_name(part) and self.body.blocks)

    def text(self, part: Part) -> None:
        """Add a text part to the body."""
        text, defect = text_of(self.mail, part, self.limits.text)
        self.body.note(defect)
        if part.mime == "text/plain" or part.is_multipart:
            self.add(Block(text=text))
        elif part.mime == "text/html":
            self.add(Block(html=text))
        else:
            self.add(Block(text=re.sub(r"</?[A-Za-z][A-Za-z-]{0,40}>", "", text)))

    def add(self, block: Block) -> None:
        """Keep a block unless it is empty."""
        if block.text.strip() or block.html.strip():
            self.body.blocks.append(block)

    def file(self, part: Part) -> None:
        """Keep a part as an attachment, as long as the total stays within the limit."""
        data = content(self.mail, part)
        if len(data) > self.body.left:
            self.body.note("attachments_too_large")
            return
        self.body.left -= len(data)
        name = declared_name(part)
        if part.mime == "message/rfc822":
            name = f"{(name or _subject_of(data))[:120].removesuffix('.eml')}.eml"
        mime = settled_type(part.mime if part.get("content-type") else "", name, data)
        self.body.attachments.append(
            MailAttachment(
                name=safe_name(name, mime, _fallback_name(mime)),
                mime=mime,
                content=data,
                inline_id=clean_line(header_text(part.get("content-id"), 998).strip("<> "), 998),
                inline=part.disposition.word == "inline",
            )
        )


def _fallback_name(mime: str) -> str:
    if mime == "text/calendar":
        return "invitation"
    major = mime.partition("/")[0]
    return major if major in ("image", "audio", "video", "message") else "attachment"


def _root_first(part: Part) -> list[Part]:
    """The children of a related part start with its root, which `start` may name."""
    start = part.content.raw("start")
    if part.mime != "multipart/related" or not start:
        return part.children
    return sorted(part.children, key=lambda child: child.get("content-id") != start)


def _subject_of(message: bytes) -> str:
    headers, _, _ = read_headers(message[:65536], 0, Limits(headers=131072, header=131072, header_lines=100_000))
    found = next((header.value for header in headers if header.key == "subject"), b"")
    return header_text(found, 100).replace("/", "-") or "message"


def _open_winmail(body: Body) -> None:
    kept: list[MailAttachment] = []
    for attachment in body.attachments:
        is_tnef = attachment.mime in ("application/ms-tnef", "application/vnd.ms-tnef")
        if not (is_tnef or attachment.name.lower() == "winmail.dat"):
            kept.append(attachment)
            continue
        opened = open_tnef(attachment.content, limit=body.left)
        body.note(opened.defect)
        kept += opened.attachments
        if opened.defect or not (opened.attachments or opened.text or opened.html):
            kept.append(attachment)
        if not body.blocks and (opened.text.strip() or opened.html.strip()):
            body.blocks.append(Block(opened.text, opened.html))
    body.attachments = kept


def _settle_inline(body: Body) -> None:
    """Inline is what the HTML refers to; an image that claims it without being used is a file to look at."""
    html = body.html
    settled = []
    for file in body.attachments:
        used = bool(file.inline_id) and (f"cid:{file.inline_id}" in html or _quoted_cid(file.inline_id) in html)
        inline = used and file.mime.startswith(_IMAGES)
        settled.append(MailAttachment(file.name, file.mime, file.content, file.inline_id, inline))
    body.attachments = settled


def _quoted_cid(inline_id: str) -> str:
    return "cid:" + inline_id.replace("@", "%40")


def _best_text(block: Block) -> str:
    if not block.html:
        return block.text
    if not block.text.strip():
        return html_to_text(block.html)
    if len(block.text) < 400 and _HIDDEN_TEXT.search(block.text):
        rendered = html_to_text(block.html)
        return rendered if len(rendered) > len(block.text) else block.text
    return block.text


def _as_html(text: str) -> str:
    return f'<div style="white-space: pre-wrap">{entities.escape(text)}</div>'
