"""Public ids: what customers and integrators see instead of the database's own keys."""

import secrets

from django.db import models

ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"  # base32 in lower case: mail servers and file systems fold case
LENGTH = 26


def public_id() -> str:
    """A new random id of 26 characters (130 bits). Permission guards what it names, not its secrecy."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def is_public_id(text: str) -> bool:
    """Whether a text has the form of a public id; what strangers send may hold anything."""
    return len(text) == LENGTH and set(text) <= set(ALPHABET)


class PublicIdField(models.CharField):  # type: ignore[type-arg]
    """A unique public id, made with the row."""

    def __init__(self, **kwargs: object) -> None:
        kwargs |= {"max_length": LENGTH, "default": public_id, "unique": True, "editable": False}
        super().__init__(**kwargs)  # type: ignore[arg-type]
