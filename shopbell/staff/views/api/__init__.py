"""People, teams and the event log for programs."""

from ninja import Router

from shopbell.staff.views.api import events, people, teams

router = Router()
for part in (people.router, teams.router, events.router):
    router.add_router("", part)
