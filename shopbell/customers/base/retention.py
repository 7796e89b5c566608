"""What is kept for a time only: each app says what a rule is about, and how it goes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime
from typing import ClassVar

from django.utils.functional import Promise

from shopbell.core.registry import Registered
from shopbell.shops.models import Shop


class Retention(Registered, ABC):
    """One rule; its kind is the name of its column in `RetentionRules` without the unit. In the folder `retention`."""

    folder: ClassVar[str] = "retention"
    label: ClassVar[str | Promise] = ""
    column: ClassVar[str] = ""

    @abstractmethod
    def count(self, shop: Shop, before: datetime) -> int:
        """How many a run would take now; nothing is changed."""

    @abstractmethod
    def sweep(self, shop: Shop, before: datetime, limit: int) -> int:
        """Take at most `limit` of what is older than `before`; gives how many. Raises for none of them alone."""
