"""How subjects of automatic mail begin, by language: data for a hint, never for a decision alone."""

from __future__ import annotations

import re

AWAY = (
    # en
    "automatic reply",
    "auto-reply",
    "auto reply",
    "autoreply",
    "auto:",
    "out of office",
    "out of the office",
    "away from the office",
    "on vacation",
    "vacation reply",
    "on leave",
    "automatic response",
    "auto response",
    # de
    "automatische antwort",
    "abwesenheitsnotiz",
    "abwesenheit",
    "abwesend",
    "abwesenheitsnachricht",
    "automatisch generierte antwort",
    "autom. antwort",
    "nicht im büro",
    "im urlaub",
    "urlaubsvertretung",
    # fr
    "réponse automatique",
    "absence du bureau",
    "message d'absence",
    "absent du bureau",
    "absence :",
    "absence:",
    # es
    "respuesta automática",
    "fuera de la oficina",
    "fuera de oficina",
    "ausente",
    "respuesta automatica",
    # it
    "risposta automatica",
    "fuori ufficio",
    "assenza dall'ufficio",
    "fuori sede",
    # nl
    "automatisch antwoord",
    "afwezig",
    "afwezigheidsassistent",
    "niet aanwezig",
    "buiten kantoor",
    # pl
    "odpowiedź automatyczna",
    "automatyczna odpowiedź",
    "autoodpowiedź",
    "nieobecność",
    "poza biurem",
    # cs, sk
    "automatická odpověď",
    "mimo kancelář",
    "nepřítomnost",
    "automatická odpoveď",
    # pt
    "resposta automática",
    "fora do escritório",
    "ausência",
    "ausente do escritório",
    # sv, da, nb
    "autosvar",
    "automatiskt svar",
    "frånvaro",
    "automatisk svar",
    "fravær",
    "ikke til stede",
    "fraværende",
    # fi
    "automaattinen vastaus",
    "poissa toimistolta",
    "poissaolo",
    # ru, uk
    "автоматический ответ",
    "автоответ",
    "нет на работе",
    "отсутствие",
    "автоматична відповідь",
    "відсутність",
    # tr, hu, ro
    "otomatik yanıt",
    "otomatik cevap",
    "ofis dışında",
    "automatikus válasz",
    "irodán kívül",
    "házon kívül",
    "răspuns automat",
    "în afara biroului",
    "absent din birou",
    # ja, zh, ko
    "自動応答",
    "自動返信",
    "不在通知",
    "自动答复",
    "自动回复",
    "自動回覆",
    "외출 중",
    "자동 회신",
    "부재중",
)

UNDELIVERED = re.compile(
    r"undeliver|non[- ]?deliver"
    r"|delivery (?:status|failure|failed|has failed|notification|report|error|incomplete)"
    r"|mail delivery|returned mail|return(?:ed)? to sender|failure notice|mail failure|message delayed"
    r"|delayed mail"
    r"|delivery delayed|could not be delivered|couldn't be delivered|mail system error|\bbounce"
    r"|unzustellbar|nicht zustellbar|nicht zugestellt|zustellung|rückläufer"
    r"|non remis|échec de (?:la )?remise|échec de livraison|non distribuable"
    r"|no se puede entregar|no entregado"
    r"|error de entrega|mancato recapito|impossibile recapitare|onbestelbaar|niet bezorgd|niedostarczon"
    r"|nie można dostarczyć|nedoručiteln|nedoručen|não entregue|falha na entrega|går inte att leverera"
    r"|kan ikke leveres|toimittamatta|недоставлен|не удалось доставить|не доставлен|teslim edilemedi"
    r"|kézbesíthetetlen|nelivrat|配信不能|配信エラー|无法投递|退信|未傳遞|배달되지 않음",
    re.IGNORECASE,
)

_REPLY = re.compile(r"\A\s*(?:(?:re|aw|antw|sv|vs|odp|res|ris|rif|fw|fwd|wg)\s*:\s*)", re.IGNORECASE)


def says_away(subject: str) -> bool:
    """Whether a subject begins like a vacation notice; an answer to one ("Re: Automatic reply") does not."""
    lowered = subject.strip().lower().lstrip("[*# ")
    return not _REPLY.match(lowered) and lowered.startswith(AWAY)
