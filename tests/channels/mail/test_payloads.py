"""Golden mails: what a person reading the file expects, written by hand."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shopbell.channels.mail.model import Calendar, FailedRecipient, ParsedMail
from shopbell.channels.mail.parse import parse
from shopbell.channels.mail.trim import trim, visible

FOLDER = Path(__file__).parents[2] / "payloads" / "mail"


@dataclass(frozen=True)
class Golden:
    sender: str | None
    subject: str
    shown: str
    kind: str = "message"
    reason: str = ""
    kinds: tuple[str, ...] = ("reply",)
    files: tuple[tuple[str, str, bool], ...] = ()
    failed: tuple[tuple[str, str, bool], ...] = ()
    about: str = ""
    sure: bool | None = None
    defects: tuple[str, ...] = ()
    extra: dict[str, object] = field(default_factory=dict)


REPORT = ("message.txt", "message/delivery-status", False)
HEADERS = ("attachment.txt", "text/rfc822-headers", False)

GOLDEN = {
    "apple_mail_reply": Golden(
        "mia@kunde.example",
        "Re: Ihre Bestellung #1042 – Rückgabe",
        "Hallo,\n\nich möchte die Jacke zurückgeben. Sie ist leider zu klein.\n\nViele Grüße\nMia",
        kinds=("reply", "signature", "quote"),
        extra={
            "delivered_to": ("support@shop.example",),
            "references": ("<first.1@shop.example>", "<second.2@shop.example>"),
            "in_reply_to": ("<second.2@shop.example>",),
            "message_id": "<5F0C2D44-1111-4A2B-9C3D-000000000002@kunde.example>",
            "date": datetime(2026, 11, 23, 17, 4, 5, tzinfo=UTC),
            "received_at": datetime(2026, 11, 23, 17, 4, 12, tzinfo=UTC),
            "language": "de",
        },
    ),
    "outlook_reply_german": Golden(
        "jonas.schmidt@firma.example",
        "AW: Rechnung 2026-1177",
        "Guten Tag,\n\ndie Rechnung ist falsch adressiert. Bitte “Firma GmbH” eintragen.\n\n"
        "Mit freundlichen Grüßen\nJonas Schmidt",
        kinds=("reply", "attribution", "quote"),
        extra={"language": "de", "in_reply_to": ("<inv.77@shop.example>",)},
    ),
    "gmail_reply": Golden(
        "zoe.lefort@courrier.example",
        "Re: Votre colis",
        "Bonjour,\n\nJe n'ai toujours pas reçu mon colis. Pouvez-vous vérifier ?\n\nMerci\nZoë",
        kinds=("reply", "attribution", "quote"),
        extra={"language": "fr"},
    ),
    "gmx_html_only": Golden(
        "kunde77@gmx.example",
        "Aw: Lieferung",
        "Hallo,\nwann kommt das Paket? Die Farbe ist egal & die Größe auch.",
        kinds=("reply", "attribution", "quote"),
    ),
    "html_only_inline_image": Golden(
        "ola@kunde.example",
        "Skadet vare",
        "Hei, se bildet:",
        files=(("foto.png", "image/png", True), ("image.png", "image/png", False)),
    ),
    "unquoted_at_sender": Golden(
        "attacker@evil.example",
        "Refund",
        "Please send the refund to my new account.",
        defects=("sender_name_shows_other_address",),
    ),
    "space_before_colon": Golden("kari@kunde.example", "Hei", "Hei", extra={"message_id": "<sp.1@kunde.example>"}),
    "jira_notification": Golden(
        "jira@tracker.example",
        "[JIRA] (SHOP-17) Payment page is slow",
        "    [ https://tracker.example/browse/SHOP-17?page=comment ]\n\nErika Beispiel commented on SHOP-17:\n"
        "------------------------------------\n\nWe look into it.",
        reason="auto_submitted",
    ),
    "servicenow_notification": Golden(
        "desk@service-now.example",
        "Incident INC0010042 has been opened on your behalf",
        "Your incident INC0010042 was opened.\nRef:MSG0001",
        reason="auto_response_suppress",
    ),
    "vacation_exchange": Golden(
        "jonas.schmidt@firma.example",
        "Automatische Antwort: Ihre Bestellung",
        "Ich bin bis zum 30.11. nicht im Haus.",
        kind="auto_reply",
        reason="auto_submitted",
    ),
    "vacation_unix": Golden(
        "anna@uni.example",
        "away from my mail",
        "I am travelling and will read your mail next week.",
        kind="auto_reply",
        reason="auto_submitted",
    ),
    "vacation_without_headers": Golden(
        "luc@courrier.example",
        "Réponse automatique : Votre commande",
        "Je suis absent jusqu'au 1er decembre.",
        reason="subject",
    ),
    "bounce_postfix": Golden(
        "MAILER-DAEMON@mx.shop.example",
        "Undelivered Mail Returned to Sender",
        "This is the mail system at host mx.shop.example.\n\n"
        "I'm sorry to have to inform you that your message could not\n"
        "be delivered to one or more recipients. It's attached below.\n\n"
        "<gone@kunde.example>: host mail.kunde.example[192.0.2.10] said: 550 5.1.1\n"
        "    <gone@kunde.example>: Recipient address rejected: User unknown (in reply to\n    RCPT TO command)",
        kind="bounce",
        reason="bounce",
        failed=(("gone@kunde.example", "5.1.1", True), ("full@kunde.example", "4.2.2", False)),
        about="<out.42@shop.example>",
        sure=True,
        files=(REPORT, ("Ihre Bestellung.eml", "message/rfc822", False)),
    ),
    "bounce_exim": Golden(
        "Mailer-Daemon@mx.shop.example",
        "Mail delivery failed: returning message to sender",
        "This message was created automatically by mail delivery software.\n\n"
        "A message that you sent could not be delivered to one or more of its\n"
        "recipients. This is a permanent error. The following address(es) failed:\n\n"
        "  nobody@kunde.example\n    host mail.kunde.example [192.0.2.10]\n"
        "    SMTP error from remote mail server after RCPT TO:<nobody@kunde.example>:\n"
        "    550 5.1.1 No such user here\n\n"
        "------ This is a copy of the message, including all the headers. ------\n\n"
        "Return-path: <support@shop.example>\nMessage-ID: <out.43@shop.example>",
        kind="bounce",
        reason="bounce",
        kinds=("reply", "attribution", "quote"),
        failed=(("nobody@kunde.example", "5.1.1", True),),
        about="<out.43@shop.example>",
        sure=True,
    ),
    "bounce_exchange": Golden(
        "postmaster@firma.example",
        "Unzustellbar: Ihre Bestellung",
        "Ihre Nachricht an max@firma.example konnte nicht zugestellt werden.",
        kind="bounce",
        reason="bounce",
        failed=(("max@firma.example", "5.7.1", True),),
        about="<out.44@shop.example>",
        sure=True,
        files=(REPORT, HEADERS),
    ),
    "bounce_qmail": Golden(
        "MAILER-DAEMON@old.example",
        "failure notice",
        "Hi. This is the qmail-send program at old.example.\n"
        "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
        "This is a permanent error; I've given up. Sorry it didn't work out.\n\n"
        "<lost@old.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
        "--- Below this line is a copy of the message.\n\n"
        "Return-Path: <support@shop.example>\nMessage-ID: <out.45@shop.example>",
        kind="bounce",
        reason="bounce",
        kinds=("reply", "attribution", "quote"),
        failed=(("lost@old.example", "5.1.1", True),),
        about="<out.45@shop.example>",
        sure=False,
        defects=("message_id_missing",),
    ),
    "bounce_delayed": Golden(
        "MAILER-DAEMON@mx.shop.example",
        "Delayed Mail (still being retried)",
        "The mail is still in the queue.",
        kind="bounce",
        reason="bounce",
        failed=(("slow@kunde.example", "4.4.1", False),),
        about="<out.46@shop.example>",
        sure=True,
        files=(REPORT, HEADERS),
    ),
    "delivered_report": Golden(
        "MAILER-DAEMON@mx.kunde.example",
        "Successful Mail Delivery Report",
        "Your message was delivered.",
        kind="receipt",
        reason="report",
        about="<out.47@shop.example>",
        files=(REPORT, HEADERS),
    ),
    "complaint_arf": Golden(
        "feedback@provider.example",
        "FW: Angebote der Woche",
        "This is an email abuse report for an email message received from IP 192.0.2.2.",
        kind="complaint",
        reason="report",
        about="<news.9@shop.example>",
        files=(
            ("message.txt", "message/feedback-report", False),
            ("Angebote der Woche.eml", "message/rfc822", False),
        ),
    ),
    "receipt_mdn": Golden(
        "jonas.schmidt@firma.example",
        "Gelesen: Ihre Bestellung",
        "Ihre Nachricht wurde gelesen.",
        kind="receipt",
        reason="report",
        about="<out.48@shop.example>",
        files=(("message.txt", "message/disposition-notification", False),),
    ),
    "tnef_winmail": Golden(
        "karl@firma.example",
        "Unterlagen",
        "Anbei die Unterlagen.",
        files=(("rechnung.pdf", "application/pdf", False), ("notiz.txt", "text/plain", False)),
    ),
    "tnef_damaged": Golden(
        "karl@firma.example",
        "Unterlagen",
        "",
        kinds=(),
        files=(("winmail.dat", "application/ms-tnef", False),),
        defects=("tnef_damaged",),
    ),
    "calendar_invitation": Golden(
        "petra@firma.example",
        "Termin",
        "Bitte um Zusage.",
        files=(("invitation.ics", "text/calendar", False),),
        extra={
            "calendar": Calendar(
                method="request",
                summary="Abholung der Ware, Lager 2",
                start="2026-11-30 10:00 Europe/Berlin",
                end="2026-11-30 10:30 Europe/Berlin",
                location="Hafenstr. 1, Tor 3",
                organizer="petra@firma.example",
            )
        },
    ),
    "forwarded_gmail": Golden(
        "alice@shop.example",
        "Fwd: Frage",
        "Kannst du dich kümmern?\n\n---------- Forwarded message ---------\nVon: Mia Muster <mia@kunde.example>\n"
        "Date: Mo., 23. Nov. 2026 um 20:00 Uhr\nSubject: Frage\nTo: <alice@shop.example>\n\n\n"
        "Guten Tag, gibt es die Jacke auch in Blau?\n\n> frühere Frage",
        kinds=("reply", "forwarded"),
    ),
    "forwarded_as_attachment": Golden(
        "alice@shop.example",
        "siehe Anhang",
        "siehe Anhang",
        files=(("Größe 42.eml", "message/rfc822", False),),
    ),
    "two_text_parts": Golden(
        "mia@kunde.example",
        "Bilder",
        "Vorher:\n\nNachher.",
        files=(("image.png", "image/png", False), ("notiz.txt", "text/plain", False)),
    ),
    "attachment_names": Golden(
        "mia@kunde.example",
        "Dateien",
        "Dateien",
        files=(
            ("Größe und Farbe.pdf", "application/pdf", False),
            (
                "Übersicht.xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                False,
            ),
            ("bild.jpg", "image/jpeg", False),
            ("attachment.pdf", "application/pdf", False),
            ("rechnung.pdf", "application/pdf", False),
            ("message.txt", "message/external-body", False),
        ),
    ),
    "charset_iso2022jp": Golden("taro@kyaku.example", "返品について", "商品① を返品したいです。"),
    "charset_8bit_header": Golden(
        "mueller@kunde.example",
        "Größe und Ärger mit der Bestellung",
        "Das kostet 5 € und „Anführung“.",
    ),
    "charset_wrong_label": Golden("mia@kunde.example", "Umlaute", "Grüße aus Köln\ufffd ohne Label"),
    "charset_unknown": Golden(
        "dmitri@klient.example",
        "Вопрос",
        "Здравствуйте, когда придет моя посылка? Я жду уже две недели.",
        defects=("charset_guessed",),
        extra={"language": "ru"},
    ),
    "no_sender": Golden(
        None,
        "Formular",
        "Name: Mia",
        defects=("sender_missing", "message_id_missing"),
        extra={"date": None},
    ),
    "group_recipients": Golden("mia@kunde.example", "Gruppe", "Hallo", extra={"to": ()}),
    "several_senders": Golden("mia@kunde.example", "Zwei Absender", "Hallo", defects=("several_senders",)),
    "smime_signed": Golden(
        "mia@kunde.example",
        "signiert",
        "Signierter Text",
        files=(("smime.p7s", "application/pkcs7-signature", False),),
        extra={"protection": "signed"},
    ),
    "pgp_encrypted": Golden(
        "mia@kunde.example",
        "geheim",
        "",
        kinds=(),
        files=(
            ("attachment.asc", "application/pgp-encrypted", False),
            ("encrypted.asc", "text/plain", False),
        ),
        extra={"protection": "encrypted"},
    ),
    "unclosed_boundary": Golden(
        "mia@kunde.example",
        "abgebrochen",
        "Der Text ist noch da",
        files=(("a.pdf", "application/pdf", False),),
        defects=("boundary_unclosed",),
    ),
    "flowed_text": Golden(
        "mia@kunde.example",
        "umbrochen",
        "Dieser Absatz ist ueber zwei Zeilen verteilt.",
        kinds=("reply", "quote", "signature"),
    ),
    "view_in_html": Golden(
        "mia@kunde.example",
        "nur HTML",
        "Hallo, mein Paket ist beschädigt angekommen und ich möchte bitte Ersatz dafür haben.",
    ),
    "references_mangled": Golden(
        "mia@kunde.example",
        "Re: Faden",
        "Hallo",
        extra={
            "in_reply_to": ("<very.long.id@shop.example>",),
            "references": ("<a@shop.example>", "<b@shop.example>", "<c@shop.example>"),
        },
    ),
}


def read(name: str) -> ParsedMail:
    return parse((FOLDER / f"{name}.eml").read_bytes())


def test_every_payload_has_an_expectation():
    assert {path.stem for path in FOLDER.glob("*.eml")} == set(GOLDEN)


@pytest.mark.parametrize("name", GOLDEN)
def test_headers_and_kind_are_read(name):
    mail, golden = read(name), GOLDEN[name]
    assert (mail.from_.email if mail.from_ else None) == golden.sender
    assert mail.subject == golden.subject
    assert (mail.kind, mail.automatic.reason) == (golden.kind, golden.reason)
    assert mail.automatic.yes is bool(golden.reason)
    assert mail.defects == golden.defects
    assert {key: getattr(mail, key) for key in golden.extra} == golden.extra


@pytest.mark.parametrize("name", GOLDEN)
def test_the_text_shown_is_what_was_written(name):
    mail, golden = read(name), GOLDEN[name]
    segments = trim(mail.text, mail.html, [])
    assert visible(segments, mail.text) == golden.shown
    assert tuple(segment.kind for segment in segments) == golden.kinds


@pytest.mark.parametrize("name", GOLDEN)
def test_files_keep_name_type_and_place(name):
    mail, golden = read(name), GOLDEN[name]
    assert tuple((file.name, file.mime, file.inline) for file in mail.attachments) == golden.files


@pytest.mark.parametrize("name", GOLDEN)
def test_reports_name_addresses_and_the_mail_they_are_about(name):
    mail, golden = read(name), GOLDEN[name]
    failed = mail.bounce.recipients if mail.bounce else ()
    assert tuple((f.address, f.status, f.permanent) for f in failed) == golden.failed
    assert (mail.bounce.sure if mail.bounce else None) == golden.sure
    assert mail.about_message_id == golden.about


def test_a_bounce_says_why():
    bounce = read("bounce_postfix").bounce
    assert bounce is not None
    why = "550 5.1.1 <gone@kunde.example>: Recipient address rejected: User unknown"
    assert bounce.recipients[0] == FailedRecipient("gone@kunde.example", "5.1.1", True, why)


def test_groups_give_their_members():
    cc = read("group_recipients").cc
    assert [(a.email, a.name) for a in cc] == [
        ("a@firma.example", ""),
        ("b@firma.example", "B, b"),
        ("c@firma.example", ""),
    ]


def test_the_content_of_files_is_exact():
    first, second = read("tnef_winmail").attachments
    assert (first.content, second.content) == (b"%PDF-1.4 test", b"Notiz")
    assert read("two_text_parts").attachments[1].content == b"Datei"
    image = read("html_only_inline_image").attachments[0]
    assert image.content.startswith(b"\x89PNG\r\n\x1a\n")
    assert image.inline_id == "foto@kunde.example"
