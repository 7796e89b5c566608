"""The one gate every string from outside passes before it reaches the database."""

import re

# PostgreSQL refuses NUL in text and \u0000 in JSON, and lone surrogates cannot be encoded.
_REFUSED = re.compile("[\x00\ud800-\udfff]")


def clean(text: str, limit: int | None = None) -> str:
    """`text` without what PostgreSQL refuses, cut at `limit` characters."""
    return _REFUSED.sub("\ufffd", text)[:limit]


def one_line(text: str, limit: int = 200) -> str:
    """`text` as a single line for lists: white space folded, cut at `limit` characters with an ellipsis."""
    folded = " ".join(clean(text).split())
    return folded if len(folded) <= limit else folded[: limit - 1].rstrip() + "…"
