"""All that is kept about somebody, as an archive to download: JSON, a page to read, and the files."""

from __future__ import annotations

import json
import tempfile
import zipfile
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.template.loader import render_to_string

from shopbell.core import clock, files
from shopbell.core.actor import Actor
from shopbell.core.events import record
from shopbell.core.jobs import Backoff, task
from shopbell.customers.base import holdings
from shopbell.customers.errors import ExportGone
from shopbell.customers.events import ExportDownloaded, ExportRequested
from shopbell.customers.models import Customer, CustomerExport, PrivacyRules

_STATE = CustomerExport.State
Told = list[tuple[str, dict[str, list[dict[str, Any]]]]]


@transaction.atomic
def request(customer: Customer, *, by: Actor) -> CustomerExport:
    """Have an archive made; it can be downloaded for as many days as the rules say."""
    now = clock.now()
    export = CustomerExport.objects.create(
        customer=customer,
        requested_at=now,
        requested_by=str(by),
        expires_at=now + PrivacyRules.current().export_time,
    )
    record(ExportRequested(export=export.pk), about=customer, by=by)
    make.defer(export=export.pk)
    return export


@task(name="customers.export", retry=Backoff(attempts=3))
def make(*, export: int) -> None:
    """Write the archive. Made again after a failure, it replaces what was begun."""
    found = CustomerExport.objects.select_related("customer").filter(pk=export, state=_STATE.MAKING).first()
    if found is None:
        return
    with tempfile.TemporaryFile() as archive:
        _write(archive, found)
        found.size = archive.tell()
        archive.seek(0)
        found.path = default_storage.save(f"exports/{found.public_id}.zip", File(archive))
    found.state = _STATE.READY
    kept = CustomerExport.objects.filter(pk=export, state=_STATE.MAKING)
    if not kept.update(state=found.state, path=found.path, size=found.size):  # erased or expired meanwhile
        default_storage.delete(found.path)


def _write(archive: Any, export: CustomerExport) -> None:
    told: Told = []
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for holding in holdings():
            portion = holding.export(export.customer)
            if portion.rows:
                told.append((str(holding.label), portion.rows))
            for folder, name, path in portion.files:
                _add_file(packed, folder, name, path)
        data = dict(told)
        packed.writestr("data.json", json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2, default=str))
        page = {"told": told, "at": export.requested_at, "files": packed.namelist()}
        packed.writestr("index.html", render_to_string("customers/export.html", page))


def _add_file(packed: zipfile.ZipFile, folder: str, name: str, path: str) -> None:
    """A file that the storage has lost is left out: the rest is still theirs. Its name leads nowhere else."""
    if default_storage.exists(path):
        with default_storage.open(path) as stored:
            packed.writestr(f"files/{files.safe_name(folder)}/{files.safe_name(name)}", stored.read())


@transaction.atomic
def download(export: CustomerExport, *, by: Actor) -> CustomerExport:
    """Note that somebody takes the archive. Raises `ExportGone` when it is not there, or not any more."""
    export = CustomerExport.objects.select_for_update(of=("self",)).select_related("customer").get(pk=export.pk)
    if export.state != _STATE.READY or export.expires_at <= clock.now():
        raise ExportGone
    export.downloads += 1
    export.save(update_fields=["downloads"])
    record(ExportDownloaded(export=export.pk), about=export.customer, by=by)
    return export


@transaction.atomic
def expire(export: CustomerExport) -> None:
    """Delete the archive; the row tells that there was one. If the storage refuses, it stays for the next time."""
    export = CustomerExport.objects.select_for_update().get(pk=export.pk)
    if export.state == _STATE.EXPIRED:
        return
    path, export.state, export.path = export.path, _STATE.EXPIRED, ""
    export.save(update_fields=["state", "path"])
    if path:
        default_storage.delete(path)
