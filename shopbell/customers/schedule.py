"""What the clock does about customers' data."""

from shopbell.core import clock
from shopbell.core.actor import SYSTEM
from shopbell.core.jobs import every
from shopbell.core.sweep import each
from shopbell.customers.actions import erasure, exporting, retention
from shopbell.customers.models import CustomerExport, Erasure

_BATCH = 100


@every("*/10 * * * *", name="customers.erase_due")
def erase_due() -> None:
    """Erase who was confirmed and whose waiting period is over; and look again whether held ones still are."""
    due = Erasure.objects.filter(state__in=["confirmed", "held"], due_at__lte=clock.now()).order_by("due_at")[:_BATCH]
    each(due, lambda one: erasure.erase(one, by=SYSTEM), sweep="erasures")


@every("23 * * * *", name="customers.expire_exports")
def expire_exports() -> None:
    """Delete the archives whose time is over."""
    over = CustomerExport.objects.exclude(state="expired").filter(expires_at__lte=clock.now()).order_by("pk")[:_BATCH]
    each(over, exporting.expire, sweep="exports")


@every("17 3 * * *", name="customers.retention")
def keep_no_longer() -> None:
    """Take what is over by the rules of each shop."""
    retention.run()
