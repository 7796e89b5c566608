"""Jobs of staff that a worker must know."""

from shopbell.staff.actions.audit import write_export
from shopbell.staff.actions.invitation import mail_password_link

__all__ = ["mail_password_link", "write_export"]
