"""What kind of mail it is, judged from the mail alone; effects need more proof than this."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shopbell.channels.mail.addresses import addresses
from shopbell.channels.mail.automatic_subjects import UNDELIVERED, says_away
from shopbell.channels.mail.headers import header_text, message_ids
from shopbell.channels.mail.heuristics import guessed_failures
from shopbell.channels.mail.model import NOT_AUTOMATIC, Automatic, Bounce, FailedRecipient
from shopbell.channels.mail.reports import (
    delivery_status,
    enhanced_status,
    feedback_fields,
    returned_message_id,
)
from shopbell.channels.mail.structure import Mail, Part

_DAEMON = re.compile(r"mailer[-_. ]?daemon|mail delivery (?:sub)?system|mail[- ]delivery[- ]service", re.IGNORECASE)
_POSTMASTER = re.compile(r"\bpostmaster\b", re.IGNORECASE)
_DELAYED = re.compile(r"delay|warning|verzöger|retard|ritard|vertrag|opóźni|задерж|temporar", re.IGNORECASE)
_DELIVERED = ("delivered", "relayed", "expanded")
_AUTOREPLY_HEADERS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-auto-reply",
    "x-autoreply-from",
    "x-vacation",
)
_BULK = ("bulk", "junk", "list", "auto_reply", "auto-reply")
_SUPPRESS = ("all", "oof", "autoreply")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Kind of mail, the failure it reports, whether a machine wrote it, and the message it is about."""

    kind: str = "message"
    bounce: Bounce | None = None
    automatic: Automatic = NOT_AUTOMATIC
    about: str = ""


def classify(mail: Mail, text: str) -> Verdict:
    """Complaint, receipt, bounce, automatic reply or message, in this order."""
    return _complaint(mail) or _receipt(mail) or _bounce(mail, text) or _reply(mail.root)


def automatic(root: Part) -> Automatic:
    """The first rule that says a machine sent this; a subject alone is only the last hint."""
    submitted = header_text(root.get("auto-submitted"), 100).lower()
    precedence = header_text(root.get("precedence"), 50).lower()
    suppress = header_text(root.get("x-auto-response-suppress"), 200).lower().replace(" ", "").split(",")
    if root.get("x-shopbell-loop"):
        return Automatic(True, "own_loop")
    if submitted and submitted.split(";")[0].strip() != "no":
        return Automatic(True, "auto_submitted")
    if any(_means_yes(root.get(name)) for name in _AUTOREPLY_HEADERS):
        return Automatic(True, "autoreply_header")
    if precedence in _BULK:
        return Automatic(True, "precedence")
    if any(word in _SUPPRESS for word in suppress):
        return Automatic(True, "auto_response_suppress")
    if root.get("list-id"):
        return Automatic(True, "list")
    if _null_return_path(root):
        return Automatic(True, "empty_return_path")
    if root.get("x-ms-exchange-inbox-rules-loop"):
        return Automatic(True, "inbox_rule")
    if says_away(header_text(root.get("subject"))):
        return Automatic(True, "subject")
    return Automatic()


def _complaint(mail: Mail) -> Verdict | None:
    fields = feedback_fields(mail, "message/feedback-report")
    if fields is None:
        return None
    return Verdict("complaint", automatic=Automatic(True, "report"), about=returned_message_id(mail, ""))


def _receipt(mail: Mail) -> Verdict | None:
    fields = feedback_fields(mail, "message/disposition-notification")
    if fields is None:
        return None
    about = message_ids(fields.get("original-message-id", "").encode("utf-8", "replace"), 1)
    return Verdict("receipt", automatic=Automatic(True, "report"), about=about[0] if about else "")


def _bounce(mail: Mail, text: str) -> Verdict | None:
    reported = delivery_status(mail)
    failed = tuple(recipient for action, recipient in reported if action not in _DELIVERED)
    returned = returned_message_id(mail, text)
    if failed:
        return _bounced(Bounce(failed, returned, sure=True))
    if reported:
        return Verdict("receipt", automatic=Automatic(True, "report"), about=returned)
    named = _failed_recipients_header(mail.root, text)
    if named:
        return _bounced(Bounce(named, returned, sure=True))
    from_daemon = _from_daemon(mail.root)
    if not (from_daemon or _suspicious(mail.root)):
        return None
    guessed = _guessed(mail, text)
    if guessed or from_daemon:
        return _bounced(Bounce(guessed, returned, sure=False))
    return None


def _bounced(bounce: Bounce) -> Verdict:
    return Verdict("bounce", bounce, Automatic(True, "bounce"), bounce.returned_message_id)


def _reply(root: Part) -> Verdict:
    verdict = automatic(root)
    submitted = header_text(root.get("auto-submitted"), 100).lower()
    precedence = header_text(root.get("precedence"), 50).lower()
    answers = submitted.startswith("auto-replied") or precedence in ("auto_reply", "auto-reply")
    answers = answers or verdict.reason == "autoreply_header"
    hinted = verdict.yes and verdict.reason != "subject" and says_away(header_text(root.get("subject")))
    return Verdict("auto_reply" if answers or hinted else "message", automatic=verdict)


def _means_yes(value: bytes) -> bool:
    return bool(value) and value.strip().lower() not in (b"no", b"false", b"0")


def _null_return_path(root: Part) -> bool:
    return any(value.replace(b" ", b"") == b"<>" for value in root.all("return-path"))


def _from_daemon(root: Part) -> bool:
    shown = header_text(root.get("from"))
    if _DAEMON.search(shown) or root.content.raw("report-type").lower() == b"delivery-status":
        return True
    # A postmaster may be a person: one who answers us in a thread is.
    return bool(_POSTMASTER.search(shown)) and not (root.get("in-reply-to") and not _null_return_path(root))


def _suspicious(root: Part) -> bool:
    subject = header_text(root.get("subject"))
    if _null_return_path(root) and not says_away(subject):
        return True
    return bool(UNDELIVERED.search(subject)) and not root.get("in-reply-to")


def _failed_recipients_header(root: Part, text: str) -> tuple[FailedRecipient, ...]:
    found = [a.email for value in root.all("x-failed-recipients")[:20] for a in addresses(value, 100)]
    return tuple(_failure(email, root, text) for email in dict.fromkeys(found))


def _guessed(mail: Mail, text: str) -> tuple[FailedRecipient, ...]:
    temporary, permanent = guessed_failures(mail.raw)
    failures = [_failure(email, mail.root, text) for email in permanent]
    failures += [FailedRecipient(email, enhanced_status(text), False) for email in temporary if email not in permanent]
    return tuple(failures)


def _failure(email: str, root: Part, text: str) -> FailedRecipient:
    status = enhanced_status(text)
    permanent = status.startswith("5") if status else not _DELAYED.search(header_text(root.get("subject")))
    return FailedRecipient(email, status, permanent, _diagnostic(text, status))


def _diagnostic(text: str, status: str) -> str:
    if not status:
        return ""
    line = next((line for line in text[:50_000].split("\n") if status in line), "")
    return " ".join(line.split())[:500]
