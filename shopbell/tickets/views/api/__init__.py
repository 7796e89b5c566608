"""Tickets for programs."""

from ninja import Router

from shopbell.tickets.views.api import (
    answers,
    bulk,
    links,
    merging,
    properties,
    reading,
    splitting,
    topics,
    views,
    writing,
)

PARTS = (reading, answers, properties, merging, splitting, links, topics, views, bulk, writing)
router = Router(tags=["Tickets"])
for part in PARTS:
    router.add_router("", part.router)
