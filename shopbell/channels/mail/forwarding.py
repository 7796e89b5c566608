"""ARC: what a forwarder found about the sender before it passed the mail on, believed of trusted ones only.

Forwarding breaks the sender's own signature. A forwarder that seals (RFC 8617) says what held on arrival.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from shopbell.channels.mail.addresses import ascii_domain
from shopbell.channels.mail.structure import Part

MOST_SETS = 5


def vouching_forwarder(
    raw: bytes,
    root: Part,
    *,
    trusted: Collection[str],
    is_genuine: Callable[[str], bool],
    dnsfunc: Callable[..., bytes | None],
    seconds: int,
) -> str:
    """The domain of the trusted forwarder that found the sender genuine, empty when there is none. Never raises.

    `is_genuine` judges the results a forwarder noted; `dnsfunc` is dkimpy's. The chain must hold, and from its end
    down to that forwarder everybody must be trusted: each of them could have changed the mail.
    """
    if not trusted or not 0 < len(root.all("arc-seal")) <= MOST_SETS:
        return ""
    for seal in _seals(raw, dnsfunc, seconds):
        domain = ascii_domain(_text(seal.get("as-domain")))
        if domain not in trusted:
            return ""
        _instance, _, results = _text(seal.get("aar-value")).partition(";")
        if is_genuine(results):
            return domain
    return ""


def _seals(raw: bytes, dnsfunc: Callable[..., bytes | None], seconds: int) -> list[Mapping[str, Any]]:
    """The sets of a chain that holds, the newest first; none of any other."""
    import dkim

    try:
        verdict, sets, _reason = dkim.ARC(raw, minkey=1024, timeout=seconds).verify(dnsfunc=dnsfunc)
    except Exception:  # hostile seals meet many parsers in there; none of their errors is a pass
        return []
    return sorted(sets, key=lambda one: -int(one["instance"])) if verdict == dkim.CV_Pass else []


def _text(value: object) -> str:
    return value.decode("latin-1").strip() if isinstance(value, bytes) else str(value or "").strip()
