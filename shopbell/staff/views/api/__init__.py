"""People, teams, the event log, and what admins change of a shop, for programs."""

from ninja import Router

from shopbell.staff.views.api import events, fields, oneself, people, roles, shops, teams

router = Router()
for part in (oneself.router, people.router, roles.router, teams.router, shops.router, fields.router, events.router):
    router.add_router("", part)
