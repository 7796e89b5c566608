"""Registries: a base class declared low, its kinds filled in higher up, one file each."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any, ClassVar

from django.apps import apps


class Registered:
    """Base of an extensible family. A direct subclass opens a registry; classes below it with a `kind` register."""

    kind: ClassVar[str] = ""
    folder: ClassVar[str] = ""
    _kinds: ClassVar[dict[str, type[Any]]]
    _scanned: ClassVar[bool]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if Registered in cls.__bases__:
            cls._kinds, cls._scanned = {}, False
        elif kind := cls.__dict__.get("kind"):
            if kind in cls._kinds and cls._kinds[kind].__qualname__ != cls.__qualname__:
                raise TypeError(f"{cls.__qualname__}: the kind {kind!r} is taken by {cls._kinds[kind].__qualname__}")
            cls._kinds[kind] = cls

    @classmethod
    def kinds(cls) -> dict[str, type[Any]]:
        """All registered classes by kind; the folder of that name in every app is scanned at first use."""
        if not cls._scanned:
            for module in _modules(cls.folder):
                import_module(module)
            cls._root()._scanned = True
        return dict(sorted(cls._kinds.items()))

    @classmethod
    def of(cls, kind: str) -> type[Any]:
        """The class of one kind. Raises `KeyError` for an unknown one."""
        return cls._kinds[kind] if kind in cls._kinds else cls.kinds()[kind]

    @classmethod
    def _root(cls) -> type[Registered]:
        return next(base for base in cls.__mro__ if Registered in base.__bases__)


def _modules(folder: str) -> Iterator[str]:
    for app in apps.get_app_configs():
        package = f"{app.name}.{folder}"
        if app.name.startswith("shopbell.") and find_spec(package):
            for found in pkgutil.iter_modules(import_module(package).__path__):
                yield f"{package}.{found.name}"
