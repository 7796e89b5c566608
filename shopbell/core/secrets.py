"""Secrets at rest: encrypted JSON, keys outside the database, several keys while they rotate."""

import hashlib
import hmac
import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models


@lru_cache(maxsize=1)
def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.SHOPBELL_FIELD_KEYS])


def derived(purpose: str) -> bytes:
    """A key of 32 bytes for one purpose (reply tokens, visitor tokens), derived from the installation's secret."""
    return hmac.new(settings.SECRET_KEY.encode(), purpose.encode(), hashlib.sha256).digest()


def encrypt(text: str) -> str:
    """`text` under the newest key."""
    return _box().encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """What `encrypt` was given. Raises `ImproperlyConfigured` when no key fits."""
    try:
        return _box().decrypt(text.encode()).decode()
    except InvalidToken:
        raise ImproperlyConfigured(
            "A stored secret cannot be read: the file keys/field_key does not fit this database."
        ) from None


class EncryptedJSONField(models.TextField):  # type: ignore[type-arg]
    """A dictionary stored encrypted. Reading with the wrong keys raises `ImproperlyConfigured`."""

    def get_prep_value(self, value: Any) -> str:
        return encrypt(json.dumps(value or {}))

    def from_db_value(self, value: str | None, *_: object) -> dict[str, Any]:
        if not value:
            return {}
        loaded: dict[str, Any] = json.loads(decrypt(value))
        return loaded

    def to_python(self, value: Any) -> Any:
        return value
