"""Tickets for programs."""

from ninja import Router

from shopbell.tickets.views.api import answers, links, merging, properties, reading, splitting, topics, writing

PARTS = (reading, answers, properties, merging, splitting, links, topics, writing)
router = Router(tags=["Tickets"])
for part in PARTS:
    router.add_router("", part.router)
