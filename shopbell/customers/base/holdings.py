"""What apps keep about somebody: it goes along in a merge, is given out on request, and is erased."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.functional import Promise

from shopbell.core.registry import Registered
from shopbell.customers.models import Customer

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Portion:
    """What a holding gives out: rows by table, and files as folder and name in the archive, and path in the storage."""

    rows: Rows = field(default_factory=dict)
    files: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Held:
    """What the law wants kept for now: the whole person, or some of their tickets."""

    is_all: bool = False
    tickets: frozenset[int] = frozenset()


@dataclass
class Erased:
    """What a holding has erased: numbers by table, what it kept and why, and files that nothing names any more."""

    counts: dict[str, int] = field(default_factory=dict)
    kept: list[dict[str, Any]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def add(self, other: Erased) -> None:
        """What another has erased belongs to it too."""
        for name, number in other.counts.items():
            self.counts[name] = self.counts.get(name, 0) + number
        self.kept += other.kept
        self.files += other.files


class Holding(Registered):
    """A kind of thing that an app keeps about customers; one class a file in the folder `holdings`.

    `models` are the labels of what it answers for, so that a test finds what nobody answers for. Lower orders come
    first and the customer's own row last; a merge is taken back in reverse.
    """

    folder: ClassVar[str] = "holdings"
    models: ClassVar[tuple[str, ...]] = ()
    label: ClassVar[str | Promise] = ""
    order: ClassVar[int] = 50

    def lock(self, *customers: Customer) -> None:
        """Lock the rows that must be locked before the customers themselves."""

    def move(self, source: Customer, target: Customer) -> Any:
        """Give all of it to `target`; what comes back as JSON tells `move_back` what went."""

    def move_back(self, moved: Any, *, source: Customer, target: Customer) -> None:
        """Give back to `source` what `move` took, as far as it is still the target's."""

    def export(self, customer: Customer) -> Portion:
        """All of it that is about this person."""
        return Portion()

    def erase(self, customer: Customer, held: Held) -> Erased:
        """Take the person out of all of it, except what is held. The caller deletes the files."""
        return Erased()

    def erase_tickets(self, tickets: Collection[int]) -> Erased:
        """Take whoever wrote in these tickets out of what it keeps of them: their time is over."""
        return Erased()


def holdings() -> list[Holding]:
    """One of every kind, in the order in which they are asked."""
    return sorted((kind() for kind in Holding.kinds().values()), key=lambda one: (one.order, one.kind))


def rows_of(found: Iterable[models.Model], *, without: Collection[str] = ()) -> list[dict[str, Any]]:
    """Rows as plain values by column, without those that nobody outside has a use for."""
    return [
        {
            column.name: getattr(row, column.attname)
            for column in row._meta.concrete_fields
            if column.name not in without
        }
        for row in found
    ]


def blanks(model: type[models.Model], *, keep: Collection[str] = ()) -> dict[str, Any]:
    """Empty values for every column of a model that can hold words, unless it is to be kept.

    A column with choices says nothing of a person, nor do numbers and times. A new column is blanked by itself.
    """
    return {column.name: empty for column, empty in _wordy(model) if column.name not in keep}


def _wordy(model: type[models.Model]) -> Iterator[tuple[models.Field[Any, Any], Any]]:
    for column in model._meta.concrete_fields:
        if column.choices or column.primary_key:
            continue
        if isinstance(column, ArrayField):
            if isinstance(column.base_field, models.CharField | models.TextField):
                yield column, []
        elif isinstance(column, models.JSONField):
            yield column, column.get_default()
        elif isinstance(column, models.BinaryField):
            yield column, b""
        elif isinstance(column, models.CharField | models.TextField):
            yield column, None if column.null else ""
