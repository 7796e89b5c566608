"""People for a chat under load, made in the database of DATABASE_URL.

DATABASE_URL=... python -m bench.crowd_seed --visitors 4500 --agents 25     makes and prints them
DATABASE_URL=... python -m bench.crowd_seed --speak 500 --every 0.04        answers in as many of their threads
"""

from __future__ import annotations

import argparse
import json
import os
import time
from typing import Any

TOKENS = 4


def make(visitors: int, agents: int) -> dict[str, Any]:
    """Visitors with a chat that has begun, agents with sessions, and tokens with which an agent answers."""
    from shopbell.channels.actions.visitors import Visitor, token_of
    from shopbell.channels.models import ChannelAccount
    from shopbell.core import clock
    from shopbell.core.ids import public_id
    from shopbell.customers.models import Customer, Identity
    from shopbell.staff.actions import tokens
    from shopbell.tickets.models import Tally, Thread, Ticket

    account = ChannelAccount.objects.select_related("shop", "team").filter(kind="chat", is_active=True)[0]
    now, ids = clock.now(), [public_id() for _ in range(visitors)]
    customers = Customer.objects.bulk_create(Customer(name=f"Visitor {n}", created_at=now) for n in range(visitors))
    Identity.objects.bulk_create(
        Identity(customer=one, scheme="visitor", scope=account.pk, value=key, created_at=now)
        for one, key in zip(customers, ids, strict=True)
    )
    made = {"shop": account.shop, "team": account.team, "channel": "chat", "status": "waiting", "created_at": now}
    tickets = Ticket.objects.bulk_create(
        Ticket(**made, customer=one, customer_name=one.name, subject="Load", last_activity_at=now) for one in customers
    )
    threads = Thread.objects.bulk_create(
        Thread(ticket=one, channel="chat", account_id=account.pk, external_key=key, created_at=now)
        for one, key in zip(tickets, ids, strict=True)
    )
    Tally.objects.create(team_id=account.team_id, status="waiting", delta=visitors)
    staff = [_agent(n) for n in range(agents)]
    return {
        "chat": f"/s/{account.shop.slug}/chat/{account.public_id}",
        "team": account.team_id,
        "visitors": [
            {"token": token_of(Visitor(key, account.pk)), "thread": thread.public_id, "ticket": thread.ticket_id}
            for key, thread in zip(ids, threads, strict=True)
        ],
        "agents": [{"id": one.pk, "cookie": _cookie(one)} for one in staff],
        "tokens": [tokens.make(staff[0], name=f"load {n}", by=staff[0].actor)[1] for n in range(TOKENS)],
    }


def speak(count: int, every: float) -> None:
    """Answer in the last threads one after the other, as a colleague does whose web process is another one."""
    from shopbell.staff.models import Agent
    from shopbell.tickets.actions import messages
    from shopbell.tickets.models import Thread

    agent = Agent.objects.get(email="load0@bench.example")
    for thread in Thread.objects.filter(ticket__subject="Load").select_related("ticket").order_by("-pk")[:count]:
        messages.reply(thread, text="Spoken while the web process was away", by=agent.actor, agent=agent)
        time.sleep(every)


def _agent(number: int) -> Any:
    from shopbell.staff.models import Agent

    return Agent.objects.create(email=f"load{number}@bench.example", name=f"Load {number}", role="admin")


def _cookie(agent: Any) -> str:
    from django.conf import settings
    from django.test import Client

    browser = Client()
    browser.force_login(agent)
    return f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"


def main() -> None:
    """Make, or speak."""
    import django

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visitors", type=int, default=0)
    parser.add_argument("--agents", type=int, default=0)
    parser.add_argument("--speak", type=int, default=0)
    parser.add_argument("--every", type=float, default=0.04)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shopbell.project.settings")
    django.setup()
    if options.speak:
        speak(options.speak, options.every)
    else:
        print(json.dumps(make(options.visitors, options.agents)))


if __name__ == "__main__":
    main()
