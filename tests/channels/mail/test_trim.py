import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopbell.channels.mail.segments import Segment
from shopbell.channels.mail.trim import trim, visible


def kinds(text: str, html: str = "", known: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(s.kind, s.reason) for s in trim(text, html, known)]


def shown(text: str, html: str = "", known: tuple[str, ...] = ()) -> str:
    return visible(trim(text, html, known), text)


OWN = "Please cancel my order.\n\nThanks\nMia"

ATTRIBUTIONS = {
    "en": "On Mon, Nov 23, 2026 at 10:00 AM Shop <support@shop.example> wrote:",
    "en_wrapped": "On Mon, 23 Nov 2026 at 10:00, A Shop With Quite A Long Name\n<support@shop.example> wrote:",
    "de": "Am Mo., 23. Nov. 2026 um 10:00 Uhr schrieb Shop <support@shop.example>:",
    "de_outlook_app": "Am 23.11.2026 um 10:00 hat Shop Support geschrieben:",
    "fr": "Le lun. 23 nov. 2026 à 10:00, Shop <support@shop.example> a écrit :",
    "es": "El lun, 23 nov 2026 a las 10:00, Shop (<support@shop.example>) escribió:",
    "it": "Il giorno lun 23 nov 2026 alle ore 10:00 Shop <support@shop.example> ha scritto:",
    "nl": "Op ma 23 nov 2026 om 10:00 schreef Shop <support@shop.example>:",
    "pl": "pon., 23 lis 2026 o 10:00 Shop <support@shop.example> napisał(a):",
    "pl_thunderbird": "W dniu 23.11.2026 o 10:00, Shop pisze:",
    "cs": "po 23. 11. 2026 v 10:00 odesílatel Shop <support@shop.example> napsal:",
    "pt": "Em seg., 23 de nov. de 2026 às 10:00, Shop <support@shop.example> escreveu:",
    "sv": "Den mån 23 nov. 2026 kl 10:00 skrev Shop <support@shop.example>:",
    "da": "Den man. 23. nov. 2026 kl. 10.00 skrev Shop <support@shop.example>:",
    "nb": "man. 23. nov. 2026 kl. 10:00 skrev Shop <support@shop.example>:",
    "fi": "ma 23. marrask. 2026 klo 10.00 Shop (support@shop.example) kirjoitti:",
    "ru": "пн, 23 нояб. 2026 г. в 10:00, Shop <support@shop.example>:",
    "ru_verb": "23.11.2026 10:00, Shop пишет:",
    "uk": "пн, 23 лист. 2026 р. о 10:00 Shop <support@shop.example> пише:",
    "tr": "Shop <support@shop.example>, 23 Kas 2026 Pzt, 10:00 tarihinde şunu yazdı:",
    "hu": "Shop <support@shop.example> ezt írta (időpont: 2026. nov. 23., H, 10:00):",
    "ro": "În lun., 23 nov. 2026 la 10:00, Shop <support@shop.example> a scris:",
    "ja": "2026年11月23日(月) 10:00 Shop <support@shop.example>:",
    "zh": "Shop <support@shop.example> 于2026年11月23日周一 10:00写道：",
    "ko": "2026년 11월 23일 (월) 오전 10:00, Shop <support@shop.example>님이 작성:",
}


@pytest.mark.parametrize("language", ATTRIBUTIONS)
def test_attributions_above_quote_marks(language):
    text = f"{OWN}\n\n{ATTRIBUTIONS[language]}\n\n> Hello Mia,\n>\n> on its way.\n"
    assert shown(text) == OWN
    assert [kind for kind, _ in kinds(text)] == ["reply", "attribution", "quote"]


@pytest.mark.parametrize("language", [name for name in ATTRIBUTIONS if name not in ("ru", "ja")])
def test_attributions_without_quote_marks_take_the_rest(language):
    text = f"{OWN}\n\n{ATTRIBUTIONS[language]}\n\nHello Mia,\n\non its way.\n"
    assert shown(text) == OWN
    assert [kind for kind, _ in kinds(text)] == ["reply", "attribution", "quote"]


BLOCKS = {
    "en": (
        "From: Shop <support@shop.example>",
        "Sent: Monday, 23 November 2026 10:00",
        "To: Mia",
        "Subject: Order",
    ),
    "de": (
        "Von: Shop <support@shop.example>",
        "Gesendet: Montag, 23. November 2026",
        "An: Mia",
        "Betreff: Bestellung",
    ),
    "fr": (
        "De : Shop <support@shop.example>",
        "Envoyé : lundi 23 novembre 2026",
        "À : Mia",
        "Objet : Commande",
    ),
    "es": (
        "De: Shop <support@shop.example>",
        "Enviado: lunes, 23 de noviembre",
        "Para: Mia",
        "Asunto: Pedido",
    ),
    "it": ("Da: Shop <support@shop.example>", "Inviato: lunedì 23 novembre", "A: Mia", "Oggetto: Ordine"),
    "nl": (
        "Van: Shop <support@shop.example>",
        "Verzonden: maandag 23 november",
        "Aan: Mia",
        "Onderwerp: Bestelling",
    ),
    "pl": (
        "Od: Shop <support@shop.example>",
        "Wysłano: poniedziałek, 23 listopada",
        "Do: Mia",
        "Temat: Zamówienie",
    ),
    "cs": (
        "Od: Shop <support@shop.example>",
        "Odesláno: pondělí 23. listopadu",
        "Komu: Mia",
        "Předmět: Objednávka",
    ),
    "pt": ("De: Shop <support@shop.example>", "Enviado: segunda-feira, 23", "Para: Mia", "Assunto: Pedido"),
    "sv": ("Från: Shop <support@shop.example>", "Skickat: den 23 november 2026", "Till: Mia", "Ämne: Order"),
    "da": ("Fra: Shop <support@shop.example>", "Sendt: 23. november 2026", "Til: Mia", "Emne: Ordre"),
    "fi": ("Lähettäjä: Shop", "Lähetetty: maanantai 23. marraskuuta", "Vastaanottaja: Mia", "Aihe: Tilaus"),
    "ru": ("От: Shop <support@shop.example>", "Отправлено: 23 ноября 2026 г.", "Кому: Mia", "Тема: Заказ"),
    "uk": (
        "Від: Shop <support@shop.example>",
        "Надіслано: 23 листопада 2026 р.",
        "Кому: Mia",
        "Тема: Замовлення",
    ),
    "tr": ("Kimden: Shop <support@shop.example>", "Gönderildi: 23 Kasım 2026", "Kime: Mia", "Konu: Sipariş"),
    "hu": (
        "Feladó: Shop <support@shop.example>",
        "Elküldve: 2026. november 23.",
        "Címzett: Mia",
        "Tárgy: Rendelés",
    ),
    "ro": (
        "De la: Shop <support@shop.example>",
        "Trimis: luni, 23 noiembrie",
        "Către: Mia",
        "Subiect: Comanda",
    ),
    "ja": ("差出人: Shop <support@shop.example>", "送信日時: 2026年11月23日", "宛先: Mia", "件名: 注文"),
    "zh": ("发件人: Shop <support@shop.example>", "发送时间: 2026年11月23日", "收件人: Mia", "主题: 订单"),
    "ko": (
        "보낸 사람: Shop <support@shop.example>",
        "보낸 날짜: 2026년 11월 23일",
        "받는 사람: Mia",
        "제목: 주문",
    ),
    "bold": ("*From:* Shop <support@shop.example>", "*Sent:* Monday", "*To:* Mia", "*Subject:* Order"),
    "bold_outside": ("**From**: Shop", "**Date**: Monday", "**To**: Mia", "**Subject**: Order"),
    "order": ("Betreff: Bestellung", "Datum: 23.11.2026", "Von: Shop", "An: Mia"),
}


@pytest.mark.parametrize("language", BLOCKS)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("rule", ["", "________________________________\n"])
def test_header_blocks_below_a_reply_start_the_quote(language, gap, rule):
    text = f"{OWN}\n\n{rule}{gap.join(BLOCKS[language])}\n\nHello Mia,\n\nyour order is on its way.\n"
    assert shown(text) == OWN
    assert [kind for kind, _ in kinds(text)] == ["reply", "attribution", "quote"]


@pytest.mark.parametrize("language", BLOCKS)
def test_a_header_block_with_nothing_above_is_forwarded_content(language):
    text = "\n".join(BLOCKS[language]) + "\n\nHello Mia,\n"
    assert kinds(text) == [("forwarded", "header_block")]
    assert shown(text) == text.rstrip()


@pytest.mark.parametrize(
    "line",
    [
        "-----Original Message-----",
        "-----Ursprüngliche Nachricht-----",
        "----- Originalnachricht -----",
        "-----Message d'origine-----",
        "-----Mensaje original-----",
        "-----Messaggio originale-----",
        "-----Oorspronkelijk bericht-----",
        "-----Oryginalna wiadomość-----",
        "-----Исходное сообщение-----",
        "-----元のメッセージ-----",
        "------------------ 原始邮件 ------------------",
    ],
)
def test_original_message_lines_start_the_quote(line):
    text = f"{OWN}\n\n{line}\nHello Mia,\nyour order is on its way.\n"
    assert shown(text) == OWN


@pytest.mark.parametrize(
    "line",
    [
        "---------- Forwarded message ---------",
        "Begin forwarded message:",
        "Anfang der weitergeleiteten Nachricht:",
        "-------- Weitergeleitete Nachricht --------",
        "---------- Message transféré ----------",
        "Начало переадресованного сообщения:",
        "-------- Пересылаемое сообщение --------",
        "---------- Wiadomość przekazana dalej ---------",
    ],
)
def test_forwarded_content_stays_in_sight(line):
    text = f"See below\n\n{line}\n> From: Mia\n> Subject: x\n>\n> Where is my parcel?\n"
    assert [kind for kind, _ in kinds(text)] == ["reply", "forwarded"]
    assert "Where is my parcel?" in shown(text)


def test_answers_between_quoted_lines_keep_their_questions():
    text = "Am 23.11.2026 um 10:00 schrieb Shop:\n> Welche Größe?\nM\n> Welche Farbe?\nBlau\n\n-- \nMia\n"
    assert kinds(text) == [
        ("attribution", "wrote_line"),
        ("quote", "interleaved"),
        ("reply", ""),
        ("quote", "interleaved"),
        ("reply", ""),
        ("signature", "delimiter"),
    ]
    assert shown(text) == "M\nBlau"


def test_an_answer_below_the_quote_is_found():
    text = "On 23 Nov 2026 at 10:00, Shop wrote:\n> Is it too small?\n\nYes, it is.\n"
    assert shown(text) == "Yes, it is."


KNOWN = "Hallo Mia,\n\nIhre Bestellung 1042 ist heute unterwegs und kommt morgen an.\n\nViele Grüße\nIhr Shop"


def test_text_we_sent_is_quote_in_any_dress():
    text = f"Super, danke!\n\n23-11-2026 10:00 keresztül Shop:\n{KNOWN}\n"
    assert [kind for kind, _ in kinds(text, known=(KNOWN,))] == ["reply", "attribution", "quote"]
    assert shown(text, known=(KNOWN,)) == "Super, danke!"


def test_text_we_sent_is_found_when_it_was_wrapped_anew():
    text = "Danke!\n\nIhre Bestellung 1042 ist heute\nunterwegs und kommt morgen an.\n"
    assert shown(text, known=(KNOWN,)) == "Danke!"


def test_an_answer_below_known_text_is_kept():
    text = f"{KNOWN}\n\nBitte an den Nachbarn liefern.\n"
    assert shown(text, known=(KNOWN,)) == "Bitte an den Nachbarn liefern."


def test_a_short_answer_that_was_said_before_is_still_an_answer():
    assert shown("Ja, gerne.\n", known=("Ja, gerne.",)) == "Ja, gerne."


def test_the_same_mail_again_is_shown_in_full():
    assert kinds(KNOWN, known=(KNOWN,)) == [("reply", "nothing_else")]


@pytest.mark.parametrize(
    "html",
    [
        '<div>Ja bitte</div><div class="gmail_quote">Shop meint: <blockquote>Passt der Termin so?</blockquote></div>',
        '<div>Ja bitte</div><blockquote type="cite">Shop meint: Passt der Termin so?</blockquote>',
        '<div>Ja bitte</div><div id="divRplyFwdMsg">Shop meint:</div><div>Passt der Termin so?</div>',
        '<div>Ja bitte</div><div id="appendonsend"></div><div>Shop meint: Passt der Termin so?</div>',
        '<div>Ja bitte</div><div class="yahoo_quoted" id="x">Shop meint: Passt der Termin so?</div>',
        '<div>Ja bitte</div><div class="moz-cite-prefix">Shop meint:</div><p>Passt der Termin so?</p>',
        '<div>Ja bitte</div><div style="border:none;border-top:solid #E1E1E1 1.0pt">Shop meint:</div>'
        "<p>Passt der Termin so?</p>",
    ],
)
def test_quote_containers_of_mail_programs(html):
    text = "Ja bitte\n\nShop meint:\nPasst der Termin so?\n"
    assert shown(text, html) == "Ja bitte"
    assert ("quote", "html_container") in kinds(text, html)


def test_text_after_a_quote_container_is_kept():
    html = '<p>Ja</p><blockquote type="cite">Passt der Termin so?</blockquote><p>Aber bitte erst abends.</p>'
    text = "Ja\n\nPasst der Termin so?\n\nAber bitte erst abends.\n"
    assert shown(text, html) == "Ja\n\nAber bitte erst abends."


def test_our_marker_line_ends_the_reply():
    text = "Ja\n\n## Bitte antworten Sie oberhalb dieser Linie ##\n\nAlter Text\n"
    assert kinds(text) == [("reply", ""), ("quote", "marker_line")]
    token = "Ja\n\n[r.abcdefghijklmnopqrstuvwxyz.aaaabbbbccccdddd]\n\nAlter Text\n"
    assert kinds(token) == [("reply", ""), ("quote", "marker_line")]


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my iPhone",
        "Get Outlook for Android<https://aka.example/x>",
        "Von meinem iPhone gesendet",
        "Gesendet von Outlook für iOS",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Inviato da iPhone",
        "Verstuurd vanaf mijn iPhone",
        "Wysłano z telefonu",
        "Отправлено с iPhone",
        "iPhoneから送信",
    ],
)
def test_lines_of_telephones_are_signatures(line):
    text = f"Bitte stornieren\n\n{line}\n"
    assert kinds(text) == [("reply", ""), ("signature", "sent_from")]


def test_a_signature_alone_is_shown():
    assert shown("Sent from my iPhone\n") == "Sent from my iPhone"


def test_a_legal_footer_collapses():
    text = (
        "Please cancel.\n\nThis e-mail and any attachments are confidential and intended solely for the addressee.\n"
        "If you have received it in error, delete it.\n"
    )
    assert kinds(text) == [("reply", ""), ("disclaimer", "legal_words")]


def test_a_gateway_banner_collapses():
    text = "CAUTION: This email originated from outside of the organization.\n\nPlease cancel.\n"
    assert shown(text) == "Please cancel."


@pytest.mark.parametrize(
    "text",
    [
        "From: what I can see, the parcel is lost.\nTo: be honest, I am annoyed.\n",
        "On Monday your colleague wrote:\nwe will refund you.\nWhere is the money?\n",
        "Sent the parcel back from my office on Monday, please confirm.\n",
        "The price is 5 > 3, isn't it?\n",
        "Meine Daten:\nName: Mia\nAn: der Haustür\n",
        "---\nkurz\n---\n",
        "Original message was lost, sorry.\n",
        "Ich habe am 23.11.2026 um 10:00 geschrieben:\nbitte stornieren\n",
        "-- bold text without meaning\nmore\n",
    ],
)
def test_ordinary_words_are_not_cut(text):
    assert shown(text) == text.rstrip()


def test_only_quote_is_shown_in_full():
    assert shown("> nur Zitat\n") == "> nur Zitat"


def test_an_empty_text_has_no_segments():
    assert trim("", "", []) == []
    assert trim("\n", "", []) == [Segment(0, 1, "reply", "")]


@pytest.mark.parametrize(
    "text",
    [
        "x y z wort\n" * 100_000,
        "From: a@b\n" * 20_000,
        "abc wrote 12:00 2026\n" * 20_000,
        "> a\nb\n" * 10_000,
        "On 1 " * 100_000,
        "\n" * 100_000,
        ("This message " * 150 + "\n") * 1000,
        "--\n" * 20_000,
    ],
)
def test_long_texts_take_no_time(text):
    start = time.process_time()
    trim(text, "<div class=gmail_quote>" * 10_000, [text])
    assert time.process_time() - start < 2


def test_a_long_text_below_a_dashed_line_is_text():
    text = "Hallo\n\n--\n" + "\n".join(f"Punkt {n} der Liste" for n in range(13)) + "\n"
    assert shown(text) == text.rstrip()


LINES = st.sampled_from(
    [
        "",
        "> quoted",
        ">> deeper",
        "text",
        "-- ",
        "--",
        "Sent from my iPhone",
        "On 23 Nov 2026 at 10:00, A <a@b.example> wrote:",
        "From: a",
        "To: b",
        "Subject: c",
        "Sent: d",
        "-----Original Message-----",
        "Begin forwarded message:",
        "________________________________",
        "a line that is long enough to be recognised as known",
        "reply above this line",
        "This message is confidential and so on and so on.",
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.one_of(LINES, st.text(max_size=30)), max_size=30),
    st.text(max_size=60),
    st.lists(LINES, max_size=3),
)
def test_segments_cover_the_text_and_something_is_always_shown(lines, html, known):
    text = "\n".join(lines)
    segments = trim(text, f"<div class=gmail_quote>{html}", known)
    assert "".join(text[s.start : s.end] for s in segments) == text
    assert all(s.start < s.end for s in segments)
    if any(character.isalnum() for character in text):
        assert any(character.isalnum() for character in visible(segments, text))
