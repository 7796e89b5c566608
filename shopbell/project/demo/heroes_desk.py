"""What the heroes want today, word for word as in the pictures."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from shopbell.project.demo.acts import (
    BOT,
    Acknowledges,
    Act,
    Answers,
    Assigns,
    Notes,
    Ranks,
    Reads,
    Says,
    Sees,
    Sets,
    Tags,
    TicketStory,
)
from shopbell.project.demo.cast import CARE, DELIVERY, RETURNS, REVIEWS
from shopbell.project.demo.heroes_cast import (
    AOIFE,
    BARTHOLOMEW,
    CARL,
    GERDA,
    GRACE,
    HANS,
    INIGO,
    LAYLA,
    LENA,
    MARGUERITE,
    NIAMH,
    NOOR,
    PRIYA,
    SOFIA,
    TOMAS,
)
from shopbell.project.demo.people import Person
from shopbell.project.demo.phrases import quoted
from shopbell.project.demo.scenes import ended_at, with_quote
from shopbell.project.demo.times import Calendar

_PICTURE = datetime(2026, 11, 18, 14, 5)  # noqa: DTZ001 - only differences to it are used
_DAYS = {"Wed": 0, "Tue": 1, "Mon": 2, "Sun": 3, "Sat": 4, "Fri": 5, "Thu": 6}


def desk(calendar: Calendar) -> list[TicketStory]:
    """Today's tickets of the heroes."""
    scripts = (
        _priya, _niamh, _layla, _lena, _bartholomew, _tomas, _sofia, _carl, _aoife, _gerda, _marguerite, _inigo,
        _hans, _grace, _noor,
    )  # fmt: skip
    return [script(_Script(calendar)) for script in scripts]


class _Script:
    """Collects the acts of one ticket; `when` is a time of the pictures such as `Tue 20:14`."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.acts: list[Act] = []
        self._answer = ""

    def at(self, when: str) -> datetime:
        day, clock = when.split()
        hour, minute = map(int, clock.split(":"))
        then = _PICTURE.replace(hour=hour, minute=minute) - timedelta(days=_DAYS[day])
        return self.calendar.now - (_PICTURE - then)

    def says(self, when: str, text: str, channel: str, *files: str, quotes: str = "") -> None:
        segments: tuple[dict[str, Any], ...] = ()
        if quotes:
            text, segments = with_quote(text, quoted(quotes, self._answer))
        said = Says(at=self.at(when), text=text, channel=channel, files=files, segments=segments)
        self.acts.append(said)
        if len(self.acts) == 1 and channel != "chat":
            self.acts.append(Acknowledges(at=said.at + timedelta(seconds=20)))

    def answers(self, when: str, who: str, text: str, channel: str, **details: str) -> None:
        self._answer = text
        at = self.at(when)
        if who not in (BOT, ""):
            self.acts.append(Reads(at=at - timedelta(minutes=2), by=who))
        self.acts.append(Answers(at=at, who=who, text=text, channel=channel, **details))
        if channel == "chat":
            self.acts.append(Sees(at=at + timedelta(seconds=20), channel="chat"))

    def note(self, when: str, who: str, text: str) -> None:
        self.acts.append(Notes(at=self.at(when), who=who, text=text))

    def sorts(self, when: str, *tags: str, to: str = "mara", by: str = "rule", priority: int = 0) -> None:
        at = self.at(when)
        self.acts.append(Tags(at=at, by=by, add=tuple(sorted(tags))))
        if to:
            self.acts.append(Assigns(at=at + timedelta(seconds=1), by=by, to=to))
        if priority:
            self.acts.append(Ranks(at=at + timedelta(seconds=2), by=by, priority=priority))

    def sets(self, when: str, status: str, by: str, until: datetime | None = None) -> None:
        self.acts.append(Sets(at=self.at(when), status=status, by=by, until=until))

    def opens(self, when: str, by: str = "mara") -> None:
        self.acts.append(Reads(at=self.at(when), by=by))

    def told(
        self, key: str, person: Person, team: str, subject: str, *, left: int | None = None, **details: Any
    ) -> TicketStory:
        """The story; `left` is how many minutes are left for the answer, negative when it is late."""
        now = self.calendar.now
        last = max(act.at for act in self.acts if isinstance(act, (Says, Answers, Sets)))
        return TicketStory(
            key=key,
            person=person,
            team=team,
            reason="",
            subject=subject,
            acts=ended_at(self.acts, last, self.calendar),
            due=now + timedelta(minutes=left) if left is not None else None,
            **details,
        )


def _priya(s: _Script) -> TicketStory:
    s.says(
        "Thu 18:20",
        "Hello,\n\nyou received my return of the Mizen coat (order AF-20655) on Thursday last week. When will I see"
        " the €259.00?\n\nPriya Raman",
        "email",
    )
    s.sorts("Thu 18:21", "Refund")
    s.answers(
        "Fri 10:12",
        "ines",
        "Good morning Priya,\n\nwe sent the €259.00 to your card yesterday. Banks take up to five working days. If it"
        " is not there then, send me a line and I give you the reference that your bank can look up.",
        "email",
        then="waiting",
    )
    s.says(
        "Mon 16:48",
        "It has been eleven days now and my bank sees nothing. That is not pocket money for me. Could somebody tell"
        " me where it is, please?\n\nPriya",
        "email",
        quotes="On Friday, Inês from Alder & Flax wrote:",
    )
    s.sorts("Mon 16:49", "Money at risk", priority=30)
    s.opens("Tue 09:20")
    s.note(
        "Tue 09:31", "ines", "The provider says captured on the 12th, reference is in the order. I would send it today."
    )
    return s.told("priya-refund", PRIYA, RETURNS, "Refund for AF-20655 has not arrived", left=-12, order="AF-20655")


def _niamh(s: _Script) -> TicketStory:
    s.says(
        "Tue 20:14",
        "Hi, the zip of my new rain jacket came apart on the very first walk. Can you help?",
        "chat",
    )
    s.answers(
        "Tue 20:14",
        BOT,
        "I am sorry, that should not happen. I see the Cairn shell in your order AF-20871, delivered on 9 November. A"
        " fault within two years is ours: repair, replacement or your money back, as you wish.",
        "chat",
    )
    s.says("Tue 20:15", "A person please. I fly to the Faroes on Sunday.", "chat")
    s.sorts("Tue 20:16", "Fault")
    s.answers(
        "Wed 09:12",
        "mara",
        "Good morning Niamh,\n\na jacket for the Faroes with a broken zip will not do. Could you send me a photo of"
        " the zip, open and closed? Then I know which jacket to check before I send you another.",
        "email",
        then="waiting",
    )
    s.says(
        "Wed 12:37",
        "Here you go, two photos. I fly on Sunday morning, so it would have to be here by Saturday. Otherwise I would"
        " rather have the money back and buy one at the airport.",
        "email",
        "zip-closed.jpg",
        "zip-open.jpg",
        quotes="On Wednesday morning, Mara from Alder & Flax wrote:",
    )
    s.opens("Wed 12:52")
    s.note(
        "Wed 13:51",
        "jonas",
        "@Mara It is the slider, not the tape: same batch as last week. Two size M in lichen left. I put one aside"
        " until 18:00, the express van leaves at 16:30.",
    )
    return s.told(
        "niamh-zip", NIAMH, CARE, "Zip on the Cairn shell came apart", left=22, order="AF-20871", origin=_SHELL
    )


def _layla(s: _Script) -> TicketStory:
    s.says(
        "Wed 13:20",
        "مرحبًا، كان من المفترض أن تصل السترة يوم الاثنين، فأين هي الآن؟ رقم الطلب AF-20902.",
        "chat",
    )
    s.answers(
        "Wed 13:20",
        BOT,
        "طردك في مركز الفرز في لايبزيغ، وقد تأخر بسبب الثلج. الموعد الجديد هو غدًا. هل تريدين التحدث إلى شخص؟",
        "chat",
    )
    s.says("Wed 13:22", "نعم من فضلك. أسافر بعد غد صباحًا وأحتاج إليها قبل ذلك.", "chat")
    s.sorts("Wed 13:22", "Delivery")
    return s.told("layla-parcel", LAYLA, DELIVERY, "الطلب لم يصل بعد", left=48, order="AF-20902", origin=_SHELL)


def _lena(s: _Script) -> TicketStory:
    s.says(
        "Wed 12:58",
        "Guten Tag,\n\ndas Hemd ist leider eine Nummer zu klein. Kann ich es gegen L tauschen? Bestellt hatte ich M in"
        " Natural, die Bestellnummer ist AF-20888.\n\nViele Grüße\nLena Brandt",
        "email",
    )
    s.sorts("Wed 12:59", "Exchange")
    return s.told("lena-shirt", LENA, RETURNS, "Falsche Größe: Leinenhemd „Harbour“", left=70, order="AF-20888")


def _bartholomew(s: _Script) -> TicketStory:
    s.says(
        "Wed 13:38",
        "Good afternoon. Three parcels please, one without the invoice, gift-wrapped. The blanket is for my sister in"
        " Norwich, the gloves for my nephew in Leeds.",
        "chat",
    )
    s.says("Wed 13:41", "And the scarf comes to me. Can you do that in one order?", "chat")
    s.sorts("Wed 13:42", "Gift order")
    s.opens("Wed 13:58")
    return s.told(
        "bartholomew-gifts",
        BARTHOLOMEW,
        CARE,
        "Three parcels please, one without the invoice, gift-wrapped",
        left=120,
        origin="https://alderandflax.example/gifts",
    )


def _tomas(s: _Script) -> TicketStory:
    s.says("Wed 13:58", "Can the Fell trousers be shortened?", "chat")
    s.sorts("Wed 13:58", "Advice")
    s.answers("Wed 13:59", BOT, "Yes, up to 6 cm. The hem is plain, any tailor can do it.", "chat")
    return s.told(
        "tomas-hem",
        TOMAS,
        CARE,
        "Can the Fell trousers be shortened?",
        handling="bot_active",
        origin="https://alderandflax.example/fell",
    )


def _sofia(s: _Script) -> TicketStory:
    s.says(
        "Wed 10:05",
        "Review of the Tarn dress, bought 2 October\n\nTwo stars: Lovely colour, buttons came loose. Three of them"
        " after the second wash, and I had to sew them on again myself.",
        "form",
        "loose-button.png",
    )
    s.sorts("Wed 10:06", "Review")
    s.opens("Wed 11:15")
    return s.told(
        "sofia-review",
        SOFIA,
        REVIEWS,
        "Two stars: “Lovely colour, buttons came loose”",
        left=175,
        kind="review",
        order="AF-20431",
    )


def _carl(s: _Script) -> TicketStory:
    s.says(
        "Mon 19:30",
        "Hello, the parcel stood in the rain all day and the box fell apart when I lifted it. The blanket is wet"
        " through.\n\nCarl",
        "email",
        "wet-parcel.png",
    )
    s.sorts("Mon 19:31", "Delivery")
    s.answers(
        "Tue 11:05",
        "mara",
        "Good morning Carl,\n\nthat should not be yours to deal with. Could you send me two photos of the blanket once"
        " it is dry? If anything stays on it, a new one leaves the same day.",
        "email",
        then="waiting",
    )
    s.says("Tue 17:40", "Thank you, I will look at the photos tonight.", "email")
    s.opens("Wed 09:30")
    s.sets("Wed 09:31", "waiting", "mara")
    return s.told("carl-rain", CARL, DELIVERY, "Parcel left in the rain", order="AF-20862")


def _aoife(s: _Script) -> TicketStory:
    s.says(
        "Tue 16:22",
        "Asked for a call between 15:00 and 16:00\n\nWe would like 26 rain shells for the school's walking week, in"
        " sizes that I only have on Monday. Is there a price for schools? It is also about the shirt in AF-20914, but"
        " that can wait.",
        "form",
    )
    s.sorts("Tue 16:23", "Group order")
    s.opens("Tue 16:40")
    s.note("Tue 16:44", "mara", "I call at 15:00. Ten per cent from 20 pieces, Fionn agreed to it last year.")
    return s.told(
        "aoife-school",
        AOIFE,
        CARE,
        "Call back about the school order",
        left=55,
        kind="contact",
        order="AF-20914",
    )


def _gerda(s: _Script) -> TicketStory:
    s.says(
        "Wed 11:44",
        "Guten Tag,\n\nkönnen Sie mir die Rechnung zu AF-20877 noch einmal schicken? Ich finde sie nicht mehr."
        "\n\nGerda Holm",
        "email",
    )
    s.sorts("Wed 11:45", "Invoice")
    s.answers(
        "Wed 12:50",
        "mara",
        "Guten Tag Frau Holm,\n\ngern, Sie finden sie unter „Ihre Bestellungen“, dort bleibt sie zehn Jahre lang.",
        "email",
        state="failed",
        reason="Not sent: the mail server refused it (“Mailbox full”). Your text is safe.",
    )
    return s.told("gerda-invoice", GERDA, CARE, "Rechnung zu AF-20877", order="AF-20877")


def _marguerite(s: _Script) -> TicketStory:
    s.says(
        "Mon 21:10",
        "Bonsoir, mes bottes Skerry prennent l'eau au talon droit. Vous aviez si bien arrangé la pointure cet"
        " automne, j'espère que cela se répare aussi.\n\nMarguerite Delacroix-Fontaine",
        "email",
        "sole.png",
    )
    s.sorts("Mon 21:11", "Fault", to="theo")
    s.answers(
        "Tue 09:35",
        "theo",
        "Bonjour Marguerite,\n\ncela se répare, et c'est pour nous. Préférez-vous les envoyer à Galway, dix jours, ou"
        " recevoir une paire neuve tout de suite ?",
        "email",
        then="waiting",
    )
    return s.told("marguerite-boots", MARGUERITE, CARE, "Bottes Skerry : le talon prend l'eau")


def _inigo(s: _Script) -> TicketStory:
    s.says("Mon 12:02", "Hola, ¿cuándo vuelve la chaqueta Cairn en Lichen, talla L?", "chat")
    s.sorts("Mon 12:03", "Advice", to="mara")
    s.answers(
        "Mon 12:05",
        "mara",
        "Hola, Íñigo: la próxima entrega llega en unos días. Te escribo ese mismo día, no hace falta que mires.",
        "chat",
    )
    s.says("Mon 12:06", "Perfecto, gracias.", "chat")
    s.opens("Mon 12:07")
    s.sets("Mon 12:08", "snoozed", "mara", s.calendar.after(s.calendar.now, timedelta(hours=20)))
    return s.told("inigo-stock", INIGO, CARE, "", origin=_SHELL)


def _hans(s: _Script) -> TicketStory:
    s.says(
        "Fri 07:55",
        "Sehr geehrte Damen und Herren,\n\nder Wachsmantel kommt jetzt zum zweiten Mal aus der Reparatur zurück, und"
        " die Tasche ist wieder offen. Ich bin kein Meckerer, aber so geht es nicht.\n\nH.-J. Oberhuber",
        "email",
        "torn-seam.png",
    )
    s.sorts("Fri 07:56", "Fault", "Repair", to="jonas", priority=30)
    s.answers(
        "Fri 09:40",
        "jonas",
        "Guten Morgen Herr Oberhuber,\n\nda haben Sie recht, das war unsere Arbeit und sie hat nicht gehalten. Ich lege"
        " den Fall heute der Werkstatt auf den Tisch und melde mich, sobald sie gesprochen hat.",
        "email",
    )
    s.note("Fri 10:05", "jonas", "Ciarán wants to see the coat himself. On hold until he is back from the mill.")
    s.sets("Fri 10:06", "on_hold", "jonas")
    return s.told("hans-coat", HANS, CARE, "Wachsmantel zum zweiten Mal offen", order="AF-19977")


def _grace(s: _Script) -> TicketStory:
    s.says(
        "Mon 10:20",
        "Hello all, the club's twelve vests came today and every single one fits. Could you send the invoice to the"
        " treasurer as well? accounts@hillwalkers.example\n\nGrace",
        "email",
    )
    s.sorts("Mon 10:21", "Group order", "Invoice", to="ruth")
    s.answers(
        "Mon 11:02",
        "ruth",
        "Hello Grace,\n\ntwelve out of twelve, that goes on the wall. The invoice is on its way to the treasurer.",
        "email",
        then="waiting",
    )
    s.says("Mon 13:15", "Got it, thank you. See you for the spring order.", "email")
    s.opens("Mon 13:30", "ruth")
    s.sets("Mon 13:31", "solved", "ruth")
    return s.told("grace-vests", GRACE, CARE, "Invoice for the club's vests", order="AF-20840")


def _noor(s: _Script) -> TicketStory:
    s.says("Wed 11:48", "Hi! Is the Ling blanket scratchy? It's for a newborn.", "chat")
    s.sorts("Wed 11:48", "Advice", to="theo")
    s.answers(
        "Wed 11:50",
        "theo",
        "Hi Noor, it is lambswool: soft, but still wool. For a newborn I would rather take the linen one, or lay a"
        " sheet in between.",
        "chat",
    )
    s.says("Wed 11:51", "Good to know, thanks for being straight with me.", "chat")
    s.answers("Wed 11:52", "theo", "Gladly. All the best to the three of you.", "chat", then="solved")
    return s.told("noor-blanket", NOOR, CARE, "", origin="https://alderandflax.example/ling")


_SHELL = "https://alderandflax.example/cairn"
