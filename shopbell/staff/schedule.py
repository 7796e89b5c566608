"""What the clock does to tokens and sessions."""

from shopbell.core.jobs import every
from shopbell.staff.actions import audit, availability
from shopbell.staff.actions.sessions import forget_ended
from shopbell.staff.actions.tokens import forget_answers


@every("40 * * * *", name="staff.forget_answers")
def drop_old_answers() -> None:
    """What programs were answered under keys that have lasted long enough."""
    forget_answers()


@every("50 * * * *", name="staff.forget_sessions")
def drop_ended_sessions() -> None:
    """Where people were signed in whose sessions are over."""
    forget_ended()


@every("20 3 * * *", name="staff.forget_audit")
def drop_old_traces() -> None:
    """Sign-ins, addresses and files of the audit log that are kept long enough."""
    audit.forget()


@every("* * * * *", name="staff.availability")
def keep_availability() -> None:
    """Who is back, who has not clicked for long, and whose shops have closed."""
    availability.come_back()
    availability.away_when_idle()
    availability.away_after_hours()
