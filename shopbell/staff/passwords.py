"""How long a password must be, as the rules of the installation say."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator

from shopbell.staff.models import SHORTEST_PASSWORD, SignInRules


class LongEnough:
    """A password validator of Django whose length is a row, not a setting; never less than ten characters."""

    def validate(self, password: str, user: Any = None) -> None:
        _shortest().validate(password, user)

    def get_help_text(self) -> str:
        return str(_shortest().get_help_text())


def _shortest() -> MinimumLengthValidator:
    return MinimumLengthValidator(max(SHORTEST_PASSWORD, SignInRules.rules().shortest_password))
