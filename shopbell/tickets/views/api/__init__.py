"""Tickets for programs."""

from ninja import Router

from shopbell.tickets.views.api import answers, merging, properties, reading

router = Router(tags=["Tickets"])
for part in (reading.router, answers.router, properties.router, merging.router):
    router.add_router("", part)
