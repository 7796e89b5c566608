"""Reads about customers: the list, one person's profile and history, and who might be the same person."""

from shopbell.customers.queries.listing import PAGE_SIZE, CustomerPage, Filter, list_customers, matching
from shopbell.customers.queries.profile import consents_of, custom_values, sources_of, who_added
from shopbell.customers.queries.timeline import TimelinePage, timeline

__all__ = [
    "PAGE_SIZE",
    "CustomerPage",
    "Filter",
    "TimelinePage",
    "consents_of",
    "custom_values",
    "list_customers",
    "matching",
    "sources_of",
    "timeline",
    "who_added",
]
