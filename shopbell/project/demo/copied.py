"""Many rows of one model by COPY: a third of what inserting them costs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection, models
from django.db.models.expressions import DatabaseDefault


def copy_in(made: Iterable[models.Model]) -> None:
    """Insert objects of one model; those without a key get one first. Nothing is read back or checked."""
    objects = list(made)
    if not objects:
        return
    meta = objects[0]._meta
    fields = meta.concrete_fields
    _give_keys([one for one in objects if one.pk is None], str(meta.db_table))
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {quote(meta.db_table)} ({columns}) FROM STDIN") as copy,
    ):
        for one in objects:
            copy.write_row([_value(field, one) for field in fields])


def _value(field: models.Field[Any, Any], one: models.Model) -> Any:
    value = field.pre_save(one, add=True)
    if isinstance(value, DatabaseDefault):  # COPY has no word for it
        value = field.db_default
    return field.get_db_prep_save(value, connection)


def _give_keys(objects: list[models.Model], table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, len(objects)]
        )
        for one, (key,) in zip(objects, cursor.fetchall(), strict=True):
            one.pk = key
