"""One ticket played through: who writes when, on which channel, and how it ends."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import takewhile

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
)
from shopbell.project.demo.cast import HOUSE, Member
from shopbell.project.demo.phrases import Phrases, Slots, after_comma, quoted, sentence, slipped
from shopbell.project.demo.times import Calendar, about

CLOSE_AFTER = timedelta(days=7)
_MAIL_WORK, _FORM_WORK = timedelta(hours=2, minutes=50), timedelta(hours=4)
_CHAT_WAIT = timedelta(seconds=105)
_PICTURES = {
    "damaged": ("torn-seam.png", "stain.png", "loose-button.png"),
    "boots": ("label-left.png", "label-right.png"),
    "zip": ("zip-closed.jpg", "zip-open.jpg"),
    "fault": ("torn-seam.png", "sole.png"),
}
_PHOTO = re.compile(r"\b[Pp]hoto|\b[Ff]oto")
_THANKS_FOR_PHOTO = re.compile("for the photo|für das Foto|pour la photo|por la foto|now I see it|jetzt sehe ich es")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is decided about a ticket before it is played."""

    reason: str
    channel: str
    mood: int  # 0 calm, 1 annoyed, 2 furious
    rounds: int
    tags: tuple[str, ...]
    agent: Member
    lead: Member | None
    slowness: float
    is_thankful: bool
    until: datetime | None = None


class Scene:
    """Writes the acts of one ticket, forward in time from its first word."""

    def __init__(self, plan: Plan, slots: Slots, words: Phrases, calendar: Calendar, rng: random.Random) -> None:
        self.plan, self.words, self.calendar, self.rng = plan, words, calendar, rng
        self.slots = slots.by(plan.agent.first)
        self.acts: list[Act] = []
        self._last_answer = ""
        self._answered_at: datetime | None = None
        self._rounds = min(plan.rounds, words.number(plan.reason, "more"), words.number(plan.reason, "again"))
        self._said: set[str] = set()

    def play(self, start: datetime, ending: str) -> list[Act]:
        """All acts. `ending` is solved, or how far it has come: open, waiting, on_hold, snoozed."""
        at = self._chat(start) if self.plan.channel == "chat" else self._mail(start)
        for number in range(self._rounds):
            if ending == "open" and number == self._rounds - 1:
                self._customer(at + self._pause(), "more")
                return self.acts
            at = self._round(at)
        if ending == "open":
            return list(takewhile(lambda act: not _is_ours(act), self.acts))
        return self._end(at, ending)

    def _mail(self, start: datetime) -> datetime:
        channel, rng = self.plan.channel, self.rng
        text = self._whole(self._opening(), start)
        self.acts.append(Says(at=start, text=text, channel=channel, files=self._files(text)))
        self.acts.append(Acknowledges(at=start + timedelta(seconds=rng.randrange(4, 50))))
        work = about(rng, _FORM_WORK if channel == "form" else _MAIL_WORK) * self.plan.slowness
        answered = self.calendar.after(start, work)
        self._sort_out(start, answered)
        self._answer(answered, self._greeted(self._filled("answer", answered), answered), "email")
        return answered

    def _chat(self, start: datetime) -> datetime:
        opening = sentence(self.slots.fill(self._opening(), start))
        self._say(start, opening, "chat", files=self._files(opening))
        if self.calendar.hours.is_open(start):
            answered = start + about(self.rng, _CHAT_WAIT) * self.plan.slowness
            self._sort_out(start, answered)
            self._answer(answered, self._filled("answer", answered), "chat")
            self.acts.append(Sees(at=answered + timedelta(seconds=9), channel="chat"))
            return answered
        away = start + timedelta(seconds=2)
        self.acts.append(Answers(at=away, who="", text=self._common("away", away), channel="chat"))
        self.acts.append(Sees(at=away + timedelta(seconds=20), channel="chat"))
        answered = self.calendar.after(start, about(self.rng, timedelta(minutes=40)))
        self._sort_out(start, answered)
        text = self._common("later", answered) + "\n\n" + self._filled("answer", answered)
        text = self._greeted(text, answered)
        self._answer(answered, text, "email")
        return answered

    def _round(self, at: datetime) -> datetime:
        """The customer asks on, the agent answers again."""
        asked = at + self._pause()
        self._customer(asked, "more")
        channel = self._channel
        work = about(self.rng, _CHAT_WAIT if channel == "chat" else _MAIL_WORK)
        answered = asked + work if channel == "chat" else self.calendar.after(asked, work)
        if channel == "chat" and not self.calendar.hours.is_open(answered):
            answered = asked + timedelta(seconds=70)
        text = self._filled("again", answered)
        self._read(answered)
        self._answer(answered, text if channel == "chat" else self._greeted(text, answered), channel)
        if channel == "chat":
            self.acts.append(Sees(at=answered + timedelta(seconds=7), channel="chat"))
        return answered

    def _end(self, at: datetime, ending: str) -> list[Act]:
        key = self.plan.agent.key
        if ending == "on_hold":
            self.acts.append(Notes(at=at + timedelta(minutes=4), who=key, text=self._note(at)))
        if ending in ("on_hold", "snoozed"):
            until = self.plan.until if ending == "snoozed" else None
            self.acts.append(Sets(at=at + timedelta(minutes=5), status=ending, by=key, until=until))
        if ending != "solved":
            return self.acts
        done = at + timedelta(seconds=40)
        if self.plan.is_thankful:
            thanked = at + self._pause()
            self._customer(thanked, "thanks")
            done = self.calendar.after(thanked, timedelta(minutes=self.rng.randrange(2, 90)))
            if self._channel == "chat":
                done = thanked + timedelta(seconds=50)
            self._read(done)
            if self.rng.random() < 0.4:
                self._answer(done, self._common("closing", done), self._channel, then="solved")
                if self._channel == "chat":
                    self.acts.append(Sees(at=done + timedelta(seconds=5), channel="chat"))
                done += timedelta(seconds=15)
        self.acts.append(Sets(at=done, status="solved", by=key))
        if done + CLOSE_AFTER <= self.calendar.now:
            self.acts.append(Sets(at=done + CLOSE_AFTER, status="closed"))
        return self.acts

    def _sort_out(self, start: datetime, answered: datetime) -> None:
        """What the desk does between the first word and the first answer."""
        plan = self.plan
        steps: list[Act] = []
        if plan.mood == 2:
            steps.append(Ranks(at=answered, by=plan.agent.key, priority=30))
        if plan.lead:
            steps.append(Assigns(at=answered, by=plan.lead.key, to=plan.agent.key))
        if self.rng.random() < 0.12:
            steps.append(Notes(at=answered, who=plan.agent.key, text=self._note(answered)))
        steps.append(Tags(at=answered, by=plan.agent.key, add=plan.tags))
        gap = min((answered - start) / (len(steps) + 3), timedelta(minutes=3))
        self.acts.append(Reads(at=answered - gap * (len(steps) + 1), by=plan.agent.key))
        self.acts += [replace(step, at=answered - gap * (len(steps) - number)) for number, step in enumerate(steps)]

    def _customer(self, at: datetime, kind: str) -> None:
        channel = self._channel
        section = "common" if kind == "thanks" else self.plan.reason
        text = self.slots.fill(self._fresh(section, kind), at)
        files = self._files(text) if kind == "more" else ()
        is_bare = channel == "chat" or self.rng.random() < 0.4
        self._say(at, text, channel, files=files, quote="" if is_bare else self._last_answer)

    def _say(self, at: datetime, text: str, channel: str, *, files: tuple[str, ...] = (), quote: str = "") -> None:
        if self.rng.random() < (0.4 if channel == "chat" else 0.2):
            text = slipped(text, self.rng)
        segments: tuple[dict[str, object], ...] = ()
        if quote:
            attribution = self.slots.fill(self.words.pick("common", "attribution", self.rng), at, self._answered_at)
            text, segments = with_quote(text, quoted(attribution, quote))
        self.acts.append(Says(at=at, text=text, channel=channel, files=files, segments=segments))

    def _answer(self, at: datetime, text: str, channel: str, *, then: str = "waiting") -> None:
        self._last_answer, self._answered_at = text, at
        self.acts.append(Answers(at=at, who=self.plan.agent.key, text=text, channel=channel, then=then))

    def _read(self, before: datetime) -> None:
        self.acts.append(Reads(at=max(before - timedelta(seconds=45), self.acts[-1].at), by=self.plan.agent.key))

    def _opening(self) -> str:
        text = self.words.pick(self.plan.reason, "ask", self.rng)
        if self.plan.mood:
            text += " " + self.words.pick("common", ("", "annoyed", "furious")[self.plan.mood], self.rng)
        return text

    def _whole(self, text: str, at: datetime) -> str:
        """A mail with its greeting and ending."""
        greeting = self.words.pick("common", "greeting", self.rng)
        ending = self.words.pick("common", "ending", self.rng).replace("\n\n", "\n")
        text = self.slots.fill(f"{greeting}\n\n{text}\n\n{ending}", at)
        return slipped(text, self.rng) if self.rng.random() < 0.3 else text

    def _files(self, text: str) -> tuple[str, ...]:
        """The pictures that a text speaks of."""
        pictures = _PICTURES.get(self.plan.reason, ())
        if not pictures or not _PHOTO.search(text):
            return ()
        return pictures if self.plan.reason in ("boots", "zip") else (self.rng.choice(pictures),)

    def _pause(self) -> timedelta:
        if self._channel == "chat":
            return timedelta(seconds=self.rng.randrange(20, 150))
        return timedelta(minutes=6) + about(self.rng, timedelta(hours=7), 0.9)

    def _greeted(self, text: str, at: datetime) -> str:
        """An answer by mail, with its greeting."""
        return self._common("hello", at) + "\n\n" + after_comma(text, self.words.language)

    def _common(self, kind: str, at: datetime) -> str:
        return self.slots.fill(self.words.pick("common", kind, self.rng), at)

    def _filled(self, kind: str, at: datetime) -> str:
        return sentence(self.slots.fill(self._fresh(self.plan.reason, kind), at))

    def _fresh(self, section: str, kind: str) -> str:
        """A template that was not used in this ticket yet; no thanks for a photo that nobody sent."""
        has_photo = any(isinstance(act, Says) and act.files for act in self.acts)
        for _ in range(8):
            text = self.words.pick(section, kind, self.rng, without=None if has_photo else _THANKS_FOR_PHOTO)
            if text not in self._said:
                break
        self._said.add(text)
        return text

    def _note(self, at: datetime) -> str:
        return self.slots.fill(self.words.pick(self.plan.reason, "note", self.rng), at)

    @property
    def _channel(self) -> str:
        """Where the conversation is now: that of the last word, mail after a form."""
        last = next(act for act in reversed(self.acts) if isinstance(act, (Says, Answers)))
        return "email" if last.channel == "form" else last.channel


def with_quote(text: str, quote: str) -> tuple[str, tuple[dict[str, object], ...]]:
    """An answer with the quoted mail below it, and the segments that fold it."""
    whole = f"{text}\n\n{quote}"
    attribution = len(text) + 2
    cut = whole.index("\n", attribution) + 1
    return whole, (
        {"start": 0, "end": attribution, "kind": "reply", "reason": ""},
        {"start": attribution, "end": cut, "kind": "attribution", "reason": "attribution"},
        {"start": cut, "end": len(whole), "kind": "quote", "reason": "attribution"},
    )


def ended_at(acts: list[Act], end: datetime, calendar: Calendar) -> list[Act]:
    """The same acts moved so that the last word falls on `end`, ours into open hours, in their order."""
    last = max(act.at for act in acts if isinstance(act, (Says, Answers, Sets)))
    move, later = end - last, None
    moved: list[Act] = []
    for act in reversed(acts):
        at = act.at + move
        if later is not None and at >= later:
            at = later - timedelta(seconds=5)
        if _is_ours(act):
            at = calendar.open_before(at)
        moved.append(replace(act, at=at))
        later = at
    return moved[::-1]


def _is_ours(act: Act) -> bool:
    """Whether an agent must be there for it."""
    match act:
        case Answers():
            return act.who not in ("", BOT)
        case Assigns() | Sets() | Tags() | Ranks() | Reads():
            return act.by in HOUSE
        case Notes():
            return True
    return False
