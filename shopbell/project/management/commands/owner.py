"""`shopbell owner`: a way in from the shell, for somebody locked out."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from shopbell.core.actor import SYSTEM
from shopbell.shops.models import Shop
from shopbell.staff.actions import ownership
from shopbell.staff.models import Agent


class Command(BaseCommand):
    help = "Make somebody an owner and give them a new password, asked for here or read from standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address with which they sign in; somebody new is added")
        parser.add_argument("--name", default="", help="their name; an account that is there keeps its own")
        parser.add_argument(
            "--forget-second-step", action="store_true", help="let them in without the code from their phone"
        )

    def handle(self, *args: Any, email: str, name: str, forget_second_step: bool, **options: Any) -> None:
        if not Shop.objects.exists():
            raise CommandError("There is no shop yet. Open the set-up link that `shopbell up` shows; it makes both.")
        _checked(validate_email, email)
        known = Agent.objects.filter(email=email.strip().lower()).first()
        password = _password()
        _checked(validate_password, password, known or Agent(email=email, name=name))
        owner = ownership.make_owner(email=email, name=name, password=password, by=SYSTEM)
        self.stdout.write(f"{owner.name} is an owner and signs in as {owner.email} with the new password.")
        if forget_second_step and ownership.forget_second_step(owner, by=SYSTEM):
            self.stdout.write("The second step of signing in is off; it can be set up again under Settings.")


def _password() -> str:
    """Typed twice and unseen; from a pipe, its first line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass("New password: ")
    if getpass("Once more: ") != password:
        raise CommandError("These two were not the same. Nothing was changed.")
    return password


def _checked(check: Callable[..., None], *values: Any) -> None:
    try:
        check(*values)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
