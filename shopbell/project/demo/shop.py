"""The demo's installation: shop, hours, holidays, teams, agents and channel accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

import holidays
from django.conf import settings

from shopbell.channels.models import ChannelAccount
from shopbell.core.actor import SYSTEM, Actor
from shopbell.project.demo.acts import BOT
from shopbell.project.demo.cast import CARE, MEMBERS, PASSWORD, SIGN_IN, TEAMS
from shopbell.shops.models import BusinessHours, Holiday, Shop
from shopbell.staff.actions import agents as agent_actions
from shopbell.staff.actions import teams as team_actions
from shopbell.staff.models import Agent, Team

SLUG = "alder-flax"
WEBSITE = "https://alderandflax.example"
DOMAIN = "alderandflax.example"
_LATE_THURSDAY = (3, time(18), time(20))
_GREETINGS = {
    "greeting_en": "Hello. Ask us about sizes, cloth, or where your parcel is.",
    "greeting_de": "Hallo. Fragen Sie uns nach Größen, Stoffen oder Ihrem Paket.",
    "greeting_fr": "Bonjour. Une question sur les tailles, les étoffes ou votre colis ?",
    "greeting_es": "Hola. Pregúntanos por las tallas, las telas o tu paquete.",
}


@dataclass(frozen=True)
class House:
    """The rows that every ticket refers to, by the story's keys."""

    shop: Shop
    teams: dict[str, Team]
    agents: dict[str, Agent]
    accounts: dict[str, ChannelAccount]

    def actor(self, key: str) -> Actor:
        """Who acts: one of the house, the bot, a rule, or the system itself for an empty key."""
        if key in self.agents:
            return self.agents[key].actor
        if key == BOT:
            return Actor("bot", name="Shopbell bot")
        return Actor("rule", name="Rule") if key == "rule" else SYSTEM


def open_shop(now: datetime) -> Shop:
    """The shop with its hours and holidays."""
    shop = Shop.objects.create(
        slug=SLUG,
        name="Alder & Flax",
        hue=178,
        language="en",
        languages=["en", "de", "fr", "es"],
        timezone="Europe/Dublin",
        country="IE",
        website=WEBSITE,
        is_demo=True,
    )
    blocks = [(weekday, time(9), time(17)) for weekday in range(5)]
    BusinessHours.objects.bulk_create(
        BusinessHours(shop=shop, weekday=weekday, opens=opens, closes=closes)
        for weekday, opens, closes in sorted([*blocks, _LATE_THURSDAY])
    )
    Holiday.objects.bulk_create(
        Holiday(shop=shop, day=day, name=name)
        for day, name in sorted(
            holidays.country_holidays("IE", years=range(now.year - 1, now.year + 3), language="en_IE").items()
        )
    )
    return shop


def furnish(shop: Shop, now: datetime) -> House:
    """Teams, agents and channel accounts."""
    agents = {}
    for member in MEMBERS:
        agents[member.key] = agent_actions.create(
            email=member.email,
            name=member.name,
            role=member.role,
            password=PASSWORD if member is SIGN_IN else None,
            by=SYSTEM,
            availability=member.availability,
        )
    teams = {
        name: team_actions.save(
            None,
            shop=shop,
            name=name,
            members=[agents[member.key] for member in MEMBERS if name in member.teams],
            by=SYSTEM,
        )
        for name in TEAMS
    }
    return House(shop, teams, agents, _accounts(shop, teams[CARE], now))


def _accounts(shop: Shop, team: Team, now: datetime) -> dict[str, ChannelAccount]:
    """Chat and form really work; the mailbox is paused, as no server stands behind it: what is sent waits there."""
    mailbox = ChannelAccount.objects.create(
        shop=shop,
        team=team,
        kind="email",
        name="Demo mailbox: nothing is really sent",
        address=f"hello@{DOMAIN}",
        state=ChannelAccount.State.PAUSED,
        last_inbound_at=now,
        last_outbound_at=now,
    )
    working: dict[str, Any] = {
        "shop": shop,
        "team": team,
        "state": ChannelAccount.State.HEALTHY,
        "last_success_at": now,
        "last_inbound_at": now,
        "last_outbound_at": now,
    }
    pages = [WEBSITE, settings.SHOPBELL_URL]  # the demo's storefront stands on our own origin
    chat: dict[str, Any] = {"settings": {"origins": pages, **_GREETINGS}, **working}
    form: dict[str, Any] = {"settings": {"origins": pages}, **working}
    return {
        "email": mailbox,
        "chat": ChannelAccount.objects.create(kind="chat", name="Shop chat", **chat),
        "form": ChannelAccount.objects.create(kind="form", name="Contact form", **form),
    }
