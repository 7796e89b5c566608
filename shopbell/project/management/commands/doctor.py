"""`shopbell doctor`: look over the whole house and say what to do."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from shopbell.core.health import BROKEN, LEVELS, LOOK, OK, examine, worst


class Command(BaseCommand):
    help = "Look over database, workers, mailboxes, disk, clock and backups. Ends with 0 (ok), 1 (look) or 2 (broken)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs: a list of findings")

    def handle(self, *args: Any, **options: Any) -> None:
        findings = examine()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(one) for one in findings], indent=1))
        else:
            marks = {
                OK: self.style.SUCCESS("ok    "),
                LOOK: self.style.WARNING("look  "),
                BROKEN: self.style.ERROR("broken"),
            }
            for one in findings:
                self.stdout.write(f"{marks[one.level]}  {one.subject}: {one.words}")
                if one.advice:
                    self.stdout.write(f"        {one.advice}")
        sys.exit(LEVELS.index(worst(findings)))
