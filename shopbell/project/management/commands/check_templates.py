"""`shopbell check_templates`: compile every Jinja2 template, to find mistakes before a visitor does."""

from __future__ import annotations

from typing import Any, cast

from django.core.management.base import BaseCommand, CommandError
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from jinja2 import TemplateSyntaxError
from jinja2.exceptions import TemplateError


class Command(BaseCommand):
    help = "Compile every Jinja2 template."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile them all and name each that fails."""
        environment = cast(Jinja2, engines["jinja2"]).env
        names = [name for name in environment.list_templates() if name.endswith((".html", ".txt"))]
        if not names:
            raise CommandError("No templates were found.")
        failures = [failure for name in names if (failure := _failure(environment, name))]
        if failures:
            raise CommandError("\n".join(failures))
        self.stdout.write(f"{len(names)} templates compile.")


def _failure(environment: Any, name: str) -> str:
    try:
        environment.get_template(name)
    except TemplateSyntaxError as error:
        return f"{name}:{error.lineno}: {error.message}"
    except (TemplateError, UnicodeDecodeError) as error:
        return f"{name}: {error}"
    return ""
