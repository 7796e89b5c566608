"""The audit log as a file, made by a job; and how long it is kept."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone, translation

from shopbell.core import clock
from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.core.jobs import Backoff, task
from shopbell.core.models import Event
from shopbell.staff.audit import Line, Wanted, lines, page
from shopbell.staff.events import AuditExported
from shopbell.staff.models import Agent, AuditExport, SignInRules

KEPT = timedelta(days=7)
_BATCH = 1000
_COLUMNS = ("id", "at", "who", "what", "name", "subject", "about", "origin", "details")
# What tells only that people came and went. All else stays: it is the history of tickets and settings.
_PASSING = ("agent.signed_in", "agent.sign_in_failed", "agent.sessions_ended")


@transaction.atomic
def export(wanted: Wanted, *, form: str, agent: Agent, by: Actor) -> AuditExport:
    """Ask for the log as a file, as far as it meets `wanted`; a job makes it."""
    made = AuditExport.objects.create(agent=agent, form=form, filters=wanted.stored(), created_at=clock.now())
    record(AuditExported(form=form), about=made, by=by)
    write_export.defer(export_id=made.pk)
    return made


@task("staff.export_audit", queue="default", retry=Backoff(attempts=4))
def write_export(*, export_id: int) -> None:
    """Write the file, batch by batch, in the language and zone of who asked."""
    wanted = AuditExport.objects.select_related("agent").filter(pk=export_id, done_at=None).first()
    if wanted is None:
        return
    with (
        tempfile.TemporaryFile() as raw,
        io.TextIOWrapper(raw, encoding="utf-8", newline="") as out,
        translation.override(wanted.agent.language),
        timezone.override(wanted.agent.zone),
    ):
        rows = _write(out, wanted)
        out.flush()
        path = default_storage.save(f"audit/{wanted.public_id}.{wanted.form}", File(raw))
    AuditExport.objects.filter(pk=wanted.pk).update(path=path, rows=rows, done_at=clock.now())


def _write(out: IO[str], wanted: AuditExport) -> int:
    table = csv.writer(out) if wanted.form == AuditExport.Form.CSV else None
    if table:
        table.writerow(_COLUMNS)
    number = 0
    for line in _all(Wanted.of(wanted.filters)):
        number += 1
        row = dict(zip(_COLUMNS, _cells(line), strict=True))
        if table:
            table.writerow([_harmless(str(cell)) for cell in row.values()])
        else:
            out.write(json.dumps({**row, "data": line.event.data}, ensure_ascii=False) + "\n")
    return number


def _all(wanted: Wanted) -> Iterator[Line]:
    events, before = page(wanted, size=_BATCH)
    yield from lines(events)
    while before:
        events, before = page(wanted, before=before, size=_BATCH)
        yield from lines(events)


def _cells(line: Line) -> list[object]:
    event = line.event
    at = event.at.isoformat(timespec="seconds")
    return [event.pk, at, line.who, line.what, event.name, event.subject, line.subject, event.origin, line.details]


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet takes for text, not for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def forget() -> int:
    """Drop what the rules say is kept long enough; gives the number of events and files that went."""
    rules, now = SignInRules.rules(), clock.now()
    passing = Event.objects.filter(name__in=_PASSING, at__lt=now - timedelta(days=rules.audit_days))
    gone, _kinds = passing.delete()
    old = Event.objects.exclude(origin="").filter(at__lt=now - timedelta(days=rules.address_days))
    old.update(origin="")
    for export_ in AuditExport.objects.filter(created_at__lt=now - KEPT):
        if export_.path:
            default_storage.delete(export_.path)
        export_.delete()
        gone += 1
    return gone
