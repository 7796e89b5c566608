"""Channels for programs: tickets in a customer's name, what did not go out, and for admins the accounts themselves."""

from ninja import Router

from shopbell.channels.views.api import accounts, opening, outgoing, parked, working

router = Router()
for part in (opening.router, accounts.router, working.router, parked.router, outgoing.router):
    router.add_router("", part)
