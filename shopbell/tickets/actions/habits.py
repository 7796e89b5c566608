"""Habits of writing: what an agent chooses for themselves, and what stands under mails."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from shopbell.core.actor import Actor
from shopbell.core.clean import clean
from shopbell.core.events import record
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent
from shopbell.tickets.events import SignatureChanged
from shopbell.tickets.models import Habits, Signature


@transaction.atomic
def set_habits(agent: Agent, **fields: Any) -> Habits:
    """Set `undo_seconds` or `reply_all`."""
    return Habits.objects.update_or_create(agent=agent, defaults=fields)[0]


@transaction.atomic
def sign(owner: Agent | Shop, *, texts: dict[str, str], by: Actor) -> None:
    """Set the signature of an agent or shop by language, "" for all others; an empty text takes one away."""
    key = {"agent": owner} if isinstance(owner, Agent) else {"shop": owner}
    before = dict(Signature.objects.filter(**key).values_list("language", "text"))
    wanted = {language: clean(text).strip() for language, text in texts.items()}
    changed = [language for language, text in wanted.items() if text != before.get(language, "")]
    for language in changed:
        if wanted[language]:
            Signature.objects.update_or_create(**key, language=language, defaults={"text": wanted[language]})
        else:
            Signature.objects.filter(**key, language=language).delete()
    if changed:
        record(SignatureChanged(languages=sorted(changed)), about=owner, by=by)
