"""How an agent writes, and the signature under a mail."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from shopbell.shops.models import Shop
from shopbell.staff.models import Agent
from shopbell.tickets.models import Habits, Signature

VARIABLES = ("agent", "shop")


def habits_of(agent: Agent) -> Habits:
    """What they have chosen, else the defaults."""
    return Habits.objects.filter(agent=agent).first() or Habits(agent=agent)


def hold_of(agent: Agent) -> timedelta:
    """How long their answers can be taken back."""
    return timedelta(seconds=habits_of(agent).undo_seconds)


def signatures(owner: Agent | Shop) -> dict[str, str]:
    """The texts of an agent or shop by language, "" for all others."""
    key = {"agent": owner} if isinstance(owner, Agent) else {"shop": owner}
    return dict(Signature.objects.filter(**key).values_list("language", "text"))


def signature(agent: Agent, shop: Shop, language: str) -> str:
    """What stands under their mail in this language: the agent's own lines, then the shop's; restricted Markdown."""
    rows = Signature.objects.filter(Q(agent=agent) | Q(shop=shop), language__in=("", language))
    texts: dict[bool, dict[str, str]] = {True: {}, False: {}}
    for row in rows:
        texts[row.agent_id is not None][row.language] = row.text
    lines = (_filled(texts[of_agent].get(language) or texts[of_agent].get("", ""), agent, shop) for of_agent in texts)
    return "\n\n".join(filter(None, lines))


def _filled(text: str, agent: Agent, shop: Shop) -> str:
    values = {"agent": agent.name, "shop": shop.name}
    for name in VARIABLES:
        text = text.replace(f"{{{name}}}", values[name])
    return text
