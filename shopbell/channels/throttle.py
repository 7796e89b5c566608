"""How often somebody may do something: `core.throttle` under the name that channels know it by."""

from shopbell.core.throttle import Limit, TooOften, count

__all__ = ["Limit", "TooOften", "count"]
