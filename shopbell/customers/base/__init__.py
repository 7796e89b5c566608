"""What higher apps bring in about customers: claims of identities, their part of a history, and what they keep."""

from shopbell.customers.base.claims import Claim, normal_email
from shopbell.customers.base.holdings import Erased, Held, Holding, Portion, blanks, holdings, rows_of
from shopbell.customers.base.retention import Retention
from shopbell.customers.base.timelines import Moment, Place, TimelineSource

__all__ = [
    "Claim",
    "Erased",
    "Held",
    "Holding",
    "Moment",
    "Place",
    "Portion",
    "Retention",
    "TimelineSource",
    "blanks",
    "holdings",
    "normal_email",
    "rows_of",
]
