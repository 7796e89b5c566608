"""`shopbell demo`: load the demo shop."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shopbell.project.demo.load import load
from shopbell.project.demo.shop import SLUG
from shopbell.project.demo.story import PROFILES
from shopbell.project.demo_sign_in import demo_sign_in
from shopbell.project.first_run import code
from shopbell.shops.models import Shop


class Command(BaseCommand):
    help = "Load the demo shop Alder & Flax: nine months of customers, and a desk with work on it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there is a shop already")
        parser.add_argument("--profile", choices=sorted(PROFILES), default="demo", help="how large (demo)")
        parser.add_argument("--seed", type=int, default=7, help="another number tells another story (7)")

    def handle(self, *args: Any, if_empty: bool, profile: str, seed: int, **options: Any) -> None:
        if if_empty and Shop.objects.exists():
            return
        if Shop.objects.filter(slug=SLUG).exists():
            raise CommandError("The demo shop is here already. Another one needs an empty database.")
        started = time.monotonic()
        loaded = load(PROFILES[profile], seed=seed)
        code.forget()
        if options["verbosity"]:
            sign_in = demo_sign_in() or {}
            self.stdout.write(
                f"The demo shop is open: {loaded.tickets:,} tickets of {loaded.customers:,} customers,"
                f" in {time.monotonic() - started:.0f} s.\n"
                f"Sign in as {sign_in.get('email')} with the password {sign_in.get('password')}."
            )
