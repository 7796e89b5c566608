import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest

from shopbell.channels.mail.compose import ComposeRefused, OutgoingMail, compose, new_message_id
from shopbell.channels.mail.model import Address, MailAttachment
from shopbell.channels.mail.parse import parse

SHOP = Address("support@shop.example", "Grüner Shop, Köln")
MIA = Address("mia@kunde.example", "Mia Müller")
MAIL = OutgoingMail(
    from_=SHOP,
    to=(MIA,),
    subject="Re: Ihre Größe",
    text="Hallo Mia,\n\nalles klar.\n",
    date=datetime(2026, 11, 24, 15, 0, tzinfo=UTC),
    message_id="<out.1@shop.example>",
)
IMAGE = MailAttachment("logo.png", "image/png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "logo@shop", inline=True)
PDF = MailAttachment("Größe.pdf", "application/pdf", b"%PDF-1.4\n\x00\xff" * 500)


def header(raw: bytes, name: str) -> bytes:
    """The value as a mail program reads it: unfolded by removing line breaks alone."""
    found = re.search(rb"(?im)^" + name.encode() + rb": ?((?:.*\r\n)(?:[ \t].*\r\n)*)", raw)
    assert found, name
    return found.group(1).replace(b"\r\n", b"")


def test_what_is_written_is_what_is_read():
    mail = replace(MAIL, html="<p>Hallo Mia,</p><p>alles klar.</p>", cc=(Address("paul@kunde.example"),))
    raw, sender, recipients = compose(mail)
    back = parse(raw)
    assert back.from_ == SHOP
    assert (back.to, back.cc) == ((MIA,), (Address("paul@kunde.example"),))
    assert (back.subject, back.date, back.message_id) == (mail.subject, mail.date, mail.message_id)
    assert back.text.rstrip() == mail.text.rstrip()
    assert back.html.rstrip() == mail.html
    assert (sender, recipients) == ("support@shop.example", ["mia@kunde.example", "paul@kunde.example"])
    assert back.defects == ()


def test_lines_end_with_crlf_and_stay_within_998():
    raw, _, _ = compose(replace(MAIL, text="ä" * 3000, html="<p>" + "x" * 3000 + "</p>", attachments=(PDF,)))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert parse(raw).text.rstrip() == "ä" * 3000


@pytest.mark.parametrize("length", [40, 77, 78, 79, 100, 200, 400])
def test_long_ids_survive_byte_for_byte(length):
    long_id = "<" + "A0" * ((length - 14) // 2) + "@shop.example>"
    references = tuple(f"<{n}{long_id[1:]}" for n in range(5))
    unsubscribe = f"<https://shop.example/u/{'x' * (length - 26)}>"
    raw, _, _ = compose(
        replace(
            MAIL,
            message_id=long_id,
            in_reply_to=long_id,
            references=references,
            headers={"List-Unsubscribe": unsubscribe, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        )
    )
    assert header(raw, "Message-ID").strip() == long_id.encode()
    assert header(raw, "In-Reply-To").strip() == long_id.encode()
    assert header(raw, "References").split() == [reference.encode() for reference in references]
    assert header(raw, "List-Unsubscribe").strip() == unsubscribe.encode()
    assert b"=?" not in header(raw, "References")
    assert parse(raw).references == references
    assert message_from_bytes(raw, policy=policy.compat32)["In-Reply-To"].strip() == long_id


def test_references_keep_the_first_and_the_newest_twenty():
    references = tuple(f"<{number}@shop.example>" for number in range(30))
    raw, _, _ = compose(replace(MAIL, references=references))
    assert parse(raw).references == references[:1] + references[-20:]


def test_images_are_related_to_the_html_and_files_stay_beside_it():
    mail = replace(MAIL, html='<img src="cid:logo@shop">', attachments=(IMAGE, PDF))
    raw, _, _ = compose(mail)
    shape = [part.get_content_type() for part in message_from_bytes(raw).walk()]
    assert shape == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "application/pdf",
    ]
    back = parse(raw)
    assert [(f.name, f.mime, f.content, f.inline) for f in back.attachments] == [
        ("logo.png", "image/png", IMAGE.content, True),
        ("Größe.pdf", "application/pdf", PDF.content, False),
    ]


def test_an_inline_image_without_html_is_a_file():
    raw, _, _ = compose(replace(MAIL, attachments=(IMAGE,)))
    assert [file.content for file in parse(raw).attachments] == [IMAGE.content]


def test_attached_mails_go_out_byte_for_byte():
    eml = MailAttachment("alt.eml", "message/rfc822", b"From: x\r\nSubject: \xff\r\n\r\n\x80")
    raw, _, _ = compose(replace(MAIL, attachments=(eml,)))
    assert [(f.name, f.content) for f in parse(raw).attachments] == [("alt.eml", eml.content)]


def test_automatic_mail_says_so_and_comes_from_nobody():
    raw, sender, _ = compose(
        replace(MAIL, automatic=True, loop_token="abc.def", envelope_from="", in_reply_to="<q@kunde.example>")
    )
    assert sender == ""
    assert header(raw, "Auto-Submitted").strip() == b"auto-replied"
    assert header(raw, "X-Auto-Response-Suppress").strip() == b"All"
    assert header(raw, "X-Shopbell-Loop").strip() == b"abc.def"
    assert parse(raw).automatic.reason == "own_loop"


def test_ordinary_mail_carries_none_of_it():
    raw, _, _ = compose(MAIL)
    for name in (b"Auto-Submitted", b"X-Auto-Response-Suppress", b"X-Shopbell-Loop", b"References", b"Bcc"):
        assert name not in raw


def test_the_envelope_may_differ_and_blind_copies_stay_blind():
    raw, sender, recipients = compose(
        replace(MAIL, envelope_from="bounce+b.1.x@shop.example", bcc=(Address("boss@shop.example"), MIA))
    )
    assert sender == "bounce+b.1.x@shop.example"
    assert recipients == ["mia@kunde.example", "boss@shop.example"]
    assert b"boss@shop.example" not in raw


def test_reply_to_carries_the_token_address():
    address = Address("support+r.abcdefgh.aaaabbbbccccdddd@shop.example", "Shop")
    raw, _, _ = compose(replace(MAIL, reply_to=(address,)))
    assert parse(raw).reply_to == (address,)


def test_domains_with_umlauts_go_out_as_ascii():
    raw, _, recipients = compose(replace(MAIL, to=(Address("mia@müller.example"),)))
    assert recipients == ["mia@xn--mller-kva.example"]
    assert "müller".encode() not in raw


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"subject": "a\nBcc: x@evil.example"}, "single line"),
        ({"subject": "a\rb"}, "single line"),
        ({"from_": Address("support@shop.example", "a\nb")}, "single line"),
        ({"to": (Address("a@b.example\nBcc: x@evil.example"),)}, "single line"),
        ({"headers": {"X-A": "a\r\nb"}}, "single line"),
        ({"headers": {"X-A\nB": "a"}}, "header name"),
        ({"loop_token": "a\nb"}, "single line"),
        ({"to": (Address("müller@kunde.example"),)}, "SMTPUTF8"),
        ({"to": (Address("nobody"),)}, "not an e-mail address"),
        ({"to": (Address("a b@kunde.example"),)}, "not an e-mail address"),
        ({"to": (Address("a@b.example, c@d.example"),)}, "not an e-mail address"),
        ({"to": (Address("a@-"),)}, "not an e-mail address"),
        ({"to": ()}, "at least one recipient"),
        ({"message_id": "no brackets"}, "message id"),
        ({"in_reply_to": "<a@b>\n"}, "message id"),
        ({"references": ("<a b>",)}, "message id"),
        ({"envelope_from": "x\ny@shop.example"}, "single line"),
        ({"attachments": (PDF,), "max_bytes": len(PDF.content) - 1}, "too large"),
        ({"attachments": (MailAttachment("a\nb", "image/png", b""),)}, "single line"),
    ],
)
def test_what_cannot_be_sent_is_refused_with_a_sentence(changes, words):
    with pytest.raises(ComposeRefused) as caught:
        compose(replace(MAIL, **changes))
    assert words in caught.value.say()


def test_new_ids_are_of_the_sending_domain_and_never_the_same():
    first, second = new_message_id("Müller.example"), new_message_id("müller.example")
    assert first != second
    assert re.fullmatch(r"<[0-9a-f]{32}@xn--mller-kva\.example>", first)
