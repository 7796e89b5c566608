"""How mail programs announce quoted text, by language. Data only: a new language is a new row."""

from __future__ import annotations

# Labels of the header block above a quoted message: from, date, to, subject, copy; lower case.
HEADERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "en": (("from",), ("sent", "date", "sent at", "sent on"), ("to",), ("subject",), ("cc", "reply to", "reply-to")),
    "de": (("von",), ("gesendet", "datum", "gesendet am"), ("an",), ("betreff",), ("cc", "kopie", "antwort an")),
    "fr": (("de",), ("envoyé", "date", "envoyé le"), ("à", "a"), ("objet", "sujet"), ("cc", "copie à", "répondre à")),
    "es": (("de",), ("enviado", "fecha", "enviado el"), ("para", "a"), ("asunto",), ("cc", "responder a")),
    "it": (("da",), ("inviato", "data"), ("a",), ("oggetto",), ("cc", "rispondi a")),
    "nl": (("van",), ("verzonden", "datum"), ("aan",), ("onderwerp",), ("cc", "antwoord aan")),
    "pl": (("od", "nadawca"), ("wysłano", "data", "wysłane"), ("do", "adresat"), ("temat",), ("dw", "cc", "odpowiedz do")),
    "cs": (("od",), ("odesláno", "datum"), ("komu", "pro"), ("předmět",), ("kopie", "cc")),
    "sk": (("od",), ("odoslané", "dátum"), ("komu", "pre"), ("predmet",), ("kópia", "cc")),
    "pt": (("de",), ("enviado", "enviada", "data", "enviada em", "enviado em"), ("para",), ("assunto",), ("cc",)),
    "sv": (("från",), ("skickat", "datum"), ("till",), ("ämne",), ("kopia", "cc")),
    "da": (("fra",), ("sendt", "dato"), ("til",), ("emne",), ("cc",)),
    "nb": (("fra",), ("sendt", "dato"), ("til",), ("emne",), ("kopi", "cc")),
    "fi": (("lähettäjä",), ("lähetetty", "päivämäärä", "päiväys"), ("vastaanottaja",), ("aihe",), ("kopio", "cc")),
    "ru": (("от", "от кого"), ("отправлено", "дата"), ("кому",), ("тема",), ("копия", "cc")),
    "uk": (("від", "від кого"), ("надіслано", "дата", "відправлено"), ("кому",), ("тема",), ("копія", "cc")),
    "tr": (("kimden", "gönderen"), ("gönderildi", "tarih", "gönderilme tarihi"), ("kime", "alıcı"), ("konu",), ("bilgi", "cc")),
    "hu": (("feladó", "from"), ("elküldve", "dátum", "küldve"), ("címzett",), ("tárgy",), ("másolatot kap", "cc")),
    "ro": (("de la", "din"), ("trimis", "data", "dată"), ("către", "catre"), ("subiect",), ("cc",)),
    "ja": (("差出人", "送信者", "from"), ("送信日時", "日付", "日時", "date"), ("宛先", "to"), ("件名", "subject"), ("cc",)),
    "zh": (
        ("发件人", "寄件者", "寄件人"),
        ("发送时间", "日期", "寄件日期", "傳送日期", "时间"),
        ("收件人", "收件者"),
        ("主题", "主旨", "主題"),
        ("抄送", "副本"),
    ),
    "ko": (("보낸 사람", "보낸사람", "발신"), ("보낸 날짜", "날짜", "보낸날짜"), ("받는 사람", "받는사람"), ("제목",), ("참조",)),
}

# Verbs of "On <date>, <name> wrote:", as patterns.
WROTE = (
    r"\bwrote\b", r"\bsent a message\b",
    r"\bschrieb(?:en)?\b", r"\bhat\b.{0,80}\bgeschrieben\b", r"\bschreibt\b",
    r"\ba écrit\b", r"\bécrivait\b", r"\ba ecrit\b",
    r"\bescribió\b", r"\bescribio\b", r"\bha escrit[o]?\b",
    r"\bha scritto\b", r"\bscrive\b",
    r"\bschreef\b", r"\bheeft\b.{0,120}\bgeschreven\b",
    r"\bnapisał(?:\(a\)|a|\(-a\))?", r"\bpisze\b",
    r"\bnapsal(?:\(a\)|a)?", r"\bnapísal(?:\(a\)|a)?",
    r"\bescreveu\b",
    r"\bskrev\b", r"\bskrev følgende\b",
    r"\bkirjoitti\b",
    r"\bпис(?:ал|ала|али)\b", r"\bнаписал(?:а|и|\(а\))?", r"\bпишет\b", r"\bпише\b", r"\bнаписав(?:ла|\(ла\))?", r"\bнаписала\b",
    r"\byazdı\b", r"\bşunları yazdı\b",
    r"\b(?:ezt )?írta\b", r"\b(?:a )?következőt írta\b",
    r"\ba scris\b",
    r"のメール", r"が書きました", r"は書きました", r"書いた", r"写道", r"寫道", r"님이 (?:작성|썼)", r"작성했습니다",
)  # fmt: skip

# Words between dashes: "-----Original Message-----".
ORIGINAL = (
    "original message", "original email", "reply message", "ursprüngliche nachricht", "originalnachricht",
    "original-nachricht", "message d'origine", "message original", "message initial", "mensaje original",
    "messaggio originale", "messaggio original", "oorspronkelijk bericht", "originele bericht",
    "oryginalna wiadomość", "wiadomość oryginalna", "treść oryginalnej wiadomości", "původní zpráva",
    "pôvodná správa", "mensagem original", "ursprungligt meddelande", "originalmeddelande",
    "oprindelig meddelelse", "opprinnelig melding", "alkuperäinen viesti", "исходное сообщение",
    "оригинальное сообщение", "первоначальное сообщение", "оригінальне повідомлення", "початкове повідомлення",
    "orijinal mesaj", "özgün ileti", "orijinal ileti", "eredeti üzenet", "mesaj original", "mesajul original",
    "元のメッセージ", "original", "原始邮件", "原始郵件", "原邮件", "원본 메시지", "원본 메일",
)  # fmt: skip

# Words that open a forwarded message, between dashes or alone with a colon.
FORWARDED = (
    "forwarded message", "begin forwarded message", "forwarded by", "forwarded mail", "weitergeleitete nachricht",
    "anfang der weitergeleiteten nachricht", "weitergeleitete mail", "message transféré", "message transfere",
    "début du message transféré", "début du message réexpédié", "message réexpédié", "mensaje reenviado",
    "inicio del mensaje reenviado", "messaggio inoltrato", "inizio messaggio inoltrato",
    "doorgestuurd bericht", "begin doorgestuurd bericht", "wiadomość przekazana dalej", "przekazana wiadomość",
    "początek przekazywanej wiadomości", "treść przekazanej wiadomości", "přeposlaná zpráva",
    "začátek přeposílané zprávy", "preposlaná správa", "mensagem encaminhada", "início da mensagem reencaminhada",
    "início da mensagem encaminhada", "mensagem reencaminhada", "vidarebefordrat meddelande",
    "vidarebefordrat brev", "vidarebefordrat mejl", "videresendt meddelelse", "videresendt besked",
    "start på videresendt besked", "videresendt melding", "videresendt e-post", "välitetty viesti",
    "edelleenlähetetty viesti", "välitetty viesti alkaa", "пересылаемое сообщение", "пересланное сообщение",
    "начало переадресованного сообщения", "переадресоване повідомлення", "переслане повідомлення",
    "початок листа, що пересилається", "iletilen mesaj", "iletilmiş mesaj", "yönlendirilen ileti",
    "iletilen ileti", "továbbított üzenet", "továbbított levél", "mesaj redirecționat", "mesaj înaintat",
    "転送されたメッセージ", "転送メッセージ", "转发的邮件", "转发邮件", "轉寄郵件", "轉寄的郵件",
    "전달된 메시지", "전달된 메일",
)  # fmt: skip

# Lines a telephone or a mail program adds under the text.
SENT_FROM = (
    r"sent (?:from|via|with|using) (?:my |the )?\S.{0,60}", r"get outlook for \S.{0,40}", r"sent from outlook.{0,40}",
    r"(?:von meinem|von mein|gesendet (?:mit|von|über|aus)|diese nachricht wurde von mein).{0,70}", r"outlook (?:für|for) (?:ios|android).{0,60}",
    r"holen sie sich outlook.{0,40}", r"envoyé (?:de|depuis|à partir de|avec) .{0,60}", r"obtenir outlook pour.{0,40}", r"télécharger outlook.{0,40}",
    r"enviado (?:desde|do|de|a partir do) .{0,60}", r"obtener outlook para.{0,40}", r"obter o outlook.{0,40}",
    r"inviato (?:da|dal|dall'|con) ?.{0,60}", r"scarica outlook.{0,40}", r"verzonden (?:vanaf|met|via) .{0,60}", r"verstuurd vanaf .{0,60}",
    r"outlook (?:voor|pour|para|per|dla|pro|til) .{0,40}",
    r"wysłano z .{0,60}", r"wysłane z .{0,60}", r"odesláno z .{0,60}", r"odoslané z .{0,60}", r"skickat från .{0,60}", r"sendt fra .{0,60}",
    r"lähetetty .{0,60}", r"отправлено (?:с|из) .{0,60}", r"надіслано (?:з|із) .{0,60}", r"iphone'?[a-zı]{0,5}(?:den|dan|ımdan) gönderildi",
    r".{0,30}(?:imden|ımdan|mdan) gönderildi", r"elküldve az? .{0,60}", r"küldve .{0,40}(?:ról|ről)", r"trimis (?:de pe|din) .{0,60}",
    r"iphoneから送信", r".{0,30}から送信", r"发自我的.{0,30}", r"從我的.{0,30}傳送", r"나의 .{0,30}에서 보냄", r".{0,20}에서 보냄",
)  # fmt: skip

DISCLAIMERS = (
    r"this (?:e-?mail|message|communication|transmission).{0,120}(?:confidential|privileged|intended (?:only|solely))",
    r"the information (?:contained )?in this (?:e-?mail|message)", r"if you (?:are not|have received).{0,60}(?:intended recipient|in error)",
    r"please consider the environment before", r"confidentiality notice", r"disclaimer\s*:",
    r"diese (?:e-?mail|nachricht).{0,80}(?:vertraulich|rechtlich geschützt|ausschließlich)", r"der inhalt dieser (?:e-?mail|nachricht)",
    r"bitte (?:denken|prüfen) sie.{0,40}(?:umwelt|ausdruck|drucken)", r"sollten sie nicht der (?:vorgesehene|richtige|beabsichtigte)",
    r"ce (?:message|courriel|courrier).{0,80}confidentiel", r"este (?:mensaje|correo|e-?mail|mensagem).{0,80}confidencia",
    r"esta mensagem.{0,80}confidencia", r"(?:questo|il presente) (?:messaggio|e-?mail).{0,80}(?:riservat|confidenzial)",
    r"(?:dit bericht|deze e-?mail|dit e-?mailbericht).{0,80}(?:vertrouwelijk|uitsluitend)",
    r"(?:ta wiadomość|niniejsza wiadomość|treść tej wiadomości).{0,100}(?:poufn|wyłącznie)", r"(?:tato zpráva|tento e-?mail).{0,80}důvěrn",
    r"(?:detta|det här) (?:meddelande|e-?post).{0,80}konfidentiell", r"denne (?:e-?mail|e-?post|meddelelse).{0,80}(?:fortrolig|konfidensiell)",
    r"это (?:сообщение|письмо).{0,80}конфиденциальн", r"(?:це повідомлення|цей лист).{0,80}конфіденційн",
)  # fmt: skip

# Banners security gateways put on top.
BANNERS = (
    r"(?:\[?(?:external|extern|caution|warning|achtung)\]?[: !-]).{0,120}(?:outside|external|extern|organi[sz]ation|absender)",
    r"you don't often get (?:e-?mail|email) from .{0,100}", r"sie erhalten nicht (?:oft|häufig) e-?mails? von .{0,100}",
    r"vous n'obtenez pas souvent d.{0,100}", r"no suele recibir correo.{0,100}",
)  # fmt: skip

# Our own line above the quoted part of outgoing mail, and that of other helpdesks.
ABOVE_THIS_LINE = (
    r"(?:please )?(?:reply|type your reply|write|respond) above this line", r"bitte (?:antworten sie )?(?:oberhalb|über) dieser (?:linie|zeile).{0,40}",
    r"répondez au-dessus de cette ligne", r"responda (?:por encima|acima) de esta l[ií]nea", r"rispondi sopra questa riga",
    r"(?:antwoord|reageer) boven deze (?:regel|lijn)", r"(?:odpowiedz|odpowiedź) (?:powyżej|nad) (?:tej|tą) lini[iąę]",
)  # fmt: skip
