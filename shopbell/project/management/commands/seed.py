"""`shopbell seed`: the reference rows that every installation has. Runs after each migration, again and again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Write the reference rows that every installation needs; safe to repeat. There are none so far."

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing that a merchant sees is made here: their shop is theirs to set up."""
