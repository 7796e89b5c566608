"""Customers for programs."""

from ninja import Router

from shopbell.customers.views.api import customers, knowledge, merging, privacy

router = Router(tags=["Customers"])
for part in (customers.router, knowledge.router, merging.router, privacy.router):
    router.add_router("", part)
