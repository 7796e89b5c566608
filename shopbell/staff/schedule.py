"""What the clock does to tokens."""

from shopbell.core.jobs import every
from shopbell.staff.actions.tokens import forget_answers


@every("40 * * * *", name="staff.forget_answers")
def drop_old_answers() -> None:
    """What programs were answered under keys that have lasted long enough."""
    forget_answers()
