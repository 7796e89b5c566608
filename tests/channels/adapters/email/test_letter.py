from __future__ import annotations

import email
import email.policy
import json
from email.message import EmailMessage

import pytest

from shopbell.channels.adapters.email import EmailAdapter
from shopbell.channels.base import Attachment, Facts, Identity, Inbound, Outbound, Part, Raw
from shopbell.channels.mail.compose import ComposeRefused
from tests.channels.conftest import a_mail

FILES = {"stored/1": b"%PDF-1.4 \x00\xff", "stored/2": b"\x89PNG\r\n"}
OUT = Outbound(
    key="7",
    to=Identity("email", "mia@post.example", "Mia Möör"),
    cc=(Identity("email", "ben@post.example"),),
    body="Grüße\n.dot\n",
    html="<p>Grüße <img src='cid:logo'></p>",
    subject="Re: Größe [#7]",
    sender_name="Alice · Alder",
    reply_to="hello+r.abc@shop.example",
    message_id="<out.7@shop.example>",
    in_reply_to="<in.1@post.example>",
    references=("<in.0@post.example>", "<in.1@post.example>"),
    attachments=(
        Attachment("Rechnung.pdf", "application/pdf", "stored/1", 11),
        Attachment("logo.png", "image/png", "stored/2", 6, "logo"),
    ),
    headers={"envelope-from": "hello+b.7.0@shop.example", "loop-token": "loop"},
)


@pytest.fixture
def adapter() -> EmailAdapter:
    return EmailAdapter({}, Facts(address="hello@shop.example", read_file=FILES.__getitem__))


def stored(part: Part) -> Part:
    """The part as the database gives it back."""
    return Part(part.key, json.loads(json.dumps(part.payload)))


def sent(adapter: EmailAdapter, message: Outbound) -> tuple[EmailMessage, str, list[str]]:
    (part,) = adapter.render(message)
    raw, envelope, recipients = adapter.letter(stored(part))
    parsed = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed, envelope, recipients


def test_a_mail_is_one_part_that_survives_the_database(adapter: EmailAdapter) -> None:
    (part,) = adapter.render(OUT)
    assert part.key == "7.0"
    assert stored(part) == part
    assert adapter.render(OUT) == [part]


def test_every_header_arrives_as_it_was_meant(adapter: EmailAdapter) -> None:
    mail, envelope, recipients = sent(adapter, OUT)
    assert (envelope, recipients) == ("hello+b.7.0@shop.example", ["mia@post.example", "ben@post.example"])
    assert (mail["From"], mail["To"], mail["Cc"]) == (
        "Alice · Alder <hello@shop.example>",
        "Mia Möör <mia@post.example>",
        "ben@post.example",
    )
    assert mail["Reply-To"].addresses[0].addr_spec == "hello+r.abc@shop.example"
    assert (mail["Message-ID"], mail["In-Reply-To"]) == ("<out.7@shop.example>", "<in.1@post.example>")
    assert mail["References"] == "<in.0@post.example> <in.1@post.example>"
    assert mail["Subject"] == "Re: Größe [#7]"


def test_the_files_are_read_when_it_leaves(adapter: EmailAdapter) -> None:
    mail, _envelope, _recipients = sent(adapter, OUT)
    found = {part.get_filename(): part for part in mail.walk() if part.get_filename()}
    assert found["Rechnung.pdf"].get_payload(decode=True) == FILES["stored/1"]
    assert found["logo.png"]["Content-ID"] == "<logo>"
    assert found["logo.png"].get_content_disposition() == "inline"


@pytest.mark.parametrize(("by_human", "said"), [(True, None), (False, "auto-replied")])
def test_only_a_machines_mail_says_that_a_machine_wrote_it(
    adapter: EmailAdapter, by_human: bool, said: str | None
) -> None:
    from dataclasses import replace

    mail, _envelope, _recipients = sent(adapter, replace(OUT, by_human=by_human))
    assert mail["Auto-Submitted"] == said


def test_without_a_bounce_tag_the_envelope_is_the_address(adapter: EmailAdapter) -> None:
    from dataclasses import replace

    _mail, envelope, _recipients = sent(adapter, replace(OUT, headers={}, reply_to=""))
    assert envelope == "hello@shop.example"


@pytest.mark.parametrize("address", ["mia", "mia@", "größe@post.example", "mia@post.example\nBcc: x@y.example"])
def test_an_address_that_takes_no_mail_is_refused(adapter: EmailAdapter, address: str) -> None:
    from dataclasses import replace

    (part,) = adapter.render(replace(OUT, to=Identity("email", address)))
    with pytest.raises(ComposeRefused):
        adapter.letter(part)


def test_a_mail_is_read_into_what_routing_needs(adapter: EmailAdapter) -> None:
    (item,) = adapter.parse(Raw("k", a_mail(message_id="<1@post.example>", auto_submitted="auto-replied")))
    assert isinstance(item, Inbound)
    assert item.mail is not None
    assert (item.external_id, item.subject, item.automated) == ("<1@post.example>", "Where is my parcel?", True)
    assert item.sent_at.isoformat() == "2026-11-17T10:00:00+00:00"


def test_a_mail_without_a_date_is_read_too(adapter: EmailAdapter) -> None:
    (item,) = adapter.parse(Raw("k", b"Subject: x\r\n\r\n"))
    assert isinstance(item, Inbound)
    assert item.sent_at.year == 1970
