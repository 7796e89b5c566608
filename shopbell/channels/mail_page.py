"""A customer's mail as it was sent, as a page of its own that can run nothing and fetch nothing."""

from __future__ import annotations

import base64

from django.core.files.storage import default_storage
from django.utils.html import escape

from shopbell.channels.mail.sanitize import safe_html
from shopbell.tickets.models import Attachment, Message

# A frame without an origin of its own sends no cookie, so its pictures come inside the page; more than this stay out.
MOST_INLINE = 8 * 1024 * 1024
# Nothing here can run. Links may open a window of their own when a person clicks them.
_CSP = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src {images}; frame-ancestors 'self'; form-action 'none'; base-uri 'none'"
)


def policy(*, remote: bool) -> str:
    """The page's Content-Security-Policy; `remote` lets pictures of other servers in."""
    return _CSP.format(images="'self' data: https: http:" if remote else "'self' data:")


def page(message: Message, *, remote: bool, language: str) -> str:
    """The whole document."""
    body = safe_html(message.html, cid_urls=_pictures(message), allow_remote=remote)
    return (
        f'<!doctype html><html lang="{escape(language or message.language or "und")}"><head><meta charset="utf-8">'
        f"<title>{escape(message.subject or '')}</title>"
        '<meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light">'
        "<style>html{background:#fff;color:#1d1b17;font:15px/1.5 system-ui,sans-serif}body{margin:12px;"
        "overflow-wrap:anywhere}img{max-width:100%;height:auto}table{max-width:100%}"
        "img[data-remote]{outline:1px dashed #999;min-width:16px;min-height:16px}</style></head>"
        f"<body>{body}</body></html>"
    )


def _pictures(message: Message) -> dict[str, str]:
    left, found = MOST_INLINE, {}
    for file in message.attachments.exclude(inline_id=""):
        if file.is_image and file.size <= left:
            left -= file.size
            found[file.inline_id.strip("<>")] = _data_url(file)
    return found


def _data_url(file: Attachment) -> str:
    with default_storage.open(file.path) as stored:
        return f"data:{file.mime};base64,{base64.b64encode(stored.read()).decode()}"
