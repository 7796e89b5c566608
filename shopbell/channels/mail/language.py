"""The language of a mail, by script and small words; a hint for people and templates, no more."""

from __future__ import annotations

import re

_WORDS = {
    "en": "the and is not you have with for this that please thank thanks would could my order are was it",
    "de": "der die das und ist nicht ich sie mit für auf ein eine wir bitte danke habe von den es noch mein",
    "fr": "le la les et est pas je vous avec pour une des bonjour merci mon ma que dans votre nous commande",
    "es": "el los las es no con para por una que hola gracias mi pedido usted como está pero muy favor",
    "it": "il gli di è non con per una che grazie mio ordine sono ho della buongiorno vi ciao anche vorrei",
    "nl": "de het een en is niet ik met voor van dank bedankt mijn bestelling graag heb wij jullie maar dit",
    "pl": "i w nie się na jest z do że proszę dziękuję dzień dobry mam moje zamówienie czy jak mi",
    "cs": "a v je na že se prosím děkuji dobrý den mám objednávka mi ale jsem pro jak není ještě",
    "pt": "o os as e é não com para uma que obrigado obrigada meu minha pedido olá você por está bom",
    "sv": "och är inte jag med för på ett det som tack min beställning hej att har av till vi",
    "da": "og er ikke jeg med for på et det som tak min ordre hej at har af til vi venlig",
    "nb": "og er ikke jeg med for på et det som takk min bestilling hei at har av til vi vennlig",
    "fi": "ja on ei minä olen että kiitos tilaus hei se mutta kun niin voi mitä tämä minun terveisin",
    "tr": "ve bir bu için değil ben ile teşekkürler merhaba sipariş çok ama mi lütfen var nasıl siparişim",
    "hu": "a az és nem egy hogy van köszönöm rendelés kérem meg is szeretném üdvözlettel tisztelt de még",
    "ro": "și este nu cu pentru o că mulțumesc comanda bună vă rog am din la sunt de mai",
}
_TABLE = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]"), 3),
    ("ko", re.compile("[\uac00-\ud7af]"), 3),
    ("zh", re.compile("[\u4e00-\u9fff]"), 4),
    ("uk", re.compile("[іїєґІЇЄҐ]"), 2),
    ("ru", re.compile("[\u0400-\u04ff]"), 8),
    ("el", re.compile("[\u0370-\u03ff]"), 8),
    ("he", re.compile("[\u0590-\u05ff]"), 8),
    ("ar", re.compile("[\u0600-\u06ff]"), 8),
    ("th", re.compile("[\u0e00-\u0e7f]"), 8),
)


def guess_language(text: str) -> str:
    """A two-letter code, or nothing when the text is too short or undecided."""
    own = "\n".join(line for line in text[:3000].split("\n") if not line.startswith(">"))[:1500]
    if not own.isascii():
        for language, script, needed in _SCRIPTS:
            if len(script.findall(own)) >= needed:
                return language
    words = [word.lower() for word in _WORD.findall(own)]
    if len(words) < 4:
        return ""
    scores = sorted(((sum(word in table for word in words), name) for name, table in _TABLE.items()), reverse=True)
    (best, language), (second, _) = scores[:2]
    return language if best >= 2 and best > second else ""
