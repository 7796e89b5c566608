"""What the clock does for all apps; the queue's own upkeep is in `jobs`."""

from shopbell.core import throttle
from shopbell.core.jobs import every


@every("*/5 * * * *", name="core.forget_throttled")
def forget_throttled() -> None:
    """Delete the counts of windows that are over."""
    throttle.forget()
